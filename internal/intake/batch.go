package intake

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// state is how far a batch is.
type state string

const (
	open state = "open" // being taken in, or interrupted
	done state = "done"
)

// Batch is one file that came in.
type Batch struct {
	ID         id.Batch
	Service    string
	Kind       catalogue.Door // the police file's, or [ListKind]
	Folder     id.Folder
	Sums             // of the rows taken in so far
	RowsAll    int   // in the file
	Known      int   // rows whose person may be known from elsewhere
	Here       int   // rows that had come in another file before
	State      state // open or done
	ReceivedAt clock.Instant
	ReceivedOn clock.Date

	version int
}

// Complete tells whether every row was taken in.
func (b Batch) Complete() bool { return b.State == done }

func scanBatch(scan store.Scan) (Batch, error) {
	var b Batch
	err := scan(&b.ID, &b.Service, &b.Kind, &b.Folder, &b.RowsAll, &b.Rows, &b.Accepted, &b.Held, &b.Signposted, &b.OptedOut, &b.NotUsable,
		&b.Known, &b.Here, &b.State, &b.ReceivedAt, &b.ReceivedOn, &b.version)
	return b, err
}

func findBatch(ctx context.Context, q store.Reader, s store.Statement, args ...any) (Batch, bool, error) {
	return store.Find(ctx, q, s, scanBatch, args...)
}

func (b Batch) add(ctx context.Context, tx *gate.Tx, key int64, header string) error {
	box, err := tx.Seal(ctx, headerColumn, b.Folder, string(b.ID), header)
	if err != nil {
		return err
	}
	_, err = store.Exec(ctx, tx, addBatchSQL, b.ID, b.Service, b.Kind, key, b.Folder, box, b.RowsAll,
		b.ReceivedAt, b.ReceivedOn, tx.Actor().Name(), tx.Entry())
	return err
}

// save writes the sums and the state.
func (b Batch) save(ctx context.Context, tx *gate.Tx) (Batch, error) {
	n, err := store.Exec(ctx, tx, saveBatchSQL, b.ID, b.version, b.Rows, b.Accepted, b.Held, b.Signposted, b.OptedOut, b.NotUsable,
		b.Known, b.Here, b.State, tx.Entry())
	if err != nil {
		return b, err
	}
	if n == 0 {
		return b, stale()
	}
	b.version++
	return b, nil
}
