package seal_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/seal/sealtest"
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

func (h *house) rotate() seal.Rotated {
	h.t.Helper()
	did, err := h.keys.Rotate(h.t.Context(), h.db)
	if err != nil {
		h.t.Fatal(err)
	}
	return did
}

// daily lets days pass with the daily rotation.
func (h *house) daily(days int) {
	h.t.Helper()
	for range days {
		h.clock.Advance(day)
		h.rotate()
	}
}

func (h *house) erase(key id.Key) {
	h.t.Helper()
	h.write(func(ctx context.Context, u *store.Unit) error { return h.keys.Erase(ctx, u, key) })
}

func (h *house) epochs() (list []int64) {
	h.t.Helper()
	epochs, err := h.ring.Epochs(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	for _, e := range epochs {
		list = append(list, e.ID)
	}
	return list
}

func TestEpochsFollowTheClock(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		box := h.seal("key1", "Marigold")
		if did := h.rotate(); did != (seal.Rotated{}) {
			t.Errorf("a rotation on the first day did %+v, want nothing", did)
		}
		h.daily(6)
		if got := fmt.Sprint(h.epochs()); got != "[1]" {
			t.Errorf("after 6 days the ring holds %s, want [1]", got)
		}
		h.daily(1)
		if got := fmt.Sprint(h.epochs()); got != "[1 2]" {
			t.Errorf("after 7 days the ring holds %s, want [1 2]", got)
		}
		h.daily(27) // epoch 1 retired 27 days ago
		if got := fmt.Sprint(h.epochs()); got != "[1 2 3 4 5]" {
			t.Errorf("after 34 days the ring holds %s, want [1 2 3 4 5]", got)
		}
		h.daily(1)
		if got := fmt.Sprint(h.epochs()); got != "[2 3 4 5 6]" {
			t.Errorf("after 35 days the ring holds %s, want [2 3 4 5 6]", got)
		}
		h.opens("key1", box, "Marigold")
		h.restart()
		h.opens("key1", box, "Marigold")
		box2 := h.seal("key2", "Later")
		h.opens("key2", box2, "Later")
	})
}

func TestErasedIsErased(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		boxes := map[id.Key][]byte{}
		for n := range 20 {
			key := id.Key(fmt.Sprint("key", n))
			boxes[key] = h.seal(key, string(key))
		}
		h.opens("key3", boxes["key3"], "key3") // it is in memory now
		h.erase("key3")
		check := func() {
			t.Helper()
			for key, box := range boxes {
				if key == "key3" {
					h.isErased(key, box)
				} else {
					h.opens(key, box, string(key))
				}
			}
		}
		check()
		h.restart()
		check()
		err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error { return h.keys.Erase(ctx, u, "key3") })
		if errs.KindOf(err) != errs.NotFound {
			t.Errorf("erasing twice: %v, want NotFound", err)
		}
		h.read(func(ctx context.Context, s *store.Snapshot) error {
			ledger, err := seal.Erasures(ctx, s)
			if err != nil || len(ledger) != 1 || ledger[0] != (seal.Erasure{Key: "key3", At: h.clock.Now()}) {
				t.Errorf("the ledger = %v, %v", ledger, err)
			}
			return nil
		})
	})
}

func TestAnErasureThatRolledBackDidNothing(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		box := h.seal("key1", "Marigold")
		_ = h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			if err := h.keys.Erase(ctx, u, "key1"); err != nil {
				return err
			}
			return errs.New(errs.Conflict, "no")
		})
		h.opens("key1", box, "Marigold")
		h.restart()
		h.opens("key1", box, "Marigold")
		h.opens("key2", h.seal("key2", "x"), "x")
	})
}

// TestAnotherNodeSeesAnErasure: two processes on one database; what one erases the other may still
// have in memory, for a minute and no longer.
func TestAnotherNodeSeesAnErasure(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		box := h.seal("key1", "Marigold")
		other := *h
		other.restart()
		other.opens("key1", box, "Marigold")
		h.erase("key1")
		h.isErased("key1", box)
		h.clock.Advance(time.Minute)
		other.isErased("key1", box)
		// The other's drawer key is stale too: new keys must not be wrapped under it.
		for n := range 40 {
			key := id.Key(fmt.Sprint("new", n))
			b := other.seal(key, "x")
			h.opens(key, b, "x")
		}
	})
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

func TestAWrongRingOpensNothing(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.seal("key1", "Marigold")
		for what, ring := range map[string]seal.Ring{"an empty ring": sealtest.Ring(), "another ring": strangeRing(t, h)} {
			_, err := seal.Start(t.Context(), h.db, ring, h.clock)
			if k := errs.KindOf(err); k != errs.Unavailable && k != errs.Internal {
				t.Errorf("starting with %s: %v, want a refusal", what, err)
			}
		}
		if list, err := h.ring.Epochs(t.Context()); err != nil || len(list) != 1 {
			t.Errorf("the right ring = %d epochs, %v", len(list), err)
		}
	})
}

// strangeRing has a key for every epoch of the house, and none is the right one.
func strangeRing(t *testing.T, h *house) seal.Ring {
	t.Helper()
	ring := sealtest.Ring()
	for _, no := range h.epochs() {
		if err := ring.Add(t.Context(), seal.Epoch{ID: no, MadeAt: h.clock.Now(), Key: make([]byte, 32)}); err != nil {
			t.Fatal(err)
		}
	}
	return ring
}

// TestACutOffRotationIsMended: the key came into the ring and the machine stopped before the drawers
// were wrapped by it.
func TestACutOffRotationIsMended(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		box := h.seal("key1", "Marigold")
		if err := h.ring.Add(t.Context(), seal.Epoch{ID: 2, MadeAt: h.clock.Now(), Key: make([]byte, 32)}); err != nil {
			t.Fatal(err)
		}
		h.restart()
		h.opens("key1", box, "Marigold")
		if did := h.rotate(); did.Made != 3 {
			t.Errorf("the next rotation made epoch %d, want 3", did.Made)
		}
		h.opens("key1", box, "Marigold")
		h.daily(40)
		h.restart()
		h.opens("key1", box, "Marigold")
	})
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
