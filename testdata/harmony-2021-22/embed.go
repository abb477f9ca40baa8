// Package harmony2122 carries the files of Harmony's first year in the binary, for the demonstration;
// goldenthread/internal/harmony reads them. Nobody in them is real.
package harmony2122

import "embed"

// Files holds the three CSV files.
//
//go:embed *.csv
var Files embed.FS
