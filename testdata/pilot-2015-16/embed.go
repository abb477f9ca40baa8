// Package pilot1516 carries the files of the pilot's six months in the binary, for the demonstration;
// goldenthread/internal/pilot reads them. Nobody in them is real.
package pilot1516

import "embed"

// Files holds the CSV files: people, victims, and the one figure that was printed.
//
//go:embed *.csv
var Files embed.FS
