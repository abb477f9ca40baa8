// Command generate writes the files of testdata/barnet-2017-18. Run it as `go generate ./internal/barnet`.
package main

import (
	"os"

	"goldenthread/internal/barnet"
	"goldenthread/internal/madeup"
)

func main() { os.Exit(run()) }

// run writes the files; the path is from internal/barnet, where go generate runs.
func run() int {
	records, err := barnet.Make()
	if err != nil {
		return madeup.Generate("", nil, err)
	}
	files, err := records.Files()
	return madeup.Generate("../../testdata/barnet-2017-18", files, err)
}
