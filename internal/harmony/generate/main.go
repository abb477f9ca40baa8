// Command generate writes the files of testdata/harmony-2021-22. Run it as `go generate ./internal/harmony`.
package main

import (
	"os"

	"goldenthread/internal/harmony"
	"goldenthread/internal/madeup"
)

func main() {
	files, err := harmony.Make().Files()
	os.Exit(madeup.Generate("../../testdata/harmony-2021-22", files, err)) // from internal/harmony, where go generate runs
}
