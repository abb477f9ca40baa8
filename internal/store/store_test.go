package store_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// The tests' own tables: things with a unique name, parts that refer to them, and a log.
var schemas = []store.Schema{{Owner: "test", Files: fstest.MapFS{"schema/90001_thing.sql": {Data: []byte(`-- +goose Up
CREATE TABLE thing (
	id text PRIMARY KEY,
	name text NOT NULL,
	size bigint NOT NULL DEFAULT 0 CONSTRAINT thing_size_sane CHECK (size >= 0),
	good boolean,
	made_at bigint,
	made_on text,
	box bytea
);
CREATE UNIQUE INDEX thing_name_unique ON thing (name, size) WHERE size > 0;
CREATE UNIQUE INDEX thing_lower_unique ON thing (lower(name)) WHERE size = 7;
CREATE TABLE part (id text PRIMARY KEY, thing text NOT NULL REFERENCES thing (id));
CREATE TABLE audit_entry_test (id text PRIMARY KEY, body text NOT NULL);
`)}}}}

var (
	addThing   = store.SQL("test.addThing", `INSERT INTO thing (id, name, size) VALUES ($1, $2, $3)`)
	addFull    = store.SQL("test.addFull", `INSERT INTO thing (id, name, size, good, made_at, made_on, box) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	addMany    = store.SQL("test.addMany", `INSERT INTO thing (id, name, size) VALUES {{rows 3}}`)
	getThing   = store.SQL("test.getThing", `SELECT id, name, size, good, made_at, made_on, box FROM thing WHERE id = $1`)
	thingNames = store.SQL("test.thingNames", `SELECT name FROM thing ORDER BY name, id`)
	countThing = store.SQL("test.countThing", `SELECT count(*) FROM thing`)
	thingsIn   = store.SQL("test.thingsIn", `SELECT id FROM thing WHERE size >= $1 AND id IN ({{list}}) ORDER BY id`)
	swapped    = store.SQL("test.swapped", `SELECT CAST($2 AS text), CAST($1 AS text)`)
	addPart    = store.SQL("test.addPart", `INSERT INTO part (id, thing) VALUES ($1, $2)`)
	addLog     = store.SQL("test.addLog", `INSERT INTO audit_entry_test (id, body) VALUES ($1, $2)`)
	changeLog  = store.SQL("test.changeLog", `UPDATE audit_entry_test SET body = $1`)
	boxless    = store.SQL("test.boxless", `SELECT count(*) FROM thing WHERE box IS NULL`)
	clearLog   = store.SQL("test.clearLog", `DELETE FROM audit_entry_test`)
)

// names gives the names of all things.
func names(t *testing.T, db *store.DB) []string {
	t.Helper()
	var all []string
	err := db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) (err error) {
		all, err = store.Collect(ctx, s, thingNames, store.Value[string])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// add writes one thing in a unit of its own.
func add(t *testing.T, db *store.DB, name string) error {
	t.Helper()
	return db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
		_, err := store.Exec(ctx, u, addThing, "id-"+name, name, 1)
		return err
	})
}

type thing struct {
	ID   id.Case
	Name string
	Size int64
	Good bool
	At   clock.Instant
	On   clock.Date
	Box  []byte
}

func scanThing(row store.Scan) (th thing, err error) {
	err = row(&th.ID, &th.Name, &th.Size, store.Maybe(&th.Good), store.Maybe(&th.At), store.Maybe(&th.On), &th.Box)
	return th, err
}

func TestValuesComeBackAsTheyWent(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		full := thing{ID: "a", Name: "Zoë", Size: 1 << 40, Good: true, At: clock.Never, On: "2026-11-19", Box: []byte{0, 1, 255}}
		bare := thing{ID: "b", Name: "", Box: nil}
		empty := thing{ID: "c", Name: "empty box"}
		err := db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			for _, th := range []thing{full, bare, empty} {
				_, err := store.Exec(ctx, u, addFull, th.ID, th.Name, th.Size, store.Null(th.Good), store.Null(th.At), store.Null(th.On), th.Box)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []thing{full, bare, empty} {
			err := db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
				got, err := store.One(ctx, s, getThing, scanThing, want.ID)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: -want +got\n%s", want.ID, diff)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
}

// Empty bytes are kept as such, not as NULL, and are read as nil on both engines.
func TestEmptyBytes(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		err := db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			if _, err := store.Exec(ctx, u, addFull, "a", "a", 1, nil, nil, nil, []byte{}); err != nil {
				return err
			}
			got, err := store.One(ctx, u, getThing, scanThing, "a")
			if got.Box != nil {
				t.Errorf("read as %#v", got.Box)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := countOf(t, db, boxless); got != 0 {
			t.Error("kept as NULL")
		}
	})
}

func TestPlaceholdersBindByNumber(t *testing.T) {
	storetest.BothEngines(t, nil, func(t *testing.T, db *store.DB) {
		err := db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			got, err := store.One(ctx, s, swapped, func(row store.Scan) (both [2]string, err error) {
				err = row(&both[0], &both[1])
				return both, err
			}, "one", "two")
			if got != [2]string{"two", "one"} {
				t.Errorf("got %v", got)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestOneAndFind(t *testing.T) {
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) {
		for _, name := range []string{"a", "b"} {
			if err := add(t, db, name); err != nil {
				t.Fatal(err)
			}
		}
		err := db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			if _, err := store.One(ctx, s, getThing, scanThing, "none"); errs.KindOf(err) != errs.NotFound {
				t.Errorf("One of none: %v", err)
			}
			if _, found, err := store.Find(ctx, s, getThing, scanThing, "none"); found || err != nil {
				t.Errorf("Find of none: %v, %v", found, err)
			}
			if _, err := store.One(ctx, s, thingNames, store.Value[string]); errs.KindOf(err) != errs.Internal {
				t.Errorf("One of two: %v", err)
			}
			if got, err := store.Collect(ctx, s, thingsIn, store.Value[string], 99, store.List([]string{"id-a"})); err != nil || got == nil || len(got) != 0 {
				t.Errorf("Collect of none: %#v, %v", got, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
