// Goldenthread is the program: one binary with the pages, the command line and the background work.
package main

import (
	"context"
	"os"

	"goldenthread/internal/cli"
)

func main() {
	os.Exit(cli.Main(context.Background(), os.Args[1:], cli.IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}
