// Command generate writes the files of testdata/pilot-2015-16. Run it as `go generate ./internal/pilot`.
package main

import (
	"os"

	"goldenthread/internal/madeup"
	"goldenthread/internal/pilot"
)

func main() {
	files, err := pilot.Make().Files()
	os.Exit(madeup.Generate("../../testdata/pilot-2015-16", files, err)) // from internal/pilot, where go generate runs
}
