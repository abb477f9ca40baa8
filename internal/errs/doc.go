// Package errs is the closed list of ways in which work can fail.
//
// Every error that leaves a capability has one [Kind]; the faces (web, api, cli) map kinds to
// pages, statuses and exit codes in one place each. A message says what is wrong and how to mend
// it, in plain words, and never holds personal data: it may stand on a screen or in a log.
package errs
