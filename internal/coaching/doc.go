// Package coaching is the first year and a half of Surrey's Alliance Support Coaching as records: 121
// people referred from April 2017 to March 2018 and 132 from April to September 2018, made up so that
// counting them gives the figures of the grant report (requirements D2 to D4) exactly.
//
// The files lie in testdata/asc-2017-19 and are read with [Read]. They are the work of [Make], which is
// deterministic: `go generate ./internal/coaching` writes them again, and a test compares. Nobody in them
// is real: see [goldenthread/internal/madeup]; telephone numbers are 0118 496 0000 to 0252, kept for drama.
//
// The report leaves some things open. How the records fill them, so that every printed figure holds:
//   - 70 of the first year's people were coached "at least once": counted as at 29 October 2018, the only
//     day the report names, so that a first session after 31 March counts too;
//   - 40 % of 121 are 48 people and 51 % of 132 are 67: no other counts round so once all shares add to 100;
//   - 62 people "have reported improvements": of 89 closed cases 72 had finished sessions, and 68 of them
//     answered the statements twice;
//   - the chart of districts is missing from the copy we have: the split over the eleven is ours.
package coaching

//go:generate go run ./generate
