// Package notify decides what staff are written to about: one summary a day at the hour each chose, and
// otherwise only what can't wait (practice, 2.13): act now, a case given to them, for good or for today, a promise of theirs that is
// broken, access of theirs that ended.
//
// Nothing is sent from here. [Queue] finds what there is to say and leaves a [Mail] in the outbox; the app
// asks for its words ([Mail.AtOnce], [Mail.Digest]), hands it to the mail server and records [Sent].
//
// Rules that hold always:
//   - a letter holds counts and references, never a name, an address, what somebody said, or what kind of danger it is;
//   - nobody is told of a folder they could not open when the letter left, but that a case of theirs has passed to
//     somebody else; nobody is told that they were kept out of one, nor of a folder they are kept out of;
//   - each thing is told once, and anew for a day while its letter could not leave; things of one minute go in one letter, so that a handover of thirty cases is one;
//   - act now and access that ended are always told; the rest each person switches for themselves;
//   - somebody whose account is suspended is not written to.
//
// Tables: notify_choice, notify_told.
package notify
