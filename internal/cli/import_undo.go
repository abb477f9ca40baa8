package cli

import (
	"errors"
	"fmt"
	"io"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
)

type importUndo struct {
	place
	output
	List string `arg:"" help:"The list, as import caseload named it when it was taken in."`
}

// Run undoes the list, or says on which references something was done since.
func (c importUndo) Run(r *run) (err error) {
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	done, err := gate.Write(ctx, a.Gate, "", intake.UndoCaseload{Batch: id.Batch(c.List)}.Run)
	switch errs.KindOf(err) {
	case errs.None:
		return r.answer(c.output, done, func(w io.Writer) {
			fmt.Fprintf(w, "The list is undone: %d rows, and %d referrals with their cases. Who asked not to be contacted is remembered.\n", done.Rows, done.Referrals)
		})
	case errs.NotFound:
		return wrong("there is no list of cases with this name: import caseload says it when it takes one in")
	case errs.Conflict:
		fmt.Fprintln(r.io.Err, "goldenthread:", errs.MessageOf(err))
		return refusal{exitNo}
	}
	return err
}
