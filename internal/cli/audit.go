package cli

import (
	"errors"
	"fmt"
	"io"

	"goldenthread/internal/app"
	"goldenthread/internal/audit"
)

type auditCommand struct {
	Verify auditVerify `cmd:"" help:"Check every entry against the tree and the signed checkpoints."`
}

type auditVerify struct {
	place
	output
}

// Run verifies the audit log; a log that does not verify is exit code 1 and names the first bad entry.
func (c auditVerify) Run(r *run) (err error) {
	_, a, err := r.open(c.place, app.IsDemonstration(c.Data))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	report, err := audit.Verify(r.ctx, a.DB, audit.Against{})
	if err != nil {
		return err
	}
	if err := r.answer(c.output, report, func(w io.Writer) {
		if report.OK {
			fmt.Fprintf(w, "%d entries, and every one is as it was written.\n", report.Entries)
			return
		}
		fmt.Fprintf(w, "%d entries. The first that is not as it was written: number %d (%s). %s\n",
			report.Entries, report.FirstBad.Seq, report.FirstBad.Entry, report.FirstBad.Why)
	}); err != nil {
		return err
	}
	if !report.OK {
		return refusal{exitNo}
	}
	return nil
}
