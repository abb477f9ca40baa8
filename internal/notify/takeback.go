package notify

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// TakeBack forgets that anybody was told of some folders, at most 500, that are being undone. It is a part of undoing a
// list of cases, which takes the decision and records the event; that letters left stays in the log.
func TakeBack(ctx context.Context, tx *gate.Tx, folders []id.Folder) error {
	_, err := store.Exec(ctx, tx, takeBackSQL, store.List(folders))
	return err
}

var takeBackSQL = store.SQL("notify.takeBack", `DELETE FROM notify_told WHERE folder_id IN ({{list}})`)
