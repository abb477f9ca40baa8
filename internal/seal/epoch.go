package seal

import (
	"context"
	"fmt"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/store"
)

// KeptFor is how long the key of a retired epoch is kept, so that older copies can be restored, before it is destroyed.
const KeptFor = 28 * 24 * time.Hour

const (
	epochLife  = 7 * 24 * time.Hour // how long one epoch wraps the drawers
	epochGrace = KeptFor            // how long its key is kept after that, for restores
	clockSlack = time.Hour          // how far apart the clocks of two nodes may be
)

// Rotated says what a rotation did.
type Rotated struct {
	Made      int64 // the new epoch; 0 when none was due
	Destroyed int64 // keys up to this epoch were destroyed; 0 when none was due
}

// Rotate does what is due: a new epoch when the present one is 7 days old, and the destruction of
// keys that retired 28 days ago. It is run at start-up and daily. What is due is read from the
// ring, which an older copy of the database cannot turn back.
//
// An epoch that was made in the future says that the clock jumped, then or now. It is left at once, so that it does not
// serve for longer than it should, and nothing is destroyed in that run.
func (k *Keys) Rotate(ctx context.Context, db *store.DB) (Rotated, error) {
	var did Rotated
	list, err := k.ring.Epochs(ctx)
	if err != nil {
		return did, err
	}
	inUse, err := epochsInUse(ctx, db)
	if err != nil {
		return did, err
	}
	newest := Epoch{}
	if len(list) > 0 {
		newest = list[len(list)-1]
	}
	behind := len(inUse) != 1 || inUse[0] != newest.ID // a copy was restored, or a rotation was cut off
	jumped := newest.MadeAt.Sub(k.clock.Now()) > clockSlack
	if behind || jumped || k.clock.Now().Sub(newest.MadeAt) >= epochLife {
		if did.Made, err = k.newEpoch(ctx, db); err != nil {
			return did, err
		}
	}
	if jumped {
		return did, nil
	}
	did.Destroyed, err = k.destroyDue(ctx, db)
	return did, err
}

// NewEpoch makes a new epoch at once: after a restore, or when a key may have been seen.
func (k *Keys) NewEpoch(ctx context.Context, db *store.DB) error {
	_, err := k.newEpoch(ctx, db)
	return err
}

// newEpoch makes the key durable in the ring first, then wraps every drawer under it in one transaction.
// Cut off in between, the ring has a key that nothing is wrapped by, which the next rotation retires.
func (k *Keys) newEpoch(ctx context.Context, db *store.DB) (int64, error) {
	var above int64
	err := db.Read(ctx, func(ctx context.Context, s *store.Snapshot) (err error) {
		above, _, err = store.Find(ctx, s, newestEpoch, store.Value[int64])
		return err
	})
	if err != nil {
		return 0, err
	}
	e, under, err := k.addToRing(ctx, above)
	if err != nil {
		return 0, err
	}
	return e.ID, db.Write(ctx, store.Bulk, func(ctx context.Context, u *store.Unit) error {
		rows, err := store.Collect(ctx, u, allDrawers, scanDrawer)
		if err != nil {
			return err
		}
		for i, row := range rows {
			_, secret, err := k.openDrawer(ctx, row)
			if err != nil {
				return err
			}
			rows[i].epoch = e.ID
			if rows[i].wrapped, err = wrap(under, k.random, secret, rows[i].about()...); err != nil {
				return err
			}
		}
		if err := putDrawerRows(ctx, u, rows); err != nil {
			return err
		}
		if _, err := store.Exec(ctx, u, addEpoch, e.ID, e.MadeAt, clock.Never, clock.Never); err != nil {
			return err
		}
		_, err = store.Exec(ctx, u, retireEpochs, e.MadeAt, e.ID)
		return err
	})
}

// destroyDue destroys the keys of epochs that retired 28 days ago. An epoch retires when the next
// one in the ring is made.
func (k *Keys) destroyDue(ctx context.Context, db *store.DB) (int64, error) {
	list, err := k.ring.Epochs(ctx)
	if err != nil {
		return 0, err
	}
	now, through := k.clock.Now(), int64(0)
	for i := 1; i < len(list); i++ {
		inOrder := list[i].MadeAt >= list[i-1].MadeAt
		if inOrder && now.Sub(list[i].MadeAt) >= epochGrace {
			through = list[i-1].ID
		}
	}
	if through == 0 {
		return 0, nil
	}
	inUse, err := epochsInUse(ctx, db)
	if err != nil {
		return 0, err
	}
	if len(inUse) == 0 || inUse[0] <= through {
		return 0, errs.New(errs.Internal, fmt.Sprintf("epoch %d is due to be destroyed but drawers are still wrapped by it", through))
	}
	if err := k.ring.Destroy(ctx, through); err != nil {
		return 0, err
	}
	if err := k.readRing(ctx); err != nil {
		return 0, err
	}
	return through, db.Write(ctx, store.Bulk, func(ctx context.Context, u *store.Unit) error {
		_, err := store.Exec(ctx, u, destroyEpochs, now, through)
		return err
	})
}

// epochsInUse lists the epochs that wrap drawers: one, but for a rotation cut off by a restore.
func epochsInUse(ctx context.Context, db *store.DB) (list []int64, err error) {
	err = db.Read(ctx, func(ctx context.Context, s *store.Snapshot) (err error) {
		list, err = store.Collect(ctx, s, drawerEpochs, store.Value[int64])
		return err
	})
	return list, err
}
