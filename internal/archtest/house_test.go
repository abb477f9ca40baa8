package archtest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"goldenthread/internal/store"

	// The app is made of every package that registers statements, actions or sealed columns as it starts.
	_ "goldenthread/internal/app"
)

// house gives the schema of every package that has one, as it stands on the disk.
func house(t *testing.T) []store.Schema {
	t.Helper()
	var owners []string
	for _, tb := range schemas(t) {
		if !slices.Contains(owners, tb.owner) {
			owners = append(owners, tb.owner)
		}
	}
	var all []store.Schema
	for _, o := range owners {
		all = append(all, store.Schema{Owner: o, Files: os.DirFS(filepath.Join(root, "internal", o, "schema"))})
	}
	return all
}

// statement gives a registered statement by its name.
func statement(t *testing.T, name string) store.Statement {
	t.Helper()
	all := store.Statements()
	i := slices.IndexFunc(all, func(s store.Statement) bool { return s.Name() == name })
	if i < 0 {
		t.Fatalf("there is no statement %s: was it renamed?", name)
	}
	return all[i]
}
