// Package search finds people's records by what stands in them: a name, a word of what was told, a crime
// reference, a telephone number, a date of birth with an initial (practice 2.6).
//
// Everything searched is sealed, so there is no index in the database. [Index] is one in memory, of one
// service at a time, made by the program when somebody searches, thrown away after a while or with the
// process. It holds no word: under each keyed hash of a word it holds where the word stands. It is bounded:
// the latest [mostFiles] referrals of a service and [mostPlaces] places; what lies outside is said to be
// left out.
//
// Rules that hold always:
//   - the program reads for the index through the gate's Compare, which is recorded;
//   - what a searcher may not see is left out before anything is counted, ranked or cut, word by word: a
//     note that her role does not see finds nothing for her;
//   - whatever is shown of a find is opened through the gate for her, and recorded as opened;
//   - a number is never shown: it is found, and shown on the case beside its rule.
//
// Tables: none. It reads the views of referral, person and casework.
package search
