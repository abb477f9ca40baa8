package catalogue

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	files "goldenthread/catalogue"
)

// sentences is a part of schema/words.json, which names every sentence the program says to the public and to referrers, and
// what is filled into each. That a sentence is missing, or is one nobody says, the schema finds by itself; what JSON Schema has no
// word for are the names in braces: those are read here.
type sentences struct {
	Properties map[string]sentences `json:"properties"`
	Others     json.RawMessage      `json:"additionalProperties"` // false, or the shape of sentences that a list of the catalogue names
	Fills      []string             `json:"fills"`                // all of them stand in the sentence
	MayFill    []string             `json:"may_fill"`             // any of them may
}

// under gives the shape of what stands under a key.
func (s sentences) under(key string) sentences {
	if below, ok := s.Properties[key]; ok {
		return below
	}
	var others sentences
	if err := json.Unmarshal(s.Others, &others); err != nil {
		return sentences{} // false: the schema has said already that there is no such key
	}
	return others
}

// spoken reads the program's own list of sentences.
func spoken() (all sentences, err error) {
	text, err := fs.ReadFile(files.FS, "schema/words.json")
	if err != nil {
		return all, err
	}
	err = json.Unmarshal(text, &all)
	return all, err
}

func (r *reading) readWords() {
	names := r.under("words", ".yaml")
	if len(names) == 0 {
		r.note("words/en.yaml", 0, "is missing: it holds every sentence that the public and referrers read")
	}
	all, err := spoken()
	if err != nil {
		r.note("schema/words.json", 0, err.Error())
	}
	for _, name := range names {
		d, ok := r.open(name, "words")
		var tree map[string]any
		if ok && d.decode(&tree) {
			r.take(d, all, tree)
		}
	}
}

// take keeps the sentences of a file under keys with dots (receipt.title), and tells of names in braces that nothing fills, or
// that are left out: a letter without the number to ring helps nobody.
func (r *reading) take(d document, shape sentences, tree map[string]any, at ...any) {
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		here, below := append(slices.Clone(at), key), shape.under(key)
		switch v := tree[key].(type) {
		case map[string]any:
			r.take(d, below, v, here...)
		case string:
			for _, reason := range below.faults(v) {
				d.fault(reason, here...)
			}
			steps := make([]string, len(here))
			for i, step := range here {
				steps[i] = fmt.Sprint(step)
			}
			r.set.words[strings.Join(steps, ".")] = v
		}
	}
}

var inBraces = regexp.MustCompile(`\{([^{}]*)\}`)

// faults compares the names in braces of a sentence with those that are filled in.
func (s sentences) faults(text string) []string {
	var found, faults []string
	for _, m := range inBraces.FindAllStringSubmatch(text, -1) {
		if found = append(found, m[1]); !slices.Contains(s.Fills, m[1]) && !slices.Contains(s.MayFill, m[1]) {
			faults = append(faults, fmt.Sprintf("nothing is filled in for {%s} here", m[1]))
		}
	}
	for _, name := range s.Fills {
		if !slices.Contains(found, name) {
			faults = append(faults, fmt.Sprintf("{%s} is left out: it belongs into this sentence", name))
		}
	}
	return faults
}
