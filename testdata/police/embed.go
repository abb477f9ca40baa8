// Package policefiles holds the police files of the dip samples, with the contacts that were made. README.md says what they are.
package policefiles

import "embed"

// Files holds the CSV files.
//
//go:embed *.csv
var Files embed.FS
