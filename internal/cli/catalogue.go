package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/report"

	files "goldenthread/catalogue"
)

type catalogueCommand struct {
	Check    catalogueCheck    `cmd:"" help:"Check the files of the catalogue: file, line and reason of each fault."`
	Simulate catalogueSimulate `cmd:"" help:"Replay past referrals through a changed file of a service: what would have been otherwise."`
}

type catalogueCheck struct {
	output
	Dir string `help:"A folder laid out like the catalogue; without it, the one built in." placeholder:"DIR" type:"existingdir"`
}

// Run checks; any fault is exit code 1.
func (c catalogueCheck) Run(r *run) error {
	var fsys fs.FS = files.FS
	if c.Dir != "" {
		fsys = os.DirFS(c.Dir)
	}
	problems := catalogue.Check(fsys)
	if len(problems) == 0 {
		if _, err := report.Load(fsys); err != nil {
			problems = append(problems, catalogue.Problem{File: "reports", Reason: err.Error()})
		}
	}
	answer := struct {
		OK       bool                `json:"ok"`
		Problems []catalogue.Problem `json:"problems"`
	}{len(problems) == 0, append([]catalogue.Problem{}, problems...)}
	if err := r.answer(c.output, answer, func(w io.Writer) {
		for _, p := range problems {
			fmt.Fprintf(w, "%s:%d: %s\n", p.File, p.Line, p.Reason)
		}
		if len(problems) == 0 {
			fmt.Fprintln(w, "The catalogue is in order.")
		}
	}); err != nil {
		return err
	}
	if len(problems) > 0 {
		return refusal{exitNo}
	}
	return nil
}
