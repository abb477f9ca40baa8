package seal

import (
	"context"

	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Drop takes away the wraps of data keys under which nothing is sealed any more, in the caller's transaction. It
// is no erasure: nothing is noted in the ledger, the drawers keep their keys, and a copy of the database from
// before opens what it holds until it dies of age, 35 days at most. To have somebody forgotten is [Keys.Erase].
func (k *Keys) Drop(ctx context.Context, w store.Writer, keys []id.Key) error {
	if len(keys) == 0 {
		return nil
	}
	for _, key := range keys {
		k.cache.drop(key, k.clock.Now())
	}
	_, err := store.Exec(ctx, w, dropKeys, store.List(keys))
	return err
}

// The key of look-ups is of everybody: it is never dropped.
var dropKeys = store.SQL("seal.dropKeys", `DELETE FROM seal_data_key WHERE kind <> 'lookup' AND id IN ({{list}})`)
