package catalogue

import (
	"io/fs"
	"maps"
	"slices"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// Set is one catalogue: all files of one folder, checked, resolved and compiled.
type Set struct {
	services     map[string][]Service // editions of each key, earliest first
	instruments  map[string]Instrument
	calendars    map[string]*Calendar
	lists        map[string]List
	entitlements map[string]Entitlements
	mappings     map[string]Mapping
	offences     map[string]Offence
	areas        areas
	words        map[string]string
}

// Load reads a catalogue. It fails with errs.Invalid, and a message that names every file, line
// and reason, when Check would find anything wrong; errors.As gives the [Problems].
func Load(fsys fs.FS) (*Set, error) {
	set, problems := read(fsys)
	if len(problems) > 0 {
		return nil, errs.Wrap(errs.Invalid, "the catalogue has faults", problems)
	}
	return set, nil
}

// Check reads a catalogue and gives everything wrong with it, by file and line. None: it loads.
func Check(fsys fs.FS) []Problem {
	_, problems := read(fsys)
	return problems
}

// Service gives the latest edition of a service.
func (s *Set) Service(key string) (Service, bool) {
	editions := s.services[key]
	if len(editions) == 0 {
		return Service{}, false
	}
	return editions[len(editions)-1], true
}

// ServiceOn gives the edition of a service that is in force on a date.
func (s *Set) ServiceOn(key string, on clock.Date) (Service, bool) {
	for _, e := range s.services[key] {
		if e.InForce(on) {
			return e, true
		}
	}
	return Service{}, false
}

// Editions gives every edition of a service, earliest first.
func (s *Set) Editions(key string) []Service { return slices.Clone(s.services[key]) }

// Services gives the latest edition of each service, by key.
func (s *Set) Services() []Service {
	var all []Service
	for _, key := range slices.Sorted(maps.Keys(s.services)) {
		latest, _ := s.Service(key)
		all = append(all, latest)
	}
	return all
}

// Instrument gives a set of questions by its key.
func (s *Set) Instrument(key string) (Instrument, bool) {
	i, ok := s.instruments[key]
	return i, ok
}

// Instruments gives all instruments, by key.
func (s *Set) Instruments() []Instrument {
	var all []Instrument
	for _, key := range slices.Sorted(maps.Keys(s.instruments)) {
		all = append(all, s.instruments[key])
	}
	return all
}

// TakenOver gives the matrices of which a service goes by one that another body made, by key.
func (s *Set) TakenOver(service Service) []Instrument {
	return s.lasting(KindMatrix, service)
}

// AskedAtTheDoor gives the few questions that are asked as somebody is referred to a service, and stand, by key.
func (s *Set) AskedAtTheDoor(service Service) []Instrument { return s.lasting(KindTriage, service) }

// lasting gives the instruments of a kind that a service offers and goes by when another body made one.
func (s *Set) lasting(kind string, service Service) []Instrument {
	return slices.DeleteFunc(s.Instruments(), func(i Instrument) bool { return i.Kind != kind || i.Lasts == 0 || !i.OfferedIn(service) })
}

// Calendar gives a calendar of working days by its key.
func (s *Set) Calendar(key string) (*Calendar, bool) {
	c, ok := s.calendars[key]
	return c, ok
}

// List gives a list of codes by its key: "needs", "ethnicity", "sources".
func (s *Set) List(key string) (List, bool) {
	l, ok := s.lists[key]
	return l, ok
}

// Mapping gives the column mapping of a file that comes in, by its key.
func (s *Set) Mapping(key string) (Mapping, bool) {
	m, ok := s.mappings[key]
	return m, ok
}

// Offence gives a Home Office recorded-crime code. Case and spaces do not matter; a sub-class
// after a stroke falls back to its class: "125/9" is 125 when there is no 125/9.
func (s *Set) Offence(code string) (Offence, bool) {
	code = normaliseOffence(code)
	if o, ok := s.offences[code]; ok {
		return o, true
	}
	class, _, cut := strings.Cut(code, "/")
	if !cut {
		return Offence{}, false
	}
	o, ok := s.offences[class]
	return o, ok
}

// Offences gives all offence codes, by code.
func (s *Set) Offences() []Offence {
	all := slices.Collect(maps.Values(s.offences))
	slices.SortFunc(all, func(a, b Offence) int { return strings.Compare(a.Code, b.Code) })
	return all
}

// Word gives a text the public reads, with each {name} in it replaced from pairs of name and
// value. A key that is not there comes back itself: a test finds it, and no page breaks.
func (s *Set) Word(key string, pairs ...string) string {
	text, ok := s.words[key]
	if !ok {
		return key
	}
	if len(pairs) == 0 {
		return text
	}
	filled := make([]string, len(pairs))
	for i, p := range pairs {
		if i%2 == 0 {
			p = "{" + p + "}"
		}
		filled[i] = p
	}
	return strings.NewReplacer(filled...).Replace(text)
}

// HasWord tells whether there is a text for the key.
func (s *Set) HasWord(key string) bool {
	_, ok := s.words[key]
	return ok
}

// RiskStages gives the key of the first stage of a service that asks for a band of risk, and the keys of those after it in the
// service's own order at which the work goes on; "" where no stage asks for one.
func (s *Set) RiskStages(service Service) (first string, after []string) {
	for _, st := range service.Stages {
		asks := slices.ContainsFunc(st.Must, func(m Must) bool { return m.Instrument && len(s.instruments[m.Key].Bands) > 0 })
		switch {
		case first == "" && asks:
			first = st.Key
		case first != "" && st.Step != StepClose && st.Step != StepPostClosure:
			after = append(after, st.Key)
		}
	}
	return first, after
}

// JointStage gives the stage of a service that asks for a judgement made with the police, and its instrument;
// false where a service agrees none.
func (s *Set) JointStage(service Service) (Stage, Instrument, bool) {
	for _, st := range service.Stages {
		for _, m := range st.Must {
			if in, ok := s.instruments[m.Key]; ok && m.Instrument && in.Kind == KindJudgement {
				return st, in, true
			}
		}
	}
	return Stage{}, Instrument{}, false
}
