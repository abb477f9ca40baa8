// Package person is what is known of people: names, how to reach them safely, what they told us,
// that they asked not to be contacted, and who may be the same person as whom.
//
// A person is seen through folders. Everything she told stands with the folder it was told in, and
// whoever may not see that folder does not see it. The other party of a dispute is a person too,
// but everything of theirs is sealed in a section of its own ([OtherNameColumn] and its
// neighbours), so that it can never come along with hers.
//
// Rules that hold always:
//   - a number, address or e-mail is opened by [ShowNumber] alone, one at a time, after the
//     person's own rule has passed: who may answer, when, by which way;
//   - whoever asked not to be contacted is remembered as keyed hashes that say nothing about her
//     and outlive the erasure of everything else; every way in asks [AskedNotToContact] before it
//     looks anyone up (practice D1);
//   - two records are linked only by a person who looked ([ConfirmLink]), and every link can be
//     undone; [LookUp] proposes, with reasons, and never joins (R036, R191);
//   - that two folders hold both sides of one dispute is told to supervisors alone, and nobody
//     works with both ([Conflict], practice D4).
//
// What a referral, a file or a form brings is a [New]; [Record] keeps it, in at most thirteen
// statements. It and [AskedNotToContact] take no access decision of their own: they are parts of
// commands that have taken theirs.
//
// Tables: person, person_folder, person_name, person_other, contact_point, safe_rule, story,
// person_key, do_not_contact, person_quiet, link_proposal, look_up_left,
// both_sides, demographic, contact_ease.
// Views for others: person_v_person, person_v_folder, person_v_name, person_v_safe_rule,
// person_v_story, person_v_contact, person_v_ease, person_v_quiet, person_v_link, person_v_fact_demographic.
package person
