// Package mail hands letters to the mail server that the operator named. Who is told what, and when, is
// notify's; what a letter may say is notify's too.
//
// Rules that hold always:
//   - to any machine but this one a letter goes encrypted or not at all, and so does the password;
//   - the password does not print, and no fault says whom a letter was for.
package mail
