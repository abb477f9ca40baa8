package intake

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// DropList forgets a list that was handed in: it is in, or given up. Whoever handed it in may. Records ListDropped.
type DropList struct {
	List id.List
}

// ListDropped says that a list that was handed in is forgotten.
type ListDropped struct {
	List   id.List   `json:"list"`
	Folder id.Folder `json:"folder"`
}

// EventKind names the event.
func (ListDropped) EventKind() string { return "intake.list dropped" }

// Run forgets it.
func (d DropList) Run(ctx context.Context, tx *gate.Tx) (id.Folder, error) {
	l, err := loadList(ctx, tx, d.List)
	if err != nil {
		return "", err
	}
	return l.Folder, dropLists(ctx, tx, []List{l})
}

func dropLists(ctx context.Context, tx *gate.Tx, lists []List) error {
	ids, folders := make([]id.List, len(lists)), make([]id.Folder, len(lists))
	for i, l := range lists {
		ids[i], folders[i] = l.ID, l.Folder
		tx.Record(ListDropped{List: l.ID, Folder: l.Folder})
	}
	if _, err := store.Exec(ctx, tx, dropListsSQL, store.List(ids)); err != nil {
		return err
	}
	return tx.TakeBack(ctx, folders)
}

// ForgetLists forgets lists that were handed in a week ago and never taken in. The program does it every hour.
// Records ListDropped for each.
type ForgetLists struct{}

var actForgetLists = access.Declare("intake.forget lists", access.Policy{Systems: []string{"job"}})

// Run forgets them. It gives how many.
func (ForgetLists) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, actForgetLists, gate.On{}); err != nil {
		return 0, err
	}
	old, err := store.Collect(ctx, tx, oldListsSQL, func(scan store.Scan) (l List, err error) {
		err = scan(&l.ID, &l.Folder)
		return l, err
	}, tx.Now())
	if err != nil {
		return 0, err
	}
	if len(old) == 0 {
		tx.Unaudited("no list waited for longer than a week")
		return 0, nil
	}
	return len(old), dropLists(ctx, tx, old)
}

var (
	dropListsSQL = store.SQL("intake.dropLists", `DELETE FROM intake_list WHERE id IN ({{list}})`)

	oldListsSQL = store.SQL("intake.oldLists", `SELECT id, folder_id FROM intake_list WHERE until_at <= $1 ORDER BY until_at LIMIT 100`)
)
