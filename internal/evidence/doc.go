// Package evidence is the log of what shows what happened: photographs of damage, recordings, messages, letters, diary sheets
// (R075, R148). Of each thing it says what it shows, who made it and when, from whom we have it since when, where it is kept, and
// into whose hands it or a copy went. It knows a folder, never a case.
//
// Rules that hold always:
//   - what is logged is never changed: a slip is logged again, and the wrong one marked as logged by mistake;
//   - a picture is kept byte for byte as it came, sealed, and its SHA-256 stands in the event of its logging, so that it can be
//     shown later that it is the same;
//   - a page shows it drawn anew, the right way up, without what the camera wrote into it (place, time, device); the picture as it
//     came is its own act, for whoever must hand it on;
//   - each look at a picture is recorded, before it is shown.
//
// How data takes its way: a page reads the file ([ReadPicture]: is it a picture, how large) outside the unit of work, and [Log] keeps it.
// [List] gives the log and [One] one thing of it, without pictures; [Look] opens a picture to be shown, [Take] one to be handed on.
//
// Those whose role shows them evidence may, through the folder's section of that name; coaches, mediators and panels may not.
//
// Tables: evidence, evidence_picture, evidence_hand.
package evidence
