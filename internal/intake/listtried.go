package intake

import (
	"context"
	"encoding/json"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// KeepTried keeps what came of trying a list out. Fails with errs.Stale when its columns were changed meanwhile.
// Records ListTried.
type KeepTried struct {
	List    id.List
	Version int
	Tried   Tryout
}

// ListTried says that a list was tried out to its end.
type ListTried struct {
	List   id.List   `json:"list"`
	Folder id.Folder `json:"folder"`
	Sums   Sums      `json:"sums"`
}

// EventKind names the event.
func (ListTried) EventKind() string { return "intake.list tried" }

// Run keeps it.
func (k KeepTried) Run(ctx context.Context, tx *gate.Tx) (id.List, error) {
	l, err := loadList(ctx, tx, k.List)
	if err != nil {
		return "", err
	}
	if l.Version != k.Version {
		return "", stale()
	}
	k.Tried.Columns = nil // as the list's own words name them they stay sealed, in its columns
	text, err := json.Marshal(k.Tried)
	if err != nil {
		return "", errs.Wrap(errs.Internal, "keeping what came of trying a list out", err)
	}
	if n, err := store.Exec(ctx, tx, triedListSQL, l.ID, l.Version, string(text), tx.Entry()); err != nil || n == 0 {
		return "", orStale(err)
	}
	tx.Record(ListTried{List: l.ID, Folder: l.Folder, Sums: k.Tried.Sums})
	return l.ID, nil
}

var triedListSQL = store.SQL("intake.triedList", `
	UPDATE intake_list SET tried = $3, version = version + 1, last_entry = $4 WHERE id = $1 AND version = $2`)
