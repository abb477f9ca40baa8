// Package catalogue reads the files that say what differs between services and counties, checks
// them, and compiles their rules. It is pure: bytes in, values out; no database, no clock.
//
// A service is one file: who may refer and by which door, the legal basis, its own stages in its
// own order, how often and when to try to reach a person, session limits, caps, hours, closing
// reasons, its own word for the person. Beside the services stand what they refer to: instruments
// (sets of questions), calendars, areas, lists of codes, the column mapping of a police file, and
// the words the public reads.
//
// What holds always:
//   - [Load] gives a [Set] only when [Check] finds nothing wrong, so inside a Set every reference
//     resolves and every rule compiles;
//   - a Set is never changed after Load: it may be shared by any number of goroutines, and what
//     its methods return must not be written to;
//   - a service's Version is the digest of its file and of every file it refers to, so the same
//     version means the same behaviour;
//   - a rule answers yes, no or ask, never a guess: see [Rule].
//
// Which date governs is for the user of a file to say: eligibility goes by the day of receipt, a
// score by the day of the assessment, a clock by its start.
package catalogue
