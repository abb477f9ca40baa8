package report

import (
	"io/fs"
	"maps"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// Book is the returns that can be made, and the targets their services are paid to reach.
type Book struct {
	definitions map[string]Definition
	target      func(service string, from clock.Date) int // new referrals asked for in a year; 0: no number is named
}

// OpenBook loads the returns of a catalogue's files; the set is the same catalogue, loaded. It fails
// with errs.Invalid, naming each file, line and reason, when a file has faults or names a service the
// catalogue does not have.
func OpenBook(files fs.FS, set *catalogue.Set) (*Book, error) {
	all, err := Load(files)
	if err != nil {
		return nil, errs.Wrap(errs.Invalid, "the catalogue has faults", err)
	}
	b := &Book{definitions: map[string]Definition{}, target: targetsOf(set)}
	for _, d := range all {
		if _, known := set.Service(d.Service); !known {
			return nil, errs.New(errs.Invalid, "the return "+d.Key+" is for "+d.Service+", which is no service of the catalogue")
		}
		b.definitions[d.Key] = d
	}
	return b, nil
}

// Definition gives a return by its key.
func (b *Book) Definition(key string) (Definition, error) {
	d, ok := b.definitions[key]
	if !ok {
		return Definition{}, errs.New(errs.NotFound, "there is no such return: the catalogue's are under reports/")
	}
	return d, nil
}

// Definitions lists the returns by key.
func (b *Book) Definitions() []Definition {
	var all []Definition
	for _, key := range slices.Sorted(maps.Keys(b.definitions)) {
		all = append(all, b.definitions[key])
	}
	return all
}

// targetsOf reads targets from the services' files, in the edition of the year's first day.
func targetsOf(set *catalogue.Set) func(string, clock.Date) int {
	return func(service string, from clock.Date) int {
		s, ok := set.ServiceOn(service, from)
		if !ok {
			return 0
		}
		t, ok := s.Target("referrals", from)
		if !ok || t.Per != "year" {
			return 0
		}
		return t.Amount
	}
}
