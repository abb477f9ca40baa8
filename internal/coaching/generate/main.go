// Command generate writes the files of testdata/asc-2017-19. Run it as `go generate ./internal/coaching`.
package main

import (
	"os"

	"goldenthread/internal/coaching"
	"goldenthread/internal/madeup"
)

func main() {
	files, err := coaching.Make().Files()
	os.Exit(madeup.Generate("../../testdata/asc-2017-19", files, err)) // from internal/coaching, where go generate runs
}
