// Package barnet1718 carries the files of the Barnet ASB project's year 2017 to 2018 in the binary,
// for the demonstration; goldenthread/internal/barnet reads them. Nobody in them is real.
package barnet1718

import "embed"

// Files holds the seven CSV files.
//
//go:embed *.csv
var Files embed.FS
