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
	Short bool     `help:"Small data: shows that it runs, measures nothing worth keeping."`
	In    string   `help:"Folder for the data that is made, and used again by a later run; without it a temporary one, which is deleted." type:"path" placeholder:"DIR"`
	Only  []string `help:"Measure this alone: import, pages, reports, simulate, ready. May be given several times." placeholder:"PART"`
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
	program, err := os.Executable()
	if err != nil {
		return err
	}
	results, err := bench.Run(r.ctx, bench.Wanted{Folder: folder, Only: c.Only, Program: program, Sizes: sizes}, r.io.Err)
	if err != nil {
		return err
	}
	return r.answer(c.output, results, func(w io.Writer) {
		for _, f := range results.Figures {
			fmt.Fprintf(w, "%-24s %5.2f times (%.2f to %.2f), aim %.1f: %s against %s\n", f.Name, f.Ratio, f.Lowest, f.Most, f.Aim, f.A, f.B)
		}
		for _, p := range results.Pages {
			fmt.Fprintf(w, "%-24s %d statements over the small caseload, %d over the large\n", p.Page, p.Small, p.Large)
		}
		was := results.Recorded
		fmt.Fprintf(w, "ready in %.0f ms, %.0f MB resident, program %.0f MB, database %.0f MB; %s, %s\n", was.ReadyMs, was.ResidentMB, was.BinaryMB,
			was.DatabaseMB, results.Machine, results.Date)
	})
}
