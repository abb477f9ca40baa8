// Package killtest kills a writing program again and again and looks whether anything it had
// acknowledged is lost.
//
// The program is the test binary itself, started a second time: a test calls [Run] with a way to open
// what is to be tried, and Run is both sides. The child writes from several goroutines and prints each
// id when its write was acknowledged; the parent kills it with SIGKILL at a random moment, opens the
// database that is left, and asks for every id it read.
//
// It shows that nothing is acknowledged before it is handed to the system, and that a database cut off
// at any moment opens again. It cannot show what a power cut does: the system's own memory survives a kill.
package killtest
