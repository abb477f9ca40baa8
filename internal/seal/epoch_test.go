package seal_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/seal/sealtest"
	"goldenthread/internal/store"
)

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
			if err != nil || len(ledger) != 1 || ledger[0] != (seal.Erasure{Key: "key3", At: h.clock.Now(), Done: true}) {
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

// TestAClockThatJumps: a clock that ran far ahead for a while, or far behind, makes no epoch serve for longer than it
// should, and destroys no key that a backup of the last four weeks needs.
func TestAClockThatJumps(t *testing.T) {
	for name, jump := range map[string]time.Duration{"ahead": 20 * day, "behind": -100 * day} {
		t.Run(name, func(t *testing.T) {
			both(t, func(t *testing.T, h *house) {
				box := h.seal("key1", "Marigold")
				h.daily(3)
				h.clock.Advance(jump)
				if did := h.rotate(); did.Destroyed != 0 {
					t.Errorf("the clock jumped and a key was destroyed: %+v", did)
				}
				h.clock.Advance(-jump)
				if did := h.rotate(); did.Made == 0 || did.Destroyed != 0 {
					t.Errorf("after the clock was put right the rotation did %+v, want a new epoch and nothing destroyed", did)
				}
				if got := fmt.Sprint(h.epochs()); got != "[1 2 3]" {
					t.Errorf("the ring holds %s, want every epoch so far", got)
				}
				h.daily(27)
				if got := h.epochs()[0]; got != 1 {
					t.Errorf("27 days later the oldest epoch is %d, want 1", got)
				}
				h.daily(8)
				if got := h.epochs()[0]; got <= 2 {
					t.Errorf("35 days later the ring still holds epoch %d", got)
				}
				h.opens("key1", box, "Marigold")
			})
		})
	}
}
