package archtest

import (
	"testing"

	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// TestEveryStatementIsPrepared has both engines read every statement against the whole schema: a
// wrong name, a wrong type or a word that only one engine knows shows itself here.
func TestEveryStatementIsPrepared(t *testing.T) {
	storetest.BothEngines(t, house(t), func(t *testing.T, db *store.DB) {
		for _, s := range store.Statements() {
			if err := db.Check(t.Context(), s); err != nil {
				t.Errorf("%s: %v", s.Name(), err)
			}
		}
	})
}

// TestEveryStatementIsKnown makes sure that no package is missing from the imports of this test.
func TestEveryStatementIsKnown(t *testing.T) {
	known := map[string]string{}
	for _, s := range store.Statements() {
		known[s.Name()] = s.Text()
	}
	all, _ := texts(product(t))
	for _, w := range all {
		text, ok := known[w.name]
		switch {
		case !ok:
			t.Errorf("%s: %s is not registered when all packages start: import its package in house_test.go", w.at, w.name)
		case text != w.text:
			t.Errorf("%s: the guards read %s differently from the program", w.at, w.name)
		}
	}
}
