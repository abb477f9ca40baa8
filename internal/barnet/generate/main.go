// Command generate writes the files of testdata/barnet-2017-18. Run it as `go generate ./internal/barnet`.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"goldenthread/internal/barnet"
)

func main() {
	if err := run("../../testdata/barnet-2017-18"); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run writes the files into a folder; the path is from internal/barnet, where go generate runs.
func run(folder string) error {
	records, err := barnet.Make()
	if err != nil {
		return err
	}
	files, err := records.Files()
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
