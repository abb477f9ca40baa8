// Package harmony is the first year of the Harmony ASB and mediation service, October 2021 to September
// 2022, as records: 457 people referred and 45 training and awareness events, made up so that counting them
// gives the published figures (requirement D5) exactly.
//
// The files lie in testdata/harmony-2021-22 and are read with [Read]. They are the work of [Make], which is
// deterministic: `go generate ./internal/harmony` writes them again, and a test compares. Nobody in them is
// real: see [goldenthread/internal/madeup]; telephone numbers are 0121 496 0000 to 0456, kept for drama.
//
// The published kinds of help add up to 516 of 457 referrals, and nothing says how. In these records 338
// people had support, 59 support and were offered mediation as well, 14 were offered mediation and nothing
// else, and 46 needed no more than advice: 397, 73 and 46, and 59 counted twice. Sources, districts and
// months are not published either: their split is ours.
package harmony

//go:generate go run ./generate
