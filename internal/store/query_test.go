package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"goldenthread/internal/errs"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

var (
	countLog  = store.SQL("test.countLog", `SELECT count(*) FROM audit_entry_test`)
	rename    = store.SQL("test.rename", `UPDATE thing SET name = $2 WHERE id = $1`)
	takeOne   = store.SQL("test.takeOne", `SELECT id FROM thing ORDER BY id LIMIT 1 {{skip_locked}}`)
	badColumn = store.SQL("test.badColumn", `SELECT nothing FROM thing`)
	byName    = store.SQL("test.byName", `SELECT id FROM thing WHERE name = $1 AND size = $2 AND size > 0`)
)

func countOf(t *testing.T, db *store.DB, s store.Statement) (n int64) {
	t.Helper()
	err := db.Read(t.Context(), func(ctx context.Context, r *store.Snapshot) (err error) {
		n, err = store.One(ctx, r, s, store.Value[int64])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// write runs fn in a unit of work and gives its error.
func write(t *testing.T, db *store.DB, fn func(ctx context.Context, u *store.Unit) error) error {
	t.Helper()
	return db.Write(t.Context(), store.Interactive, fn)
}

func TestTryUndoesOnlyItself(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		err := write(t, db, func(ctx context.Context, u *store.Unit) error {
			put := func(ctx context.Context, key string) error {
				_, err := store.Exec(ctx, u, addThing, key, key, 1)
				return err
			}
			if err := put(ctx, "before"); err != nil {
				return err
			}
			err := u.Try(ctx, func(ctx context.Context) error {
				if err := put(ctx, "undone"); err != nil {
					return err
				}
				if err := u.Try(ctx, func(ctx context.Context) error { return put(ctx, "before") }); errs.KindOf(err) != errs.Conflict {
					t.Errorf("inner: %v", err)
				}
				return errs.New(errs.Stale, "change of mind")
			})
			if errs.KindOf(err) != errs.Stale {
				t.Errorf("outer: %v", err)
			}
			func() {
				defer func() { _ = recover() }()
				_ = u.Try(ctx, func(ctx context.Context) error {
					if err := put(ctx, "left by a panic"); err != nil {
						return err
					}
					panic("an expected one")
				})
			}()
			err = u.Try(ctx, func(ctx context.Context) error {
				_ = put(ctx, "before") // passed over: Try must still not keep what is broken
				return nil
			})
			if errs.KindOf(err) != errs.Conflict {
				t.Errorf("passed over: %v", err)
			}
			return put(ctx, "later")
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"before", "later"}, names(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAfterAFailedStatementTheUnitIsDead(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		err := write(t, db, func(ctx context.Context, u *store.Unit) error {
			_, _ = store.Exec(ctx, u, addThing, "a", "a", -1)
			if _, err := store.Exec(ctx, u, addThing, "b", "b", 1); errs.KindOf(err) != errs.Invalid {
				t.Errorf("the second statement: %v", err)
			}
			return nil
		})
		if errs.KindOf(err) != errs.Invalid {
			t.Errorf("the unit: %v", err)
		}
		if got := names(t, db); len(got) != 0 {
			t.Errorf("kept %v", got)
		}
	})
}

func TestMisuseIsRefused(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		var kept *store.Unit
		err := write(t, db, func(ctx context.Context, u *store.Unit) error {
			kept = u
			refused := map[string]error{
				"write in write": db.Write(ctx, store.Bulk, func(context.Context, *store.Unit) error { return nil }),
				"read in write":  db.Read(ctx, func(context.Context, *store.Snapshot) error { return nil }),
			}
			_, refused["list missing"] = store.Collect(ctx, u, thingsIn, store.Value[string], 1)
			_, refused["list empty"] = store.Collect(ctx, u, thingsIn, store.Value[string], 1, store.List([]string{}))
			_, refused["an argument short before a list"] = store.Collect(ctx, u, thingsIn, store.Value[string], store.List([]string{"a"}))
			_, refused["an argument too many before a list"] = store.Collect(ctx, u, thingsIn, store.Value[string], 1, 2, store.List([]string{"a"}))
			_, refused["list too early"] = store.Collect(ctx, u, thingsIn, store.Value[string], store.List([]string{"a"}), 1)
			_, refused["rows uneven"] = store.Exec(ctx, u, addMany, store.Rows([][]any{{"a", "a"}}))
			_, refused["rows none"] = store.Exec(ctx, u, addMany, store.Rows(nil))
			_, refused["rows too many"] = store.Exec(ctx, u, addMany, store.Rows(make([][]any, 501)))
			_, refused["a float"] = store.Exec(ctx, u, addThing, "a", "a", 1.5)
			_, refused["no statement"] = store.Exec(ctx, u, store.Statement{})
			_, refused["no unit"] = store.Exec(ctx, (*store.Unit)(nil), addThing)
			for what, err := range refused {
				if errs.KindOf(err) != errs.Internal {
					t.Errorf("%s: %v", what, err)
				}
			}
			for _, bad := range []string{"a\x00b", "a\xffb"} {
				if _, err := store.Exec(ctx, u, addThing, "a", bad, 1); errs.KindOf(err) != errs.Invalid {
					t.Errorf("text %q: %v", bad, err)
				}
			}
			if _, err := store.Exec(ctx, u, addThing, "x", "x", 1); err != nil {
				return err
			}
			return store.Each(ctx, u, thingNames, func(row store.Scan) error {
				if _, err := store.Exec(ctx, u, addThing, "y", "y", 1); errs.KindOf(err) != errs.Internal {
					t.Errorf("a statement inside Each: %v", err)
				}
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Exec(t.Context(), kept, addThing, "z", "z", 1); errs.KindOf(err) != errs.Internal {
			t.Errorf("a unit kept for later: %v", err)
		}
		err = db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			_, err := store.Collect(ctx, s, addThing, store.Value[string], "w", "w", 1) // it compiles, but cannot write
			return err
		})
		if errs.KindOf(err) != errs.Internal {
			t.Errorf("a write on a snapshot: %v", err)
		}
		if diff := cmp.Diff([]string{"x"}, names(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestBrokenRulesHaveOneName(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		if err := add(t, db, "secret"); err != nil {
			t.Fatal(err)
		}
		seven := write(t, db, func(ctx context.Context, u *store.Unit) error {
			_, err := store.Exec(ctx, u, addThing, "id-seven", "secret", 7)
			return err
		})
		if seven != nil {
			t.Fatal(seven)
		}
		tests := []struct {
			rule string
			kind errs.Kind
			s    store.Statement
			args []any
		}{
			{"thing.id", errs.Conflict, addThing, []any{"id-secret", "secret2", 1}},
			{"thing.name,thing.size", errs.Conflict, addThing, []any{"x", "secret", 1}},
			{"thing_lower_unique", errs.Conflict, addThing, []any{"x", "SECRET", 7}},
			{"thing_size_sane", errs.Invalid, addThing, []any{"x", "secret4", -1}},
			{"thing.name", errs.Invalid, addThing, []any{"x", nil, 1}},
			{"foreign key", errs.Conflict, addPart, []any{"p", "secret5"}},
		}
		for _, test := range tests {
			err := write(t, db, func(ctx context.Context, u *store.Unit) error {
				_, err := store.Exec(ctx, u, test.s, test.args...)
				return err
			})
			rule, _ := store.Violated(err)
			if rule != test.rule || errs.KindOf(err) != test.kind {
				t.Errorf("got %q, %v; want %q, %v (%v)", rule, errs.KindOf(err), test.rule, test.kind, err)
			}
			if holdsValue(err) {
				t.Errorf("the error holds a value: %+v", err)
			}
		}
	})
}

// holdsValue looks through an error and all it wraps for the word that the tests use as a value.
func holdsValue(err error) bool {
	for ; err != nil; err = errors.Unwrap(err) {
		if strings.Contains(strings.ToLower(fmt.Sprintf("%+v %#v", err, err)), "secret") {
			return true
		}
	}
	return false
}

func TestErrorsHoldNoValues(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		if err := add(t, db, "secret"); err != nil {
			t.Fatal(err)
		}
		err := db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			_, wrongScan := store.Collect(ctx, s, thingNames, store.Value[int64])
			if wrongScan == nil || holdsValue(wrongScan) || !strings.Contains(wrongScan.Error(), `"name"`) {
				t.Errorf("a column that does not fit: %v", wrongScan)
			}
			_, badArgument := store.Collect(ctx, s, thingsIn, store.Value[string], "secret", store.List([]string{"a"}))
			if holdsValue(badArgument) {
				t.Errorf("an argument that does not fit: %v", badArgument)
			}
			return nil
		})
		if err != nil && holdsValue(err) {
			t.Error(err)
		}
	})
}

func TestListFindsExactlyItsItems(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		rows := [][]any{}
		for i := range 70 {
			rows = append(rows, []any{fmt.Sprintf("%02d", i), "name", int64(i)})
		}
		err := write(t, db, func(ctx context.Context, u *store.Unit) error {
			n, err := store.Exec(ctx, u, addMany, store.Rows(rows))
			if n != 70 {
				t.Errorf("%d rows added", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(rt *rapid.T) {
			asked := rapid.SliceOfNDistinct(rapid.IntRange(0, 99), 1, 80, rapid.ID[int]).Draw(rt, "asked")
			least := rapid.IntRange(0, 70).Draw(rt, "least")
			ids, want := []string{}, []string{}
			for _, n := range asked {
				ids = append(ids, fmt.Sprintf("%02d", n))
				if n < 70 && n >= least {
					want = append(want, fmt.Sprintf("%02d", n))
				}
			}
			slices.Sort(want)
			err := db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
				got, err := store.Collect(ctx, s, thingsIn, store.Value[string], least, store.List(ids))
				if diff := cmp.Diff(want, got); diff != "" {
					rt.Error(diff)
				}
				return err
			})
			if err != nil {
				rt.Error(err)
			}
		})
	})
}

// TestACapHolds: 40 callers at once, each looking whether there is room and then adding. Under weaker
// isolation PostgreSQL lets more in than there is room for.
func TestACapHolds(t *testing.T) {
	const room, callers = 12, 40
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		var all sync.WaitGroup
		for i := range callers {
			all.Go(func() {
				err := write(t, db, func(ctx context.Context, u *store.Unit) error {
					taken, err := store.One(ctx, u, countThing, store.Value[int64])
					if err != nil || taken >= room {
						return err
					}
					_, err = store.Exec(ctx, u, addThing, fmt.Sprint(i), fmt.Sprint(i), 1)
					return err
				})
				if k := errs.KindOf(err); k != errs.None && k != errs.Unavailable {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got := countOf(t, db, countThing); got > room || got == 0 {
			t.Errorf("%d are in, there is room for %d", got, room)
		}
	})
}

func TestCounts(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		db.OnBatch(func(ctx context.Context, u *store.Unit) error {
			_, err := store.One(ctx, u, countThing, store.Value[int64])
			return err
		})
		outer, total := store.Counting(t.Context())
		ctx, c := store.Counting(outer)
		err := db.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error {
			for _, key := range []string{"a", "b", "c"} {
				if _, err := store.Exec(ctx, u, addThing, key, key, 1); err != nil {
					return err
				}
			}
			_, err := store.Collect(ctx, u, thingNames, store.Value[string])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Read(ctx, func(ctx context.Context, s *store.Snapshot) error {
			store.CountOpens(ctx, 2)
			_, err := store.Collect(ctx, s, thingNames, store.Value[string])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want := [4]int64{5, 6, 1, 2}
		for _, got := range []*store.Counts{c, total} {
			if got := [4]int64{got.Statements, got.Rows, got.FsyncWaits, got.Opens}; got != want {
				t.Errorf("statements, rows, waits, opens: %v, want %v", got, want)
			}
		}
	})
}

func TestStatementsCanBeCheckedAndExplained(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		for _, s := range []store.Statement{addThing, addMany, thingsIn, swapped, takeOne, rename} {
			if err := db.Check(t.Context(), s); err != nil {
				t.Errorf("%s: %v", s.Name(), err)
			}
		}
		if err := db.Check(t.Context(), badColumn); err == nil || !strings.Contains(err.Error(), "nothing") {
			t.Errorf("a column that is not there: %v", err)
		}
		err := db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			plan, err := store.Explain(ctx, s, byName, "n", 1)
			if !strings.Contains(plan, "thing_name_unique") {
				t.Errorf("the plan does not use the index:\n%s", plan)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestPanicInARead(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		var nothing map[string]int
		err := db.Read(t.Context(), func(context.Context, *store.Snapshot) error {
			nothing["a"] = 1
			return nil
		})
		if errs.KindOf(err) != errs.Internal || !strings.Contains(err.Error(), "store/query_test.go:") {
			t.Errorf("got %v", err)
		}
		if got := countOf(t, db, countThing); got != 0 {
			t.Error("the reader did not come back")
		}
	})
}

// A reader whose request ends is stopped, and the next reader does not notice.
func TestCancelledRead(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		for range 10 { // more often than there are connections
			ctx, cancel := context.WithCancel(t.Context())
			err := db.Read(ctx, func(ctx context.Context, s *store.Snapshot) error {
				cancel()
				_, err := store.One(ctx, s, countThing, store.Value[int64])
				return err
			})
			if errs.KindOf(err) != errs.Unavailable {
				t.Fatalf("got %v", err)
			}
		}
		if got := countOf(t, db, countThing); got != 0 {
			t.Error(got)
		}
	})
}
