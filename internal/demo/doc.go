// Package demo loads the demonstration: a partnership in which nobody is real, told through the same
// commands as the work itself, by people with roles who signed in, on a clock that stands at the dates of
// the time. Nothing is written past a command, so what the demonstration shows the program can do.
//
//	load.go      the order of it all
//	staff.go     who works in it, one of each role
//	tale.go      one person's way through a service, act by act
//	walk.go      what somebody can do in a tale, each a command
//	barnet.go    the Barnet project's year 2017 to 2018 (testdata/barnet-2017-18)
//	sample.go    the dip samples of Cleveland and Durham of 2014 (testdata/police)
//	cast.go      the people of the living year
//	living*.go   a year that ends today: closed cases, open ones, and a day with something to do
//	guide.go     which pages there are for whom
//
// People are made of internal/madeup. Telephone numbers are from the ranges reserved for drama,
// postcodes have endings that are not in use, e-mail is at example.org. The same seed makes
// the same people; only the days of the living year move with today.
package demo
