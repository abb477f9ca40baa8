package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"goldenthread/internal/errs"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// TestCopyIsOneSnapshot: pairs are written while copies are made; no copy has half a pair.
func TestCopyIsOneSnapshot(t *testing.T) {
	db := storetest.Open(t, store.SQLite, schemas...)
	var writing sync.WaitGroup
	stop := make(chan struct{})
	writing.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			err := write(t, db, func(ctx context.Context, u *store.Unit) error {
				for _, half := range []string{"left", "right"} {
					if _, err := store.Exec(ctx, u, addThing, fmt.Sprintf("%s %d", half, i), fmt.Sprintf("%s %d", half, i), 1); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
				return
			}
		}
	})
	defer writing.Wait()
	defer close(stop)
	for n := range 5 {
		path := filepath.Join(t.TempDir(), fmt.Sprintf("copy %d?mode=ro#.db", n)) // a name that is no address
		if err := db.Copy(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the copy has the rights %v (%v), want 0600", info.Mode().Perm(), err)
		}
		copied, err := store.Open(t.Context(), "sqlite:"+path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if n := countOf(t, copied, countThing); n%2 != 0 {
			t.Errorf("the copy has %d rows: half a pair", n)
		}
		if err := copied.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestCopyRefuses(t *testing.T) {
	db := storetest.Open(t, store.SQLite, schemas...)
	there := filepath.Join(t.TempDir(), "there.db")
	if err := os.WriteFile(there, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := db.Copy(t.Context(), there); errs.KindOf(err) != errs.Conflict {
		t.Errorf("over another file: %v, want conflict", err)
	}
	if kept, err := os.ReadFile(there); err != nil || string(kept) != "kept" {
		t.Errorf("the other file now has %q (%v)", kept, err)
	}
	if err := db.Copy(t.Context(), filepath.Join(t.TempDir(), "no such folder", "a.db")); errs.KindOf(err) != errs.Invalid {
		t.Errorf("into no folder: %v, want invalid", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	path := filepath.Join(t.TempDir(), "ended.db")
	if err := db.Copy(ended, path); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("after the caller left: %v, want unavailable", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a copy that failed left a file")
	}
	err := write(t, db, func(ctx context.Context, _ *store.Unit) error { return db.Copy(ctx, path) })
	if err == nil {
		t.Error("a copy inside a unit of work was not refused")
	}
}

func TestCopyOfPostgres(t *testing.T) {
	db := storetest.Open(t, store.Postgres, schemas...)
	if err := db.Copy(t.Context(), filepath.Join(t.TempDir(), "a.db")); errs.KindOf(err) != errs.Invalid {
		t.Errorf("Copy = %v, want invalid", err)
	}
}
