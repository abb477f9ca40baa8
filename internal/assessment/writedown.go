package assessment

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// WriteDown keeps an assessment of another body that a worker was given, or only heard of: then the body has not shared
// it and nobody goes by it. Those who assess in the folder's service may.
//
// Fails with errs.Invalid field by field. Records Came.
type WriteDown struct {
	Folder id.Folder
	List   catalogue.List // "agencies-asked"
	Body   string
	Via    Via // GivenToUs or HeardOf
	Given  Given
}

// Run keeps it, and gives its id.
func (w WriteDown) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActAssess, gate.On{Folder: w.Folder}); err != nil {
		return "", err
	}
	var bad errs.Fields
	if _, ok := w.List.Code(w.Body); !ok {
		bad.Add("their_body", "Choose who scored it")
	}
	if !slices.Contains([]Via{GivenToUs, HeardOf}, w.Via) {
		bad.Add("via", "Say whether they gave it to this service")
	}
	w.Given.check(&bad, tx.Now().Date())
	if err := bad.Err(); err != nil {
		return "", err
	}
	return w.Given.keep(ctx, tx, w.Folder, w.Via, "", w.Body)
}
