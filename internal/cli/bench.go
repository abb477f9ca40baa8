package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"goldenthread/internal/bench"
)

type benchCommand struct {
	output
	Short bool   `help:"Small data: shows that it runs, measures nothing worth keeping."`
	In    string `help:"Folder for the data that is made; without it a temporary one, which is deleted." type:"path" placeholder:"DIR"`
}

// Run measures the program against itself.
func (c benchCommand) Run(r *run) (err error) {
	folder := c.In
	if folder == "" {
		if folder, err = os.MkdirTemp("", "goldenthread-bench"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	}
	sizes := bench.Whole
	if c.Short {
		sizes = bench.Short
	}
	results, err := bench.Run(r.ctx, folder, sizes, r.io.Err)
	if err != nil {
		return err
	}
	return r.answer(c.output, results, func(w io.Writer) {
		for _, f := range results.Figures {
			fmt.Fprintf(w, "%-24s %5.2f times (%.2f to %.2f), aim %.1f: %s against %s\n", f.Name, f.Ratio, f.Lowest, f.Most, f.Aim, f.A, f.B)
		}
		fmt.Fprintf(w, "ready in %.0f ms, %.0f MB resident, program %.0f MB; %s, %s\n", results.ReadyMs, results.ResidentMB, results.BinaryMB,
			results.Machine, results.Date)
	})
}
