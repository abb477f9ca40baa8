package store_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goldenthread/internal/store"
)

func TestStatementsThatAreRefused(t *testing.T) {
	for what, make := range map[string]func(){
		"a name twice":         func() { store.SQL("test.addThing", `SELECT 1`) },
		"a name without owner": func() { store.SQL("refused", `SELECT 1`) },
		"an unknown fragment":  func() { store.SQL("test.refusedA", `SELECT {{now}}`) },
		"a fragment left open": func() { store.SQL("test.refusedB", `SELECT {{list`) },
		"rows of nothing":      func() { store.SQL("test.refusedC", `VALUES {{rows 0}}`) },
		"a list and rows":      func() { store.SQL("test.refusedD", `WITH v AS (VALUES {{rows 1}}) SELECT 1 WHERE 1 IN ({{list}})`) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was taken", what)
				}
			}()
			make()
		}()
	}
}

func TestStatementsAreListed(t *testing.T) {
	names := []string{}
	for _, s := range store.Statements() {
		names = append(names, s.Name())
		if s.Name() == addThing.Name() && (s.Owner() != "test" || s.Text() != addThing.Text()) {
			t.Errorf("%s has owner %s and text %s", s.Name(), s.Owner(), s.Text())
		}
	}
	if !slices.IsSorted(names) || !slices.Contains(names, "store.applied") || !slices.Contains(names, addThing.Name()) {
		t.Errorf("statements: %v", names)
	}
}

var plannedOnce = store.SQL("test.plannedOnce", `
	SELECT id FROM thing WHERE kind = $1 AND size >= $2 AND colour <> $3 AND id IN ({{list}}) LIMIT $4 {{for_update}}`)

// A plan that looked at a bound value is made again whenever one is bound, which costs more than most statements do.
func TestPlansDoNotLookAtBoundValues(t *testing.T) {
	for engine, want := range map[string]string{
		store.SQLite: `
	SELECT id FROM thing WHERE kind = +$1 AND size >= +$2 AND colour <> $3 AND id IN ($5,$6,$7) LIMIT +$4 `,
		store.Postgres: `
	SELECT id FROM thing WHERE kind = $1 AND size >= $2 AND colour <> $3 AND id IN ($5,$6,$7) LIMIT $4 FOR UPDATE`,
	} {
		if got := plannedOnce.On(engine); got != want {
			t.Errorf("on %s: %s", engine, got)
		}
	}
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "plan.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE thing (id text, kind text); CREATE INDEX small ON thing (id) WHERE kind = 'small'`); err != nil {
		t.Fatal(err)
	}
	for condition, looks := range map[string]bool{"kind = $1": true, "kind = +$1": false} {
		var plan string
		var n [3]int
		if err := db.QueryRow(`EXPLAIN QUERY PLAN SELECT id FROM thing WHERE `+condition, "small").Scan(&n[0], &n[1], &n[2], &plan); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(plan, "INDEX small") != looks {
			t.Errorf("%s is planned as %s: does it look at the value? expected %t", condition, plan, looks)
		}
	}
}
