// Command assets builds what the browser is sent: it takes the built style sheets, script and
// icons of the front-end packages from node_modules, and our own from internal/web/assets, and
// writes them under names that hold a hash of their content, with a manifest.
//
// Two things are left behind on purpose: the GDS Transport typeface and the crown and crest, which
// are licensed for gov.uk services alone. The result is embedded in the program and never committed.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	root := flag.String("root", ".", "the folder that holds package.json and internal/")
	flag.Parse()
	if err := build(*root); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}
