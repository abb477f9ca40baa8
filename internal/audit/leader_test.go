package audit_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"goldenthread/internal/audit"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

func TestTwoLogsOnOneDatabase(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		var group sync.WaitGroup
		logs := []*audit.Log{h.log}
		if h.db.Engine() == store.Postgres { // on SQLite a second log on one DB would be a second hook
			second, err := audit.Start(t.Context(), h.db, h.clock, "node2")
			if err != nil {
				t.Fatal(err)
			}
			logs = append(logs, second)
		}
		for w := range 4 {
			log := logs[w%len(logs)]
			group.Go(func() {
				for n := range 20 {
					err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
						return log.Append(ctx, u, audit.Entry{ID: id.Entry(fmt.Sprintf("w%d-%d", w, n)), At: h.clock.Now(), Actor: "account1"})
					})
					if err != nil {
						t.Errorf("appending: %v", err)
					}
					if n%5 == 0 {
						if _, err := log.SequenceNow(t.Context()); err != nil && errs.KindOf(err) != errs.Conflict {
							t.Errorf("sequencing: %v", err)
						}
					}
				}
			})
		}
		group.Wait()
		h.sequence()
		h.isGood(80, 0)
	})
}

// TestALateCommitIsSequenced: an entry that was written first and commits last is neither passed
// over nor in anybody's way.
func TestALateCommitIsSequenced(t *testing.T) {
	h := furnish(t, storetest.Open(t, store.Postgres, schemas...))
	late := h.entry()
	written, commit, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		first := true
		done <- h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			err := h.log.Append(ctx, u, late)
			if first {
				first = false
				close(written)
				<-commit
			}
			return err
		})
	}()
	<-written
	for range 3 {
		h.append(h.entry(), h.entry())
		if n := h.sequence(); n != 2 {
			t.Errorf("%d entries were taken into the tree, want the 2 committed", n)
		}
	}
	close(commit)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	h.isGood(7, 1)
	if n := h.sequence(); n != 1 {
		t.Errorf("the late entry: %d were taken, want 1", n)
	}
	h.isGood(7, 0)
}

// TestOneLeads runs three leaders on PostgreSQL; whichever leads, every entry comes into the tree, and
// when the leader stops another takes over once its lease has run out.
func TestOneLeads(t *testing.T) {
	h := furnish(t, storetest.Open(t, store.Postgres, schemas...))
	var stops []context.CancelFunc
	var group sync.WaitGroup
	for n := range 3 {
		log, err := audit.Start(t.Context(), h.db, h.clock, fmt.Sprint("node", n))
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stops = append(stops, stop)
		group.Go(func() {
			if err := log.Run(ctx); err != nil {
				t.Errorf("Run: %v", err)
			}
		})
	}
	for _, stop := range stops {
		h.append(h.entry(), h.entry())
		h.emptied()
		stop()
		h.clock.Advance(11 * time.Second) // the lease of one that fell silent runs out
	}
	group.Wait()
	h.isGood(6, 0)
}

// emptied waits until nothing is pending.
func (h *house) emptied() {
	h.t.Helper()
	for range 100 {
		if h.verify(audit.Against{}).Pending == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	h.t.Fatal("entries are still pending after 5 seconds")
}
