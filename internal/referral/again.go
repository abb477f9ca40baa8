package referral

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// First is what came of a form when it was sent first.
type First struct {
	Referral id.Referral
	Folder   id.Folder
	At       clock.Instant // it came
}

// NoteAgain keeps of a referral that the same was sent again now; false: it is not there any more. Nothing else of it changes. It is a
// part of somebody's asking for help themselves, which takes the decision and records the event.
func NoteAgain(ctx context.Context, tx *gate.Tx, ref id.Reference) (First, bool, error) {
	return store.Find(ctx, tx, noteAgainSQL, func(scan store.Scan) (f First, err error) {
		err = scan(&f.Referral, &f.Folder, &f.At)
		return f, err
	}, ref, tx.Now())
}

var noteAgainSQL = store.SQL("referral.noteAgain", `
	UPDATE referral SET again_at = $2 WHERE reference = $1
	RETURNING id, folder_id, received_at`)
