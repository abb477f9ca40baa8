// Package referral is what comes in to a service about somebody, by any door, and what is decided
// about it before and beside the work.
//
// A referral opens a folder. It moves only along the arrows of state.go. What it comes to on the
// way in is decided by one pure function, [Judge], at every door alike, in the order of practice
// 3.1: legal basis, do not contact, duplicate, children, excluded or routed, safe to contact.
//
// Rules that hold always:
//   - every row that comes in ends accepted, held for checking, signposted, opted out or not
//     usable, with a reason, so that the numbers add up;
//   - a held referral has a role that owns it, and nobody can be contacted from it ([CanContact]);
//   - without a legal basis, and without explicit consent where the service's file demands it, no
//     contact is possible (practice D2);
//   - what is known as domestic abuse, or told of a partner, former partner or relative, is first
//     looked at by those who handle domestic abuse, whatever it was reported as (D5);
//   - the referrer learns what the service's file lets her know, and of a private referral that it
//     was received, nothing more (D10).
//
// Tables: referral, and referral_earlier, what it was at the door before, referral_advice, and
// referral_answer, what whoever referred answered to what they were asked. Views for others: referral_v_referral,
// referral_v_fact_referral, referral_v_fact_earlier.
package referral
