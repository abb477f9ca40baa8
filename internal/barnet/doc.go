// Package barnet is the Barnet ASB project's year 2017 to 2018 as records: 79 new referrals and 10
// people whose case was open already, made up so that counting them gives the published tables
// (requirements D5b to D8c) exactly.
//
// The files lie in testdata/barnet-2017-18 and are read with [Read]. They are the work of [Make],
// which is deterministic: `go generate ./internal/barnet` writes them again, and a test compares.
// Nobody in them is real: names are drawn from national name lists, streets are invented, postcodes
// are of sectors in Barnet with units that are not in use, telephone numbers are from the ranges kept
// for drama (07700 900700 to 900799 and 020 7946 0700 to 0799), e-mail is at example.org.
//
// What holds in the records beside the published margins:
//   - a person has each kind of support and each additional need at most once;
//   - every date is within the life of its case, on a day the service works;
//   - the ten carried over have needs noted before the year, which the year must not count, and needs
//     noted in it, which it must (338 and 228 are of 89 people, the tables of who people are of 79);
//   - the 26 spoken up for at the Community Safety MARAC, the 12 who came from it and the 10 referred to
//     it are three overlapping groups of different size.
package barnet

//go:generate go run ./generate
