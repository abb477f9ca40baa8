package store_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/errs"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// together holds SQLite's writer until all requests wait, so that they share one transaction, and
// gives what each was answered.
func together(t *testing.T, db *store.DB, requests ...func() error) []error {
	t.Helper()
	held, release := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		err := db.Write(t.Context(), store.Interactive, func(context.Context, *store.Unit) error {
			close(held)
			<-release
			return nil
		})
		if err != nil {
			t.Error("holding the writer:", err)
		}
	})
	<-held
	answers := make([]error, len(requests))
	for i, request := range requests {
		all.Go(func() { answers[i] = request() })
		for db.Waiting() <= i { // one after another: the order is the order given
			time.Sleep(100 * time.Microsecond)
		}
	}
	time.Sleep(30 * time.Millisecond) // longer than one batch: the writer's own ends with it
	close(release)
	all.Wait()
	return answers
}

func kinds(answers []error) []errs.Kind {
	all := make([]errs.Kind, len(answers))
	for i, err := range answers {
		all[i] = errs.KindOf(err)
	}
	return all
}

// checkNames fails the test unless exactly the things whose requests were acknowledged are there.
func checkNames(t *testing.T, db *store.DB, answers []error) {
	t.Helper()
	want := []string{}
	for i, err := range answers {
		if err == nil {
			want = append(want, fmt.Sprint("n", i))
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, names(t, db)); diff != "" {
		t.Errorf("acknowledged but missing (-), there but not acknowledged (+):\n%s", diff)
	}
}

// caller is the context of a request and what ends it.
type caller struct {
	ctx    context.Context
	cancel func()
}

// TestNeighboursInABatch runs eight requests in one transaction, the third of which goes wrong in
// every way known to have hurt others. Each neighbour must be told the truth.
func TestNeighboursInABatch(t *testing.T) {
	add := func(ctx context.Context, u *store.Unit, i int, name string) error {
		_, err := store.Exec(ctx, u, addThing, fmt.Sprint("id", i), name, 1)
		return err
	}
	tests := []struct {
		name  string
		pages int // the room that is left
		third func(ctx context.Context, c caller, u *store.Unit) error
		want  errs.Kind
	}{
		{name: "its own error", want: errs.Stale, third: func(ctx context.Context, _ caller, u *store.Unit) error {
			return errors.Join(add(ctx, u, 2, "n2"), errs.New(errs.Stale, "no"))
		}},
		{name: "a broken rule", want: errs.Conflict, third: func(ctx context.Context, _ caller, u *store.Unit) error {
			return errors.Join(add(ctx, u, 2, "n2"), add(ctx, u, 2, "n2"))
		}},
		{name: "a broken rule passed over", want: errs.Conflict, third: func(ctx context.Context, _ caller, u *store.Unit) error {
			_, _ = add(ctx, u, 2, "n2"), add(ctx, u, 2, "n2")
			return nil
		}},
		{name: "a panic", want: errs.Internal, third: func(ctx context.Context, _ caller, u *store.Unit) error {
			if err := add(ctx, u, 2, "n2"); err != nil {
				return err
			}
			panic("Jane Smith")
		}},
		{name: "its caller went away", want: errs.None, third: func(ctx context.Context, c caller, u *store.Unit) error {
			c.cancel()
			return errors.Join(ctx.Err(), add(ctx, u, 2, "n2"))
		}},
		{name: "its caller went away and its context is used", want: errs.None, third: func(_ context.Context, c caller, u *store.Unit) error {
			c.cancel()
			return add(c.ctx, u, 2, "n2")
		}},
		{name: "a full disk", pages: 20, want: errs.Unavailable, third: func(ctx context.Context, _ caller, u *store.Unit) error {
			return add(ctx, u, 2, strings.Repeat("x", 1<<20))
		}},
		{name: "a full disk passed over", pages: 20, want: errs.Unavailable, third: func(ctx context.Context, _ caller, u *store.Unit) error {
			_ = add(ctx, u, 2, strings.Repeat("x", 1<<20))
			return nil
		}},
		{name: "a full disk inside Try", pages: 20, want: errs.Unavailable, third: func(ctx context.Context, _ caller, u *store.Unit) error {
			_ = u.Try(ctx, func(ctx context.Context) error { return add(ctx, u, 2, strings.Repeat("x", 1<<20)) })
			return add(ctx, u, 2, "n2")
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			db := storetest.Open(t, store.SQLite, schemas...)
			if test.pages > 0 {
				if err := db.Limit(t.Context(), test.pages); err != nil {
					t.Fatal(err)
				}
			}
			requests := make([]func() error, 8)
			counts := make([]*store.Counts, 8)
			want := make([]errs.Kind, 8)
			for i := range requests {
				requests[i] = func() error {
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					ctx, counts[i] = store.Counting(ctx)
					c := caller{ctx, cancel}
					return db.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error {
						if i == 2 {
							return test.third(ctx, c, u)
						}
						return add(ctx, u, i, fmt.Sprint("n", i))
					})
				}
			}
			want[2] = test.want
			answers := together(t, db, requests...)
			if diff := cmp.Diff(want, kinds(answers)); diff != "" {
				t.Errorf("answers: -want +got\n%s\n%v", diff, answers)
			}
			checkNames(t, db, answers)
			for i, err := range answers {
				if i != 2 && counts[i].Statements != 1 {
					t.Errorf("request %d counts %d statements: what was thrown away is counted", i, counts[i].Statements)
				}
				if err != nil && strings.Contains(err.Error(), "Jane") {
					t.Errorf("what was panicked with is in the error: %v", err)
				}
			}
		})
	}
}

// A context that ends while the request waits takes the request away; one that ends later changes nothing.
func TestCancelledWhileQueued(t *testing.T) {
	db := storetest.Open(t, store.SQLite, schemas...)
	ctx, cancel := context.WithCancel(t.Context())
	answers := together(t, db,
		func() error { return add(t, db, "n0") },
		func() error {
			time.AfterFunc(5*time.Millisecond, cancel)
			return db.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error {
				t.Error("a request that had left was run")
				return nil
			})
		},
		func() error { return add(t, db, "n2") },
	)
	if diff := cmp.Diff([]errs.Kind{errs.None, errs.Unavailable, errs.None}, kinds(answers)); diff != "" {
		t.Error(diff)
	}
	checkNames(t, db, answers)
}

// TestFailedFsync: nobody in the batch is told that it is saved, nothing is tried again on the old
// connection, and the next request is served by a new one.
func TestFailedFsync(t *testing.T) {
	db, fail := store.OpenOnFailingDisk(t)
	if err := db.Migrate(t.Context(), schemas...); err != nil {
		t.Fatal(err)
	}
	runs := 0
	request := func(name string) func() error {
		return func() error {
			return db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
				runs++
				_, err := store.Exec(ctx, u, addThing, name, name, 1)
				return err
			})
		}
	}
	db.OnBatch(func(ctx context.Context, u *store.Unit) error {
		fail.Store(runs == 3)
		return nil
	})
	answers := together(t, db, request("n0"), request("n1"), request("n2"))
	if diff := cmp.Diff([]errs.Kind{errs.Unavailable, errs.Unavailable, errs.Unavailable}, kinds(answers)); diff != "" {
		t.Error(diff)
	}
	if runs != 3 {
		t.Errorf("%d runs: something was tried again", runs)
	}
	checkNames(t, db, answers)
	if err := request("after")(); err != nil {
		t.Error("after the disk came back:", err)
	}
	if diff := cmp.Diff([]string{"after"}, names(t, db)); diff != "" {
		t.Error(diff)
	}
}

// A test that fails inside a unit of work leaves by runtime.Goexit; the writer must live on.
func TestCallerLeaves(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		left := make(chan struct{})
		go func() {
			defer close(left)
			_ = db.Write(context.WithoutCancel(t.Context()), store.Interactive, func(ctx context.Context, u *store.Unit) error {
				if _, err := store.Exec(ctx, u, addThing, "a", "a", 1); err != nil {
					return err
				}
				runtime.Goexit()
				return nil
			})
		}()
		<-left
		if err := add(t, db, "b"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"b"}, names(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestHookRunsOnceABatch(t *testing.T) {
	db := storetest.Open(t, store.SQLite, schemas...)
	batches := 0
	db.OnBatch(func(ctx context.Context, u *store.Unit) error {
		batches++
		_, err := store.Exec(ctx, u, addLog, fmt.Sprint(batches), "batch")
		return err
	})
	requests := make([]func() error, 8)
	for i := range requests {
		requests[i] = func() error { return add(t, db, fmt.Sprint("n", i)) }
	}
	checkNames(t, db, together(t, db, requests...))
	if batches != 2 { // the holder's and the eight's
		t.Errorf("the hook ran %d times", batches)
	}
	if got := countOf(t, db, countLog); got != 2 {
		t.Errorf("%d rows of the hook were kept", got)
	}
}

func TestHookThatFails(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		bad := true
		db.OnBatch(func(ctx context.Context, u *store.Unit) error {
			if bad {
				return errs.New(errs.Unavailable, "the log is away")
			}
			return nil
		})
		if err := add(t, db, "a"); errs.KindOf(err) != errs.Unavailable {
			t.Errorf("got %v", err)
		}
		bad = false
		if err := add(t, db, "b"); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff([]string{"b"}, names(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestInteractiveGoesFirst(t *testing.T) {
	db := storetest.Open(t, store.SQLite, schemas...)
	var order []string
	request := func(lane store.Lane, name string) func() error {
		return func() error {
			return db.Write(t.Context(), lane, func(context.Context, *store.Unit) error {
				order = append(order, name)
				return nil
			})
		}
	}
	together(t, db, request(store.Bulk, "bulk"), request(store.Bulk, "bulk"), request(store.Interactive, "person"))
	if diff := cmp.Diff([]string{"person", "bulk", "bulk"}, order); diff != "" {
		t.Error(diff)
	}
}

func TestCloseAnswersEverybody(t *testing.T) {
	db := storetest.Open(t, store.SQLite, schemas...)
	answers := make([]error, 50)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = add(t, db, fmt.Sprint("n", i)) })
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	all.Wait()
	for _, err := range answers {
		if k := errs.KindOf(err); k != errs.None && k != errs.Unavailable {
			t.Errorf("got %v", err)
		}
	}
	if err := add(t, db, "late"); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("after Close: %v", err)
	}
}
