package catalogue

import (
	"slices"
	"strings"

	"goldenthread/internal/clock"
)

// List is a list of coded values: needs, onward services, sources, roles.
type List struct {
	Key   string `yaml:"key"`
	Name  string `yaml:"name"`
	About string `yaml:"about"`
	Codes []Code `yaml:"codes"`
	// Rollups gather codes into the groups of a report; every code is in one group of each.
	Rollups []Rollup `yaml:"rollups"`

	File string `yaml:"-"`
}

// Code is one value of a list.
type Code struct {
	Key     string     `yaml:"key"`
	Label   string     `yaml:"label"`
	Group   string     `yaml:"group"`
	Help    string     `yaml:"help"`
	Aliases []string   `yaml:"aliases"` // other spellings that files and older forms use
	From    clock.Date `yaml:"from"`
	Until   clock.Date `yaml:"until"`
}

// Rollup is a coarser division of a list, in the order a report prints it.
type Rollup struct {
	Key    string        `yaml:"key"`
	Name   string        `yaml:"name"`
	Groups []RollupGroup `yaml:"groups"`
}

// RollupGroup is one group of a rollup.
type RollupGroup struct {
	Label   string   `yaml:"label"`
	Codes   []string `yaml:"codes"`
	Unknown bool     `yaml:"unknown"` // counts as not known in "known + unknown = total"
}

// Code gives a value by its key.
func (l List) Code(key string) (Code, bool) {
	for _, c := range l.Codes {
		if c.Key == key {
			return c, true
		}
	}
	return Code{}, false
}

// Label gives a value's label; a key that is not in the list comes back itself.
func (l List) Label(key string) string {
	if c, ok := l.Code(key); ok {
		return c.Label
	}
	return key
}

// Find gives the value that a text from outside means: its key, label or an alias, whatever the case.
func (l List) Find(text string) (Code, bool) {
	text = strings.TrimSpace(text)
	for _, c := range l.Codes {
		if strings.EqualFold(c.Key, text) || strings.EqualFold(c.Label, text) {
			return c, true
		}
		for _, a := range c.Aliases {
			if strings.EqualFold(a, text) {
				return c, true
			}
		}
	}
	return Code{}, false
}

// Says tells whether a code is an answer, and not a way of giving none: no rollup counts it as not known.
func (l List) Says(c Code) bool {
	return !slices.ContainsFunc(l.Rollups, func(up Rollup) bool {
		g, in := up.Group(c.Key)
		return in && g.Unknown
	})
}

// Rollup gives a rollup by its key.
func (l List) Rollup(key string) (Rollup, bool) {
	for _, r := range l.Rollups {
		if r.Key == key {
			return r, true
		}
	}
	return Rollup{}, false
}

// Group gives the group a code is in.
func (r Rollup) Group(code string) (RollupGroup, bool) {
	for _, g := range r.Groups {
		if slices.Contains(g.Codes, code) {
			return g, true
		}
	}
	return RollupGroup{}, false
}

// Offence is a Home Office recorded-crime code.
type Offence struct {
	Code   string
	Title  string
	Group  string // as the Home Office groups it
	Sub    string
	Groups []string // the list "offence-groups": what rules and consent go by
}

// In tells whether the offence is in one of the catalogue's offence groups.
func (o Offence) In(group string) bool {
	return slices.Contains(o.Groups, group)
}

// OffenceGroups gives the groups by which consent and first contact go: those of the offence, and
// domestic abuse and hate, which are flags whatever the code. An unknown code has no groups of its own.
func (s *Set) OffenceGroups(code string, domesticAbuse, hate bool) []string {
	o, _ := s.Offence(code)
	groups := slices.Clone(o.Groups)
	for group, flagged := range map[string]bool{"domestic_abuse": domesticAbuse, "hate": hate} {
		if flagged && !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}
	slices.Sort(groups)
	return groups
}

func normaliseOffence(code string) string {
	return strings.ToUpper(strings.Join(strings.Fields(code), ""))
}
