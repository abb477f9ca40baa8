package job_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/job"
	"goldenthread/internal/store"
)

// letter is an effect of these tests.
type letter struct{ N int }

func (letter) EventKind() string  { return "test.letter" }
func (letter) EffectKind() string { return "test.letter" }

// unknown is an effect that no worker has a handler for.
type unknown struct{}

func (unknown) EffectKind() string { return "test.unknown" }

var (
	actAsk  = access.Declare("test.ask", access.Policy{Systems: []string{"test"}})
	outcome = store.SQL("jobtest.outcome", `SELECT kind, state, tries, due_at, fault FROM outbox ORDER BY kind, due_at, id`)
)

// row is an effect as it stands in the outbox.
type row struct {
	Kind, State string
	Tries       int
	Due         clock.Instant
	Fault       string
}

func outbox(t *testing.T, f *gatetest.Fixture) []row {
	t.Helper()
	var rows []row
	err := f.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) (err error) {
		rows, err = store.Collect(ctx, s, outcome, func(scan store.Scan) (r row, err error) {
			err = scan(&r.Kind, &r.State, &r.Tries, &r.Due, &r.Fault)
			return r, err
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// ask leaves effects in the outbox.
func ask(t *testing.T, f *gatetest.Fixture, effects ...gate.Effect) {
	t.Helper()
	_, err := gate.Write(f.System(t, "test"), f.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
		tx.Record(letter{})
		if err := tx.Authorize(ctx, actAsk, gate.On{}); err != nil {
			return 0, err
		}
		for _, e := range effects {
			if err := tx.After(ctx, e); err != nil {
				return 0, err
			}
		}
		return len(effects), nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func newWorker(f *gatetest.Fixture, handle func(ctx context.Context, id string, l letter) error) *job.Worker {
	w := job.NewWorker(f.Gate, slog.New(slog.NewTextHandler(io.Discard, nil)))
	job.Handle(w, handle)
	return w
}

func runDue(t *testing.T, w *job.Worker) int {
	t.Helper()
	n, err := w.RunDue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDoneOnce(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ask(t, f, letter{1}, letter{2}, letter{3})
		ran, ids := map[int]int{}, map[string]bool{}
		w := newWorker(f, func(ctx context.Context, id string, l letter) error {
			ran[l.N]++
			ids[id] = true
			if actor, ok := access.ActorFrom(ctx); !ok || actor.Kind() != access.KindSystem {
				t.Errorf("the handler acts as %v", actor)
			}
			return nil
		})
		if n := runDue(t, w); n != 3 {
			t.Errorf("carried out %d, want 3", n)
		}
		f.Clock.Advance(time.Hour)
		if n := runDue(t, w); n != 0 {
			t.Errorf("carried out %d again", n)
		}
		if diff := cmp.Diff(map[int]int{1: 1, 2: 1, 3: 1}, ran); diff != "" || len(ids) != 3 {
			t.Errorf("carried out (-want +got):\n%s under the ids %v", diff, ids)
		}
		for _, r := range outbox(t, f) {
			if r.State != "done" {
				t.Errorf("left %+v, want done", r)
			}
		}
	})
}

// TestTriedAgainLater: what fails waits longer after each try, and after eight a person must look.
func TestTriedAgainLater(t *testing.T) {
	for name, fail := range map[string]func(context.Context, string, letter) error{
		"an error": func(context.Context, string, letter) error { return errs.New(errs.Unavailable, "no line") },
		"a panic":  func(context.Context, string, letter) error { panic("a handler's mistake") },
		"an error of no kind": func(context.Context, string, letter) error {
			return errors.New("Mrs Smith does not answer")
		},
	} {
		t.Run(name, func(t *testing.T) {
			gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
				ask(t, f, letter{1})
				tries := 0
				w := newWorker(f, func(ctx context.Context, id string, l letter) error { tries++; return fail(ctx, id, l) })
				last := time.Duration(0)
				for try := 1; try <= 8; try++ {
					if n := runDue(t, w); n != 1 || tries != try {
						t.Fatalf("try %d: given %d, tried %d times", try, n, tries)
					}
					r := outbox(t, f)[0]
					if try == 8 {
						break
					}
					wait := r.Due.Sub(f.Clock.Now())
					least, most := (time.Second<<try)*3/4, (time.Second<<try)*5/4
					if r.State != "waiting" || r.Tries != try || wait < least || wait > most || wait <= last {
						t.Errorf("after try %d: %+v, waiting %v; want between %v and %v", try, r, wait, least, most)
					}
					last = wait
					if n := runDue(t, w); n != 0 {
						t.Errorf("tried again at once after try %d", try)
					}
					f.Clock.Set(r.Due)
				}
				r := outbox(t, f)[0]
				if r.State != "dead" || r.Fault == "" || r.Fault == "Mrs Smith does not answer" {
					t.Errorf("after 8 tries: %+v, want dead and the kind of fault alone", r)
				}
				f.Clock.Advance(24 * time.Hour)
				if n := runDue(t, w); n != 0 {
					t.Error("a dead effect was tried again")
				}
			})
		})
	}
}

// TestUnknownKind: an effect nobody handles keeps no other waiting, and is dead in the end.
func TestUnknownKind(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ask(t, f, unknown{}, letter{1})
		ran := 0
		w := newWorker(f, func(context.Context, string, letter) error { ran++; return nil })
		for range 12 {
			runDue(t, w)
			f.Clock.Advance(10 * time.Minute)
		}
		rows := outbox(t, f)
		if ran != 1 || rows[0].State != "done" || rows[1].State != "dead" || rows[1].Tries != 8 {
			t.Errorf("the known ran %d times; the outbox is %+v", ran, rows)
		}
	})
}

// TestLeasePassesOn: what a node took and never settled is another's when the lease is over, and not before; and what
// ends every node that takes it is dead after eight.
func TestLeasePassesOn(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ask(t, f, letter{1})
		stopped := func() { // as if the power went: the handler began and nothing was settled
			ctx, stop := context.WithCancel(t.Context())
			w := newWorker(f, func(context.Context, string, letter) error { stop(); return nil })
			if _, err := w.RunDue(ctx); err == nil {
				t.Fatal("the node settled what it was stopped in")
			}
		}
		ran := 0
		other := newWorker(f, func(context.Context, string, letter) error {
			ran++
			return errs.New(errs.Unavailable, "not now")
		})
		stopped()
		f.Clock.Advance(time.Minute)
		if n := runDue(t, other); n != 0 {
			t.Errorf("given %d effects that another node has", n)
		}
		f.Clock.Advance(2 * time.Minute)
		if n := runDue(t, other); n != 1 || ran != 1 {
			t.Errorf("given %d, ran %d; want the one whose lease is over", n, ran)
		}
		for range 6 {
			f.Clock.Advance(5 * time.Minute)
			stopped()
		}
		f.Clock.Advance(5 * time.Minute)
		if n := runDue(t, other); n != 0 || ran != 1 {
			t.Errorf("given %d after 8 tries", n)
		}
		if r := outbox(t, f)[0]; r.State != "dead" {
			t.Errorf("left %+v, want dead", r)
		}
	})
}

// TestSlowEffectsRunOnce: many effects that each take most of a lease are not given to another node meanwhile.
func TestSlowEffectsRunOnce(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ask(t, f, letter{0}, letter{1}, letter{2}, letter{3}, letter{4})
		ran := map[int]int{}
		other := newWorker(f, func(_ context.Context, _ string, l letter) error { ran[l.N]++; return nil })
		calls := 0
		slow := newWorker(f, func(_ context.Context, _ string, l letter) error {
			ran[l.N]++
			calls++
			f.Clock.Advance(50 * time.Second)
			if calls == 3 {
				runDue(t, other)
			}
			return nil
		})
		runDue(t, slow)
		if diff := cmp.Diff(map[int]int{0: 1, 1: 1, 2: 1, 3: 1, 4: 1}, ran); diff != "" {
			t.Errorf("how often each was carried out (-want +got):\n%s", diff)
		}
	})
}
