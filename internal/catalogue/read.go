package catalogue

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	files "goldenthread/catalogue"
	"goldenthread/internal/clock"
)

// reading is one pass over a catalogue: what was read so far, and what was found wrong.
type reading struct {
	fsys     fs.FS
	schemas  map[string]*jsonschema.Schema
	digests  map[string][32]byte
	keys     map[string]string // "instrument asb-matrix" -> the file that has it
	broken   map[string]bool   // kinds of which a file could not be read: what refers to them is not blamed
	problems Problems
	set      *Set
}

// read reads everything, in an order in which what is referred to comes first.
func read(fsys fs.FS) (*Set, Problems) {
	r := &reading{
		fsys: fsys, schemas: schemas(), digests: map[string][32]byte{}, keys: map[string]string{}, broken: map[string]bool{},
		set: &Set{
			services: map[string][]Service{}, instruments: map[string]Instrument{}, calendars: map[string]*Calendar{},
			lists: map[string]List{}, entitlements: map[string]Entitlements{}, mappings: map[string]Mapping{}, offences: map[string]Offence{}, words: map[string]string{},
			areas: areas{districts: map[string]District{}, outcodes: map[string]string{}, sectors: map[string]string{}},
		},
	}
	r.readLists()
	r.readOffences()
	r.readAreas()
	r.readCalendars()
	r.readEntitlements()
	r.readWords()
	r.readInstruments()
	r.readMappings()
	r.readServices()
	return r.set, r.problems.sorted()
}

func (r *reading) note(file string, line int, reason string) {
	r.problems = append(r.problems, Problem{File: file, Line: line, Reason: reason})
}

// schemas compiles the program's own schemas: they belong to the engine and not to a county's files.
// A schema that does not compile is a fault of the build.
var schemas = sync.OnceValue(func() map[string]*jsonschema.Schema {
	c := jsonschema.NewCompiler()
	compiled := map[string]*jsonschema.Schema{}
	for _, kind := range []string{"service", "instrument", "calendar", "list", "mapping", "words", "entitlement"} {
		name := "schema/" + kind + ".json"
		f, err := files.FS.Open(name)
		if err != nil {
			panic("catalogue: " + name + " is not built in: " + err.Error())
		}
		content, err := jsonschema.UnmarshalJSON(f)
		_ = f.Close() // an embedded file: nothing to lose
		if err == nil {
			err = c.AddResource(name, content)
		}
		if err != nil {
			panic("catalogue: " + name + ": " + err.Error())
		}
		compiled[kind] = c.MustCompile(name)
	}
	return compiled
})

// claim notes that a file has a key. It says so when another file has it already.
func (r *reading) claim(d document, kind, key string) bool {
	if other, taken := r.keys[kind+" "+key]; taken {
		d.fault(fmt.Sprintf("the key %q is used by %s already", key, other), "key")
		return false
	}
	r.keys[kind+" "+key] = d.path
	if base := strings.TrimSuffix(path.Base(d.path), path.Ext(d.path)); base != key {
		d.fault(fmt.Sprintf("the file is called %s.yaml and its key is %q: give them the same name", base, key), "key")
	}
	return true
}

// dates checks that days are in the calendar and in order.
func (d document) dates(from, until clock.Date, at ...any) {
	for name, date := range map[string]clock.Date{"from": from, "until": until} {
		if _, err := clock.ParseDate(string(date)); !date.IsZero() && err != nil {
			d.fault(fmt.Sprintf("%s is not a day in the calendar", date), append(at, name)...)
		}
	}
	if !until.IsZero() && until < from {
		d.fault("until is before from", append(at, "until")...)
	}
}

// twice tells of keys that stand twice in one list.
func twice[T any](d document, list string, items []T, key func(T) string) {
	seen := map[string]bool{}
	for i, item := range items {
		if k := key(item); seen[k] {
			d.fault(fmt.Sprintf("%q stands twice", k), list, i)
		} else {
			seen[k] = true
		}
	}
}

// table reads a CSV file with a header: fn gets each row, with its line.
func (r *reading) table(name string, columns int, fn func(line int, row []string)) {
	text, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		r.note(name, 0, "can't be read")
		return
	}
	r.digest(name, text)
	rows := csv.NewReader(strings.NewReader(string(text)))
	rows.FieldsPerRecord = columns
	rows.ReuseRecord = true
	for first := true; ; first = false {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			var fault *csv.ParseError
			if errors.As(err, &fault) {
				r.note(name, fault.Line, "is not a table of "+fmt.Sprint(columns)+" columns: "+fault.Err.Error())
			}
			return
		}
		if !first {
			line, _ := rows.FieldPos(0)
			fn(line, row)
		}
	}
}
