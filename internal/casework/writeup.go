package casework

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// WriteUp adds the note to a session that was recorded without one. Whoever held it may, while they work on
// the case. A note that is there is never changed. Fails with errs.Invalid, and errs.Stale when it is written up
// already or somebody else held it. Records SessionWritten.
type WriteUp struct {
	Case    id.Case
	Session string
	Note    string
}

// SessionWritten says that a session was written up.
type SessionWritten struct {
	Case    id.Case
	Folder  id.Folder
	Session string
}

// EventKind names the event.
func (SessionWritten) EventKind() string { return "case.session written up" }

// Run writes it up.
func (w WriteUp) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, w.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	if w.Note == "" {
		var bad errs.Fields
		bad.Add("note", "Write the note")
		return Case{}, bad.Err()
	}
	note, err := tx.Seal(ctx, noteOfSession, now.Folder, w.Session, w.Note)
	if err != nil {
		return Case{}, err
	}
	n, err := store.Exec(ctx, tx, writeUpSQL, w.Session, now.ID, tx.Actor().Account(), note)
	if err != nil {
		return Case{}, err
	}
	if n == 0 {
		return Case{}, errs.New(errs.Stale, "this session is written up already, or somebody else held it")
	}
	tx.Record(SessionWritten{Case: now.ID, Folder: now.Folder, Session: w.Session})
	return now, nil
}

var writeUpSQL = store.SQL("casework.writeUp", `
	UPDATE case_session SET note = $4 WHERE id = $1 AND case_id = $2 AND by_account = $3 AND note IS NULL`)
