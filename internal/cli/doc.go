// Package cli is the command line: each command fills a capability's command from flags and files,
// runs it through the gate and prints what came of it. With --json every command prints one JSON value
// on standard output and nothing else there; progress and faults go to standard error.
//
// Exit codes: 0 done, 1 the answer is no (a file refused, a log that does not verify), 2 wrong use.
//
// The operator's command line acts as the system actor "cli": it can take files in, count and
// administer, and opens no record of a person.
package cli
