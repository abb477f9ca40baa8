package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var noteOfCourt = seal.Register("case_court", "note", access.Plan)

// hearing is the one kind that may still be to come.
const hearing = "hearing"

// CourtKinds are the kinds of help at court that are recorded (R151 to R155).
var CourtKinds = []string{hearing, "pre-trial information", "witness service", "citizens advice", "support in court", "travel", "personal statement"}

// RecordCourt records help for someone who gives evidence, or a hearing that is to come: the next one
// stands on My day and in the identity bar. Those who work on the case may. Records CourtSupport.
type RecordCourt struct {
	Case id.Case
	Kind string
	On   clock.Date // of the help, or of the hearing: a day to come is allowed
	Note string
}

// Run records it.
func (r RecordCourt) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, r.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	if !slices.Contains(CourtKinds, r.Kind) {
		bad.Add("kind", "Choose what it is")
	}
	if r.On.IsZero() || (r.On > tx.Now().Date() && r.Kind != hearing) {
		bad.Add("on", "Give the day: only a hearing can be still to come")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	record := tx.NewID()
	note, err := tx.Seal(ctx, noteOfCourt, now.Folder, record, r.Note)
	if err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, addCourtSQL, record, now.ID, now.Folder, r.Kind, note, r.On, tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(CourtSupport{Case: now.ID, Folder: now.Folder, Court: record, What: r.Kind})
	return now, nil
}
