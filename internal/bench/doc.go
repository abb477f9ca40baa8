// Package bench measures the program against itself, so that a figure holds on any machine.
//
// Counts come first: statements and disk waits of a piece of work, exact and held in a golden file
// by the tests. Here are the ratios: the work as it is done, A, against a bare form of the same work in
// the same process, B, in turn A B A B, five rounds; the ratio is that of the medians, and the
// lowest and highest round are printed. Absolute times are printed with the machine and the date and
// judge nothing.
//
// The data is made by the real commands. `make bench` runs it whole; -short runs it small, to see that
// it runs.
package bench
