package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var textOfNote = seal.Register("case_note", "note", access.Notes)

// ActNote is for those who may see the notes of the folder.
var ActNote = access.Declare("case.note", access.Policy{Sections: access.Notes,
	Roles: []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Coach, access.Supervisor, access.SafeguardingLead}})

// AddNote writes a note. Those who may see the folder's notes may. A note is never changed: a slip is
// mended by another. Fails with errs.Invalid when it is empty or longer than [gate.MostSaid]. Records Noted.
type AddNote struct {
	Case id.Case
	Text string
}

// Noted says that a note was written.
type Noted struct {
	Case   id.Case
	Folder id.Folder
	Note   string
}

// EventKind names the event.
func (Noted) EventKind() string { return "case.noted" }

// Run writes the note.
func (a AddNote) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := Get(ctx, tx, a.Case)
	if err != nil {
		return Case{}, err
	}
	if err := tx.Authorize(ctx, ActNote, gate.On{Folder: now.Folder}); err != nil {
		return Case{}, err
	}
	if a.Text == "" {
		var bad errs.Fields
		bad.Add("text", "Write the note")
		return Case{}, bad.Err()
	}
	if err := gate.TooLong("text", a.Text); err != nil {
		return Case{}, err
	}
	note, err := keepNote(ctx, tx, now.Folder, a.Text)
	if err != nil {
		return Case{}, err
	}
	tx.Record(Noted{Case: now.ID, Folder: now.Folder, Note: note})
	return now, nil
}

// keepNote writes words among the notes of a folder. The command it is part of records the event.
func keepNote(ctx context.Context, tx *gate.Tx, f id.Folder, words string) (note string, err error) {
	note = tx.NewID()
	box, err := tx.Seal(ctx, textOfNote, f, note, words)
	if err != nil {
		return "", err
	}
	_, err = store.Exec(ctx, tx, addNoteSQL, note, f, box, tx.Actor().Account(), tx.Now())
	return note, err
}
