// Package referrals is the pages of what comes in: the inbox and its lists, one referral and what is
// decided about it, the file from the police, the form for another agency's professional, and what
// that agency may know afterwards.
//
// Three things hold on every page here. From a referral that is held for checking nobody can be
// called: its row shows whose the next step is. A record that may be the same person's is compared
// and joined by a human, never by itself. Where a referral is not for the service, the page asks
// where the person was pointed and who was told.
//
// Addresses hold references and codes, never anything about a person. Practice parts 3 and 6.
package referrals
