// Package intake is how referrals come in in bulk and by form: the police file, the agency's form, and
// the acceptance that starts the work.
//
// A file is read as a stream by package police and taken in row by row through referral.Receive, which
// decides what each row comes to; nothing here decides about a person. What holds always:
//
//   - every row ends accepted, held, signposted, opted out or not usable, with a reason, and the sums
//     of a file add up at every moment ([Sums]);
//   - a row is named for ever by force, crime reference and victim number, kept as a keyed hash. What
//     is there already is not taken in again: it is counted as what it ended as the first time;
//   - a file that was interrupted is completed by importing it again; a file that was taken in adds
//     nothing and gives the same sums;
//   - one bad row takes no other with it, and a file that is no table changes nothing;
//   - a row that could not be used is kept as it came, sealed, until somebody has mended it
//     ([MendRow]) or the batch is disposed of; of somebody who asked not to be contacted nothing is.
//
// The list of cases that a service kept before comes in the same way ([Caseload]): read by package sheet,
// judged like any other referral, and put on record where each case stood. It can be tried out first.
//
// It is the one package that sees person, assessment, referral and casework together.
//
// A list of cases that is handed in on a page waits, sealed and seen by nobody else ([KeepList]), until its columns
// are right, it was tried out and is in; it is undone as one ([UndoCaseload]).
//
// Tables: intake_batch (one file), intake_row (one row of it), intake_list (one handed in), intake_unfinished,
// intake_weekly_address (where an agency wants its week of referrals), intake_weekly (one week that was sent).
package intake
