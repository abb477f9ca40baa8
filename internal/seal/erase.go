package seal

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Erase destroys a data key, and with it everything sealed under it: its wrap is deleted, its
// drawer gets a new key, the neighbours are wrapped under that, and the ledger says so, all in the
// caller's transaction. The old drawer key goes with its last epoch, so within 35 days no copy of
// the database can open it either. errs.NotFound if there is no such key.
//
// The ledger beside the ring has the erasure before the transaction ends: a restore knows of it from then
// on. This is the one thing that a unit of work does outside the database, and doing it twice is harmless.
func (k *Keys) Erase(ctx context.Context, w store.Writer, key id.Key) error {
	at := k.clock.Now()
	if err := k.erase(ctx, w, key, at); err != nil {
		return err
	}
	return k.note(ctx, Erasure{Key: key, At: at})
}

func (k *Keys) erase(ctx context.Context, w store.Writer, key id.Key, at clock.Instant) error {
	if key == lookupKey {
		return errs.New(errs.Forbidden, "the look-up key is not erased")
	}
	k.cache.drop(key, k.clock.Now())
	rows, err := store.Collect(ctx, w, sameDrawer, scanNeighbour, key)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return errs.New(errs.NotFound, "there is no such data key")
	}
	was := rows[0].drawer
	old, _, err := k.openDrawer(ctx, was)
	if err != nil {
		return err
	}
	under, err := k.epoch(ctx, was.epoch)
	if err != nil {
		return err
	}
	fresh, row, err := k.newDrawer(was.id, was.epoch, under)
	if err != nil {
		return err
	}
	neighbours := make([][]any, 0, len(rows))
	for _, n := range rows {
		if n.id == key {
			continue
		}
		secret, err := unwrap(old.aead, n.wrapped, n.about()...)
		if err != nil {
			return errs.Wrap(errs.Internal, "opening data key "+string(n.id), err)
		}
		wrapped, err := wrap(fresh.aead, k.random, secret, n.about()...)
		if err != nil {
			return err
		}
		neighbours = append(neighbours, []any{n.id, n.kind, was.id, wrapped, n.madeAt})
	}
	if _, err := store.Exec(ctx, w, deleteKey, key); err != nil {
		return err
	}
	if err := putDrawerRows(ctx, w, []drawerRow{row}); err != nil {
		return err
	}
	if err := putRows(ctx, w, rewrapKeys, neighbours); err != nil {
		return err
	}
	_, err = store.Exec(ctx, w, addErasure, key, at)
	return err
}

func scanNeighbour(row store.Scan) (r keyRow, err error) {
	err = row(&r.id, &r.kind, &r.wrapped, &r.madeAt, &r.drawer.id, &r.drawer.epoch, &r.drawer.mark, &r.drawer.wrapped)
	return r, err
}
