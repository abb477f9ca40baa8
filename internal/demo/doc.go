// Package demo loads the demonstration: a partnership in which nobody is real, told through the same
// commands as the work itself, by people with roles who signed in, on a clock that stands at the dates of
// the time. Nothing is written past a command, so what the demonstration shows the program can do.
//
//	staff.go     who works in it, one of each role
//	tale.go      one person's way through a service, act by act
//	walk.go      how a case goes through the stages of its service's own file
//	barnet.go    the Barnet project's year 2017 to 2018 (testdata/barnet-2017-18)
//	sample.go    the dip samples of Cleveland and Durham of 2014 (testdata/police)
//	living*.go   a year that ends today: closed cases, open ones, and a day with something to do
//
// People are made of internal/madeup. Telephone numbers are from the ranges reserved for drama,
// postcodes have endings that are not in use, e-mail is at example.org. The same seed makes
// the same people; only the days of the living year move with today.
package demo
