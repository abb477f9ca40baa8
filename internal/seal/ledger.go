package seal

import (
	"context"
	"slices"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Erasure is one line of the ledger: a key that was destroyed. It names nobody.
type Erasure struct {
	Key  id.Key        `json:"key"`
	At   clock.Instant `json:"at"`
	Done bool          `json:"done"` // the database is known to have carried it out
}

// Erasures lists the ledger, oldest first.
func Erasures(ctx context.Context, r store.Reader) ([]Erasure, error) {
	return store.Collect(ctx, r, allErasures, func(row store.Scan) (e Erasure, err error) {
		err = row(&e.Key, &e.At)
		e.Done = true
		return e, err
	})
}

// ReplayErasures erases again, in a database restored from a copy, what a newer ledger says was
// erased, and tells how many keys that were still there it destroyed. A restore runs it before it
// serves anything.
func (k *Keys) ReplayErasures(ctx context.Context, w store.Writer, ledger []Erasure) (int, error) {
	done := 0
	for _, e := range ledger {
		switch err := k.erase(ctx, w, e.Key, e.At); {
		case err == nil:
			done++
		case errs.KindOf(err) == errs.NotFound: // it was gone already; the ledger must still say so
			if _, err := store.Exec(ctx, w, addErasure, e.Key, e.At); err != nil {
				return 0, err
			}
		default:
			return 0, err
		}
	}
	return done, nil
}

// undone is how long an erasure may stand in the ledger beside the ring without being carried out in the
// database, before it counts as one whose transaction was rolled back.
const undone = time.Hour

// note writes an erasure down beside the ring before its transaction ends: a copy of the ring taken at any
// moment knows of every erasure that anybody can have seen.
func (k *Keys) note(ctx context.Context, e Erasure) error {
	return k.ring.ChangeErasures(ctx, func(ledger []Erasure) []Erasure { return merged(ledger, []Erasure{e}) })
}

// KeepErasures brings the ledger beside the ring and the one in the database together: what the database has
// carried out is marked as done, and a line whose transaction never came to its end is taken out an hour
// later. A line that is done is never lost, however old the database is.
func (k *Keys) KeepErasures(ctx context.Context, db *store.DB) error {
	var carriedOut []Erasure
	if err := db.Read(ctx, func(ctx context.Context, s *store.Snapshot) (err error) {
		carriedOut, err = Erasures(ctx, s)
		return err
	}); err != nil {
		return err
	}
	now := k.clock.Now()
	return k.ring.ChangeErasures(ctx, func(ledger []Erasure) []Erasure {
		return slices.DeleteFunc(merged(ledger, carriedOut), func(e Erasure) bool { return !e.Done && now.Sub(e.At) > undone })
	})
}

// Ledger lists the erasures that are known beside the ring, for a restore. errs.NotFound when it is missing.
func (k *Keys) Ledger(ctx context.Context) ([]Erasure, error) { return k.ring.Erasures(ctx) }
