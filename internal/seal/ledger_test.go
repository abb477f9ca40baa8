package seal_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ledger gives what is known beside the ring: each key, and whether it is known to be done.
func (h *house) ledger() map[string]bool {
	h.t.Helper()
	list, err := h.keys.Ledger(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	known := map[string]bool{}
	for _, e := range list {
		known[string(e.Key)] = e.Done
	}
	return known
}

// TestTheLedgerKnowsBeforeAnybody: an erasure stands beside the ring before its transaction ends, is marked as done
// once it has, and is taken out when it never did.
func TestTheLedgerKnowsBeforeAnybody(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.seal("gone", "Marigold")
		box := h.seal("stays", "Rowan")
		says := func(when string, want map[string]bool) {
			t.Helper()
			if diff := cmp.Diff(want, h.ledger()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", when, diff)
			}
		}
		h.write(func(ctx context.Context, u *store.Unit) error {
			err := h.keys.Erase(ctx, u, "gone")
			says("before the transaction ended", map[string]bool{"gone": false})
			return err
		})
		broken := errors.New("a later step failed")
		if err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			if err := h.keys.Erase(ctx, u, "stays"); err != nil {
				return err
			}
			return broken
		}); !errors.Is(err, broken) {
			t.Fatal(err)
		}
		keep := func() {
			t.Helper()
			if err := h.keys.KeepErasures(t.Context(), h.db); err != nil {
				t.Fatal(err)
			}
		}
		keep()
		says("a moment later", map[string]bool{"gone": true, "stays": false})
		h.clock.Advance(2 * time.Hour)
		keep()
		says("when the other had long been rolled back", map[string]bool{"gone": true})
		h.opens("stays", box, "Rowan")
		if err := h.ring.ChangeErasures(t.Context(), func([]seal.Erasure) []seal.Erasure { return nil }); err != nil {
			t.Fatal(err)
		}
		keep()
		says("after the ledger was lost", map[string]bool{"gone": true})
	})
}
