package workforce

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// TakeBack forgets that some cases, at most 500, were taken: they are being undone, and count against nobody's cap. It
// is a part of undoing a list of cases, which takes the decision and records the event.
func TakeBack(ctx context.Context, tx *gate.Tx, cases []id.Case) error {
	_, err := store.Exec(ctx, tx, takeBackSQL, store.List(cases))
	return err
}

var takeBackSQL = store.SQL("workforce.takeBack", `DELETE FROM workforce_taken WHERE case_id IN ({{list}})`)
