package seal_test

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"goldenthread/internal/errs"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// raw opens a SQLite file beside the store, as somebody with the file in hands could.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// onFile furnishes a SQLite database whose file is known.
func onFile(t *testing.T) (*house, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "house.db")
	db := openFile(t, path)
	if err := db.Migrate(t.Context(), schemas...); err != nil {
		t.Fatal(err)
	}
	return furnish(t, db), path
}

func openFile(t *testing.T, path string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), "sqlite:"+path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// backup copies a database as it stands; restored opens a copy with the ring of the house as it is now.
func backup(t *testing.T, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy.db")
	if _, err := raw(t, path).ExecContext(t.Context(), "VACUUM INTO '"+to+"'"); err != nil {
		t.Fatal(err)
	}
	return to
}

func (h *house) restored(copied string) (*house, error) {
	again := filepath.Join(h.t.TempDir(), "restored.db")
	if _, err := raw(h.t, copied).ExecContext(h.t.Context(), "VACUUM INTO '"+again+"'"); err != nil {
		h.t.Fatal(err)
	}
	r := &house{t: h.t, db: openFile(h.t, again), ring: h.ring, clock: h.clock}
	var err error
	r.keys, err = seal.Start(h.t.Context(), r.db, r.ring, r.clock)
	return r, err
}

// TestNoOlderCopyOpensTheErased is promise 9: whatever older copy is restored, an erased person
// cannot be read; within 35 days because the restore replays the ledger, and after because the
// copy opens nothing at all.
func TestNoOlderCopyOpensTheErased(t *testing.T) {
	h, path := onFile(t)
	gone := h.seal("gone", "Marigold")
	kept := h.seal("kept", "Rowan")
	h.daily(3)
	before := backup(t, path)
	h.daily(1)
	h.erase("gone")
	var ledger []seal.Erasure
	h.read(func(ctx context.Context, s *store.Snapshot) (err error) {
		ledger, err = seal.Erasures(ctx, s)
		return err
	})

	h.daily(20)
	r, err := h.restored(before)
	if err != nil {
		t.Fatalf("a copy of 21 days ago must start: %v", err)
	}
	r.opens("gone", gone, "Marigold") // why restore must replay the ledger before it serves
	r.write(func(ctx context.Context, u *store.Unit) error {
		if n, err := r.keys.ReplayErasures(ctx, u, ledger); err != nil || n != 1 {
			t.Errorf("replaying the ledger = %d, %v; want 1", n, err)
		}
		return nil
	})
	r.isErased("gone", gone)
	r.opens("kept", kept, "Rowan")
	r.write(func(ctx context.Context, u *store.Unit) error {
		if n, err := r.keys.ReplayErasures(ctx, u, ledger); err != nil || n != 0 {
			t.Errorf("replaying it twice = %d, %v; want 0", n, err)
		}
		return nil
	})
	r.rotate() // the restored copy leaves its old epoch at once
	r.opens("kept", kept, "Rowan")

	h.daily(14) // 35 days after the erasure, and a bit more after the copy
	if _, err := h.restored(before); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("a copy older than 35 days started: %v", err)
	}
}

// TestWithinThirtyFiveDays takes a copy every day for seven weeks, erases on one of them, and asks
// of every copy, 35 days after the erasure and later, whether the erased can still be read from it.
func TestWithinThirtyFiveDays(t *testing.T) {
	h, path := onFile(t)
	gone := h.seal("gone", "Marigold")
	copies := map[int]string{}
	erasedOn := 10
	for today := range 50 {
		if today == erasedOn {
			h.erase("gone")
		}
		copies[today] = backup(t, path)
		if today == erasedOn+35 || today == 49 {
			for made, c := range copies {
				r, err := h.restored(c)
				if err != nil {
					continue // it opens nothing at all
				}
				if plain, _, err := r.open("gone", gone); err == nil && plain != "" {
					t.Errorf("on day %d the copy of day %d still opens what was erased on day %d", today, made, erasedOn)
				}
			}
		}
		h.daily(1)
	}
}

// TestNothingIsInClear looks for a sealed text and for the keys in everything the database wrote to
// disk, before and after an erasure.
func TestNothingIsInClear(t *testing.T) {
	h, path := onFile(t)
	const canary = "CANARY-Marigold-Ashdown"
	h.seal("key1", canary)
	h.seal("key2", canary)
	h.erase("key2")
	h.daily(8)
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files at %s: %v", path, err)
	}
	epochs, err := h.ring.Epochs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(canary)) {
			t.Errorf("%s holds a sealed text in clear", filepath.Base(f))
		}
		for _, e := range epochs {
			if bytes.Contains(data, e.Key) {
				t.Errorf("%s holds the key of epoch %d", filepath.Base(f), e.ID)
			}
		}
	}
}
