// Package asc1719 carries the files of the coaching service's first year and a half in the binary, for the
// demonstration; goldenthread/internal/coaching reads them. Nobody in them is real.
package asc1719

import "embed"

// Files holds the four CSV files.
//
//go:embed *.csv
var Files embed.FS
