// Package oversight is what those see who watch over the others: that the log of every look and change is whole so far as the
// program can say by itself, which keys there are, what may be undone, and how many people asked not to be contacted. It opens no record and names nobody; who has
// looked at one record is casework's to say ([casework.LookInto]).
// The auditor and the data protection lead may.
//
// Tables: none. It reads the views of audit, seal, person and intake.
package oversight
