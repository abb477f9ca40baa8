// Package cataloguetest gives tests the shipped catalogue with files more, or other ones.
package cataloguetest

import (
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"

	files "goldenthread/catalogue"
	"goldenthread/internal/catalogue"
)

// With copies the shipped catalogue and adds files to it, by their names.
func With(t testing.TB, more map[string]string) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	err := fs.WalkDir(files.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files.FS, name)
		all[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range more {
		all[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return all
}

var shipped = sync.OnceValues(func() (*catalogue.Set, error) { return catalogue.Load(files.FS) })

// Shipped gives the shipped catalogue. It is read once and is for all tests: none may change it.
func Shipped(t testing.TB) *catalogue.Set {
	t.Helper()
	set, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Word gives what says the shipped catalogue's sentences.
func Word(t testing.TB) func(key string, filled ...string) string {
	t.Helper()
	return Shipped(t).Word
}

// Unwritten are two sets of questions for which nobody has written a line of Go, nor a line in the file of a service or a return.
var Unwritten = map[string]string{"instruments/loneliness.yaml": `
key: loneliness
name: Loneliness
kind: matrix
about: Two questions about company.
caveat: A guide for judgement.
licence: Own wording
from: 2020-01-01
questions:
  - {key: company, text: How often is somebody there?, short: Company, options: [{key: daily, label: Every day, points: 0}, {key: never, label: Hardly ever, points: 3, short: hardly ever has company}]}
  - {key: calls, text: Does anybody ring?, short: Calls, options: [{key: "yes", label: "Yes", points: 0}, {key: "no", label: "No", points: 2, short: nobody rings}]}
bands: [{key: little, name: Little, from: 0}, {key: much, name: Much, from: 3}]
`, "instruments/sleep.yaml": `
key: sleep
name: Sleep
kind: statements
about: One statement.
licence: Own wording
from: 2020-01-01
services: [barnet-asb]
scale: {min: 0, max: 10, min_label: Never, max_label: Always, better_is: higher}
questions: [{key: through, text: I sleep through the night}]
`}
