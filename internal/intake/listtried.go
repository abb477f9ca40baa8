package intake

import (
	"context"
	"encoding/json"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// KeepTried keeps what came of trying a list out, to its end or as far as it is: then [ListGoesOn] follows. Whoever handed
// it in may. Fails with errs.Stale when its columns were changed meanwhile, or somebody else goes on with it. Records
// ListTried.
type KeepTried struct {
	List    id.List
	Version int
	Tried   Tryout
}

// ListTried says how much of a list was tried out.
type ListTried struct {
	List   id.List   `json:"list"`
	Folder id.Folder `json:"folder"`
	Sums   Sums      `json:"sums"`
	All    int       `json:"all"` // rows of the list
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
	tried, trying := string(text), ""
	if !k.Tried.Complete() {
		tried, trying = "", string(text)
	}
	if n, err := store.Exec(ctx, tx, triedListSQL, l.ID, l.Version, tried, trying, tx.Entry()); err != nil || n == 0 {
		return "", orStale(err)
	}
	tx.Record(ListTried{List: l.ID, Folder: l.Folder, Sums: k.Tried.Sums, All: k.Tried.All})
	if trying != "" {
		err = tx.After(ctx, ListGoesOn{List: l.ID, Account: tx.Actor().Account()})
	}
	return l.ID, err
}

var triedListSQL = store.SQL("intake.triedList", `
	UPDATE intake_list SET tried = $3, trying = $4, version = version + 1, last_entry = $5 WHERE id = $1 AND version = $2`)
