package report

import (
	"io/fs"
	"maps"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
)

// Book is the returns that can be made, and the targets their services are paid to reach.
type Book struct {
	definitions map[string]Definition
	terms       func(service string, p Period) Facts // what the service's contract asks for and pays in a period
}

// OpenBook loads the returns of a catalogue's files; the set is the same catalogue, loaded. It fails
// with errs.Invalid, naming each file, line and reason, when a file has faults or names a service the
// catalogue does not have.
func OpenBook(files fs.FS, set *catalogue.Set) (*Book, error) {
	all, err := Load(files)
	if err != nil {
		return nil, errs.Wrap(errs.Invalid, "the catalogue has faults", err)
	}
	b := &Book{definitions: map[string]Definition{}, terms: termsOf(set)}
	for _, d := range all {
		for _, service := range d.services() {
			if _, known := set.Service(service); !known {
				return nil, errs.New(errs.Invalid, "the return "+d.Key+" is for "+service+", which is no service of the catalogue")
			}
		}
		if d, err = d.complete(set); err != nil {
			return nil, err
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

// termsOf reads targets and funding from the services' files, in the edition of the period's first day.
// A target or a grant for a year counts by months, so that half a year is half of it.
func termsOf(set *catalogue.Set) func(string, Period) Facts {
	return func(service string, p Period) Facts {
		f := Facts{Targets: map[string]int{}, Yearly: map[string]int{}}
		s, ok := set.ServiceOn(service, p.From)
		if !ok { // the contract may be older than the day on which the service opened
			if s, ok = set.ServiceOn(service, p.To); !ok {
				return f
			}
		}
		for _, t := range s.Targets {
			if p.From < t.From || !t.Until.IsZero() && p.From > t.Until {
				continue
			}
			f.Yearly[t.Key] = t.In(12)
			f.Targets[t.Key] = t.In(p.Months())
		}
		f.Funding = s.Funded(p.From, p.To)
		f.Weekly = map[Days]int{OfService: s.Hours.DaysAWeek, WithPartner: s.Staff.CoLocated}
		return f
	}
}
