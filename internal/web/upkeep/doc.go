// Package upkeep is what administrators look at so that the program goes on: what it could not carry out and gave up, to be
// tried again or left. It names nobody and opens no record.
package upkeep
