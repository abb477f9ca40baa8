// Package agree is where priorities are agreed with the police: the list of those who wait for it, one person
// after the next, and what is put to the police from their side. Built for a morning with 118 referrals: what is
// known is filled in, a grade is one click, a sentence is asked only where it says something, and those whom the
// police graded least urgent, and about whom nothing speaks against it, are agreed together.
package agree
