package store_test

import (
	"slices"
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
