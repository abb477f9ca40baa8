package person

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Objection remembers that somebody who is being referred asked not to be: whoever refers says so.
// It holds for the service, so that the next file does not bring her back. Only her name is kept in
// the folder; what the register knows her again by are keyed hashes. Practice D1.
//
// It is a part of commands that receive a referral: they take the access decision and record the
// folder and the person first. At most two statements. Records AskedNot.
type Objection struct {
	Folder  id.Folder
	Service string
	Who     New
}

// Run remembers the objection.
func (o Objection) Run(ctx context.Context, tx *gate.Tx) error {
	on, heard := tx.Now().Date(), tx.Actor().Account()
	keys := contactKeys(tx, o.Who)
	rows := make([][]any, len(keys))
	for i, k := range keys {
		rows[i] = []any{k.key, ScopeService, o.Service, on, heard, tx.Now(), clock.Never, tx.Entry()}
	}
	if len(rows) > 0 {
		if _, err := store.Exec(ctx, tx, objectedSQL, store.Rows(rows)); err != nil {
			return err
		}
	}
	_, err := store.Exec(ctx, tx, quietSQL, o.Folder, ScopeService, on, heard, tx.Now(), clock.Never, tx.Entry(), heard)
	if err != nil {
		return err
	}
	tx.Record(AskedNot{Folder: o.Folder, Scope: ScopeService, SaidOn: on})
	return nil
}

// objectedSQL puts keys into the register; asked again after it was taken back, it counts again.
var objectedSQL = store.SQL("person.objected", `
	INSERT INTO do_not_contact (key, scope, scope_of, said_on, heard_by, since_at, until_at, last_entry)
	VALUES {{rows 8}}
	ON CONFLICT (key, scope, scope_of) DO UPDATE SET said_on = excluded.said_on, heard_by = excluded.heard_by,
		since_at = excluded.since_at, until_at = excluded.until_at, last_entry = excluded.last_entry`)
