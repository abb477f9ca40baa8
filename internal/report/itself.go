package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
)

// What a return's file leaves to the rest of the catalogue. A set of statements is one file: the returns of the services that
// ask it tell how its answers changed, without a line in the file of the return.

// atFirst is the phase in which statements are asked at the beginning.
const atFirst = "before"

// complete fills in what a definition leaves open: the lines that are groups of a list, whose answers a table counts, and
// a table for each set of statements that its service asks and the file has no table of. It fails with errs.Invalid
// when the file names what the catalogue does not have.
func (d Definition) complete(set *catalogue.Set) (Definition, error) {
	d.Tables = slices.Clone(d.Tables)
	for i := range d.Tables {
		t := &d.Tables[i]
		service, _ := set.Service(counted{beside: t.Beside}.of(d.Service))
		if t.Groups != (Groups{}) {
			list, _ := set.List(t.Groups.List)
			rollup, ok := list.Rollup(t.Groups.Rollup)
			if !ok {
				return d, d.wrong(*t, fmt.Sprintf("the list %s has no groups %s", t.Groups.List, t.Groups.Rollup))
			}
			t.Rows = groupLines(rollup)
		}
		kind := sourceOf(t.counted().measure).asks
		if kind == "" {
			continue
		}
		if t.Instrument == "" {
			t.Instrument = asked(set, service, kind)
		}
		if in, ok := set.Instrument(t.Instrument); !ok || in.Kind != kind {
			return d, d.wrong(*t, fmt.Sprintf("%s is answers to a %s, and %s asks none; name one under instrument", t.Counts, kind, service.Key))
		}
	}
	d.Tables = append(d.Tables, d.itself(set)...)
	if wrong := d.problems(); len(wrong) > 0 {
		return d, errs.New(errs.Invalid, "the return "+d.Key+": "+wrong[0].reason)
	}
	return d, nil
}

func (d Definition) wrong(t Layout, reason string) error {
	return errs.New(errs.Invalid, "the return "+d.Key+", table "+t.ID+": "+reason)
}

// asked gives the first set of questions of a kind that a service's file names, among the outcomes or in a stage; "" for none.
func asked(set *catalogue.Set, s catalogue.Service, kind string) string {
	named := slices.Clone(s.Outcomes)
	for _, st := range s.Stages {
		for _, m := range st.Must {
			named = append(named, m.Key)
		}
	}
	for _, key := range named {
		if in, ok := set.Instrument(key); ok && in.Kind == kind {
			return key
		}
	}
	return ""
}

// groupLines makes a line of each group of a list, also of one that no code leads to.
func groupLines(r catalogue.Rollup) []Line {
	lines := make([]Line, len(r.Groups))
	for i, g := range r.Groups {
		lines[i] = Line{Key: "group_" + strconv.Itoa(i+1), Label: g.Label, Codes: g.Codes, Unknown: g.Unknown}
	}
	return lines
}

// itself gives the tables that appear by themselves: of each set of statements that the service asks, in any edition of its
// file, its answers and who gave them. They stand in the returns that the service's file names.
func (d Definition) itself(set *catalogue.Set) (more []Layout) {
	for _, in := range set.Instruments() {
		offered := func(s catalogue.Service) bool { return slices.Contains(s.Reports, d.Key) && in.OfferedIn(s) }
		if in.Kind != catalogue.KindStatements || !slices.ContainsFunc(set.Editions(d.Service), offered) {
			continue
		}
		for _, t := range []Layout{d.answersOf(in), d.askingOf(in)} {
			if !slices.ContainsFunc(d.Tables, func(own Layout) bool { return own.counted() == t.counted() }) {
				more = append(more, t)
			}
		}
	}
	return more
}

// allOf gives the column of the return that counts all of the period.
func (d Definition) allOf() Column {
	if d.covers() == YearLong {
		return InYear
	}
	return InPeriod
}

// answersOf is the table of a set of statements: a line for each, with the mean before, at the end and the change of those who answered
// twice; or, where they are asked at the end alone, the mean answer.
func (d Definition) answersOf(in catalogue.Instrument) Layout {
	scale := fmt.Sprintf("%d %s to %d %s", in.Scale.Min, strings.ToLower(in.Scale.MinLabel), in.Scale.Max, strings.ToLower(in.Scale.MaxLabel))
	if in.Scale.BetterIs == "lower" {
		scale += ", where lower is better"
	}
	id := tableOf(in)
	t := Layout{ID: id, Title: in.Name, Counts: Changes, Instrument: in.Key, Columns: []Column{d.allOf(), Before, After, Change, Low, High},
		Caption: "Mean answers, " + scale + ", at the beginning and at the end, of cases closed by {to} in which the statement was answered both times, with the range that fits",
		Notes:   []string{"Who answers at the end is still in touch then, so the change is not that of everybody."}}
	if !in.AskedIn(atFirst) {
		t.Counts, t.Columns = AtEnd, []Column{d.allOf(), After, Low, High}
		t.Caption = "Mean answers, " + scale + ", at the end, of cases closed by {to}, with the range that fits"
		t.Notes = []string{"Who answers at the end is still in touch then, so these are not the answers of everybody."}
	}
	for _, q := range in.Questions {
		t.Rows = append(t.Rows, Line{Key: strings.ReplaceAll(q.Key, "-", "_"), Label: q.Text, Codes: []string{q.Key}})
	}
	return t
}

// askingOf is the table of who answered a set of statements, and why the others did not.
func (d Definition) askingOf(in catalogue.Instrument) Layout {
	id := tableOf(in) + "_asked"
	t := Layout{ID: id, Title: in.Name + ": who answered", Counts: Measured, Instrument: in.Key, Columns: []Column{d.allOf(), Percent},
		Caption: "The {" + id + "} cases closed, by whether the statements were answered", Share: "Share of {" + id + "} cases closed"}
	add := func(key, label, code string) {
		t.Rows = append(t.Rows, Line{Key: key, Label: label, Codes: []string{code}, Unknown: code == "", WhenPresent: code == ""})
	}
	if in.AskedIn(atFirst) {
		add("twice", "At the beginning and at the end", "twice")
		add("beginning", "At the beginning only", "beginning")
		add("end", "At the end only", "end")
	} else {
		add("end", "At the end", "end")
	}
	for i, why := range catalogue.NotAsked {
		add("why_"+strconv.Itoa(i+1), "Not asked at the end: "+why, why)
	}
	add("nothing", "Nothing recorded", "")
	return t
}

// tableOf names the table of a set of statements.
func tableOf(in catalogue.Instrument) string {
	return "statements_" + strings.ReplaceAll(in.Key, "-", "_")
}
