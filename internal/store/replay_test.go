package store_test

import (
	"context"
	"testing"

	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// What was recorded on one database leaves another, replayed bare, in the same state.
func TestReplay(t *testing.T) {
	ctx := t.Context()
	from, to := storetest.Open(t, store.SQLite, schemas...), storetest.Open(t, store.SQLite, schemas...)
	calls, err := from.Record(func() error {
		return from.Write(ctx, store.Bulk, func(ctx context.Context, u *store.Unit) error {
			_, err := store.Exec(ctx, u, addThing, "one", "first", 1)
			return err
		})
	})
	if err != nil || len(calls) < 4 { // begin, savepoint, insert, release, commit
		t.Fatalf("Record = %d calls, %v; want the insert and its transaction", len(calls), err)
	}
	bare, err := to.Replayer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer bare.Close()
	if err := bare.Run(ctx, calls); err != nil {
		t.Fatal(err)
	}
	if err := bare.Run(ctx, calls); err == nil {
		t.Error("the same insert again was not refused")
	}
}
