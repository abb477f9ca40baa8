package catalogue

import (
	"fmt"
	"slices"
	"strings"

	"goldenthread/internal/clock"
)

const (
	offencesFile  = "codes/offences.csv"
	districtsFile = "areas/districts.csv"
	postcodesFile = "areas/postcodes.csv"
)

func (r *reading) readLists() {
	for _, name := range r.under("codes", ".yaml") {
		d, ok := r.open(name, "list")
		var l List
		if !ok || !d.decode(&l) || !r.claim(d, "list", l.Key) {
			continue
		}
		twice(d, "codes", l.Codes, func(c Code) string { return c.Key })
		for i, c := range l.Codes {
			d.dates(c.From, c.Until, "codes", i)
		}
		for i, roll := range l.Rollups {
			r.checkRollup(d, l, roll, i)
		}
		l.File = name
		r.set.lists[l.Key] = l
	}
}

// checkRollup sees to it that no code is lost or counted twice: reports must add up.
func (r *reading) checkRollup(d document, l List, roll Rollup, at int) {
	in := map[string]bool{}
	for i, g := range roll.Groups {
		for _, code := range g.Codes {
			if _, ok := l.Code(code); !ok {
				d.fault(fmt.Sprintf("there is no code %q in this list", code), "rollups", at, "groups", i)
			}
			if in[code] {
				d.fault(fmt.Sprintf("the code %q is in two groups", code), "rollups", at, "groups", i)
			}
			in[code] = true
		}
	}
	for _, c := range l.Codes {
		if !in[c.Key] {
			d.fault(fmt.Sprintf("the code %q is in no group: it would be missing from the total", c.Key), "rollups", at)
		}
	}
}

func (r *reading) readOffences() {
	groups := r.set.lists["offence-groups"]
	r.table(offencesFile, 5, func(line int, row []string) {
		o := Offence{Code: normaliseOffence(row[0]), Title: strings.Clone(row[1]), Group: strings.Clone(row[2]),
			Sub: strings.Clone(row[3]), Groups: strings.Fields(strings.Clone(row[4]))}
		if _, taken := r.set.offences[o.Code]; taken {
			r.note(offencesFile, line, fmt.Sprintf("the code %s stands twice", o.Code))
		}
		for _, g := range o.Groups {
			if _, ok := groups.Code(g); !ok {
				r.note(offencesFile, line, fmt.Sprintf("%q is not in codes/offence-groups.yaml", g))
			}
		}
		r.set.offences[o.Code] = o
	})
}

func (r *reading) readAreas() {
	a := r.set.areas
	r.table(districtsFile, 4, func(line int, row []string) {
		d := District{Code: strings.Clone(row[0]), Name: strings.Clone(row[1]), County: strings.Clone(row[2]), Force: strings.Clone(row[3])}
		if _, taken := a.districts[d.Code]; taken {
			r.note(districtsFile, line, fmt.Sprintf("the district %s stands twice", d.Code))
		}
		a.districts[d.Code] = d
	})
	r.table(postcodesFile, 2, func(line int, row []string) {
		d, ok := a.districts[row[1]]
		if !ok {
			r.note(postcodesFile, line, fmt.Sprintf("there is no district %s in %s", row[1], districtsFile))
		}
		if place := strings.Clone(row[0]); strings.Contains(place, " ") {
			a.sectors[place] = d.Code
		} else {
			a.outcodes[place] = d.Code
		}
	})
}

func (r *reading) readCalendars() {
	for _, name := range r.under("calendars", ".yaml") {
		d, ok := r.open(name, "calendar")
		c := new(Calendar)
		if !ok || !d.decode(c) || !r.claim(d, "calendar", c.Key) {
			continue
		}
		d.dates(c.From, c.Until)
		twice(d, "holidays", c.Holidays, func(h Holiday) string { return string(h.Date) })
		for i, h := range c.Holidays {
			if _, err := clock.ParseDate(string(h.Date)); err != nil || !c.Covers(h.Date) {
				d.fault(fmt.Sprintf("%s is not a day between from and until", h.Date), "holidays", i, "date")
			}
		}
		c.index()
		r.set.calendars[c.Key] = c
	}
}

func (r *reading) readMappings() {
	for _, name := range r.under("mappings", ".yaml") {
		d, ok := r.open(name, "mapping")
		var m Mapping
		if !ok || !d.decode(&m) || !r.claim(d, "mapping", m.Key) {
			continue
		}
		m.File = name
		for _, pattern := range m.Dates {
			m.layouts = append(m.layouts, layoutOf(pattern))
		}
		r.checkMapping(d, m)
		r.set.mappings[m.Key] = m
	}
}

// checkAsks sees to it that a column answers a question that is asked at every door, in its own answers.
func (r *reading) checkAsks(d document, c Column, i int) {
	in, ok := r.set.instruments[c.Asks.Form]
	if !ok || in.Kind != KindTriage || in.Lasts == 0 {
		d.fault(fmt.Sprintf("%q is no form of first questions whose answers stand", c.Asks.Form), "columns", i, "asks", "form")
		return
	}
	q, ok := in.Question(c.Asks.Question)
	switch {
	case !ok:
		d.fault(fmt.Sprintf("%s has no question %q", c.Asks.Form, c.Asks.Question), "columns", i, "asks", "question")
	case q.AsksRelation():
		d.fault("how they know each other is read from the column of the relationship", "columns", i, "asks", "question")
	case c.Asks.Answer != "":
		if _, is := q.Option(c.Asks.Answer); !is || c.Kind != "flag" {
			d.fault(fmt.Sprintf("the answer that a yes stands for is one of %s, and the column is a flag", q.Key), "columns", i, "asks", "answer")
		}
	case slices.Contains(append(Fields(), CaseFields()...), c.Field):
		d.fault(fmt.Sprintf("%s is read as something else already: give the column a name of its own", c.Field), "columns", i, "field")
	}
	for value := range c.Values {
		if _, is := q.Option(value); ok && !is {
			d.fault(fmt.Sprintf("%q is no answer to %s", value, q.Key), "columns", i, "values", value)
		}
	}
}

// checkMapping sees to it that every header means one field.
func (r *reading) checkMapping(d document, m Mapping) {
	twice(d, "columns", m.Columns, func(c Column) string { return string(c.Field) })
	headers := map[string]Field{}
	for i, c := range m.Columns {
		if c.Asks != nil {
			r.checkAsks(d, c, i)
		}
		if (c.Asks == nil || c.Asks.Answer != "") && !slices.Contains(append(Fields(), CaseFields()...), c.Field) {
			d.fault(fmt.Sprintf("there is no field %q", c.Field), "columns", i, "field")
		}
		if (c.Kind == "code") != (len(c.Values) > 0) {
			d.fault("a column of kind code lists its values, and no other does", "columns", i)
		}
		for value := range c.Values {
			if c.Field == FieldForce && !r.valid("force", value) {
				d.fault(fmt.Sprintf("%q is not a police force of %s", value, districtsFile), "columns", i, "values", value)
			}
		}
		for _, h := range append([]string{string(c.Field)}, c.Headers...) {
			if other, taken := headers[plainHeader(h)]; taken && other != c.Field {
				d.fault(fmt.Sprintf("the header %q means %s already", h, other), "columns", i, "headers")
			}
			headers[plainHeader(h)] = c.Field
		}
	}
	for i, f := range m.Identity {
		if c, ok := m.Column(f); !ok || !c.Required || !c.Filled {
			d.fault(fmt.Sprintf("%s names a row, so its column must be required and filled", f), "identity", i)
		}
	}
}
