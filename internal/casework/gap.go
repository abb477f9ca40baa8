package casework

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// NoteGap records with one tick that no service can be reached for a need of the person: what is missing
// shows itself without anybody typing it (practice 3.14). The need stays open. Those who work on the case
// may. Records GapNoted.
type NoteGap struct {
	Case id.Case
	Code string // of a need that is recorded and not met
	On   clock.Date
}

// GapNoted says that no service can be reached for a need.
type GapNoted struct {
	Case   id.Case
	Folder id.Folder
	Code   string
}

// EventKind names the event.
func (GapNoted) EventKind() string { return "case.gap noted" }

// Run records the gap.
func (g NoteGap) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, g.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	happened(&bad, "on", g.On, tx.Now().Date(), "the day")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	n, err := store.Exec(ctx, tx, noteGapSQL, now.ID, Need, g.Code, g.On, tx.Now())
	if err != nil {
		return Case{}, err
	}
	if n == 0 {
		return Case{}, errs.New(errs.NotFound, "this need is not open on the case, or the gap is noted already")
	}
	tx.Record(GapNoted{Case: now.ID, Folder: now.Folder, Code: g.Code})
	return now, nil
}

var noteGapSQL = store.SQL("casework.noteGap", `
	UPDATE case_need SET gap_on = $4, gap_at = $5 WHERE case_id = $1 AND kind = $2 AND code = $3 AND met_on = '' AND gap_on = ''`)
