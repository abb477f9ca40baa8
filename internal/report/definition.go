package report

import (
	"cmp"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/clock"
)

// Definition is one return as its file under catalogue/reports lays it down.
type Definition struct {
	Key         string     `yaml:"key"`
	Title       string     `yaml:"title"`
	Service     string     `yaml:"service"`
	Covers      Length     `yaml:"covers"`       // empty: a year
	Against     string     `yaml:"against"`      // which earlier period stands beside: "year" (or empty) before, or the "period" before
	RecordsFrom clock.Date `yaml:"records_from"` // before this day records are not complete, and nothing is compared
	Spans       []Span     `yaml:"spans"`
	Published   *Published `yaml:"published"`
	CaseStudy   bool       `yaml:"case_study"` // the return has a place for one
	Tables      []Layout   `yaml:"tables"`
}

// Published is the printed report whose figures the file repeats, for the period it covered.
type Published struct {
	Title string     `yaml:"title"`
	On    clock.Date `yaml:"on"`
	From  clock.Date `yaml:"from"`
	To    clock.Date `yaml:"to"`
}

// Layout is one table of a definition. Caption, Share, Notes, OfPrint and labels may hold {table},
// {table/row} and {table/row/column}, which [Build] fills with figures, and {from}, {to} and {as_at}.
//
// A table without Counts is worked out from other tables: each of its lines has a [Working].
type Layout struct {
	ID           string            `yaml:"id"`
	Title        string            `yaml:"title"`
	Counts       Measure           `yaml:"counts"`
	By           Dimension         `yaml:"by"`         // whose codes the lines take; empty: the measure's own
	Instrument   string            `yaml:"instrument"` // whose answers are counted, where a table counts answers; empty: the first that the service's file asks
	Groups       Groups            `yaml:"groups"`     // in place of Rows: the lines are the groups of a list
	Beside       string            `yaml:"beside"`     // counts the facts of this other service, to stand beside the return's own
	Caption      string            `yaml:"caption"`    // says in words what is counted
	Share        string            `yaml:"share"`      // heading of the percentages: of what whole
	Columns      []Column          `yaml:"columns"`
	Only         []string          `yaml:"only"`       // when there are any: the table counts facts of these codes alone
	MustEqual    string            `yaml:"must_equal"` // a table whose total for the period this one's must equal
	Target       string            `yaml:"target"`     // which of the service's targets the column target shows; empty: referrals
	Fewest       int               `yaml:"fewest"`     // elapsed times and changes of fewer are not given; 0: 10
	Words        bool              `yaml:"words"`      // what was written down of each fact stands below the numbers
	Nobody       bool              `yaml:"of_nobody"`  // its facts are no people: a publication shows small numbers too
	Places       string            `yaml:"map"`        // "districts": the lines are districts, and a map stands beside the table
	Base         []Base            `yaml:"base"`       // populations that the shares are set beside
	Rows         []Line            `yaml:"rows"`
	PrintedTotal map[Column]Figure `yaml:"printed_total"`
	Notes        []string          `yaml:"notes"`
	OfPrint      []string          `yaml:"of_print"` // notes on the printed report, said of the period it covered and of no other
}

// Groups names a division of a list of codes, such as the national categories of the list of needs.
type Groups struct {
	List   string `yaml:"list"`
	Rollup string `yaml:"rollup"`
}

// Line is one row of a layout: the facts it takes by code, by number (an age, how many sessions), or
// all of them; or how its figure is worked out.
type Line struct {
	Key         string            `yaml:"key"`
	Label       string            `yaml:"label"`
	Codes       []string          `yaml:"codes"`
	Ages        *Ages             `yaml:"ages"`
	All         bool              `yaml:"all"`
	Unknown     bool              `yaml:"unknown"`      // these facts are not known: they stay in the total
	WhenPresent bool              `yaml:"when_present"` // printed only when it is not 0
	Work        *Working          `yaml:"work"`
	Printed     map[Column]Figure `yaml:"printed"`
}

// Ages is a band of whole numbers, both ends counted.
type Ages struct {
	From int `yaml:"from"`
	To   int `yaml:"to"`
}

// covers gives the length of the period, a year unless the file says otherwise.
func (d Definition) covers() Length {
	if d.Covers == "" {
		return YearLong
	}
	return d.Covers
}

// Months gives how many months the return covers; 0 when it covers any time.
func (d Definition) Months() int { return d.covers().months() }

// services gives the services whose facts the return counts, its own first.
func (d Definition) services() []string {
	all := []string{d.Service}
	for _, l := range d.Tables {
		if l.Beside != "" && !slices.Contains(all, l.Beside) {
			all = append(all, l.Beside)
		}
	}
	return all
}

// beside gives them as a statement takes them: a comma before and after each.
func (d Definition) beside() string { return "," + strings.Join(d.services(), ",,") + "," }

// whole gives the column of a table that counts all of the period.
func (l Layout) whole() Column {
	switch {
	case l.Counts == "":
		return Value
	case slices.Contains(l.Columns, InPeriod):
		return InPeriod
	}
	return InYear
}

// fewest gives the least number of facts from which a median or a mean change is told.
func (l Layout) fewest() int {
	if l.Fewest == 0 {
		return 10
	}
	return l.Fewest
}

// counts tells whether the table counts a tally's facts at all.
func (l Layout) counts(t Tally) bool {
	return l.counted() == t.counted() && (len(l.Only) == 0 || slices.Contains(l.Only, t.Code))
}

// takes tells whether a fact's code belongs to the row.
func (l Line) takes(code string) bool {
	if l.All || slices.Contains(l.Codes, code) {
		return true
	}
	if l.Ages == nil {
		return false
	}
	age, err := strconv.Atoi(code)
	return err == nil && l.Ages.From <= age && age <= l.Ages.To
}

// Fault is one thing wrong with a definition's file.
type Fault struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// Faults is everything wrong with the files that were loaded.
type Faults []Fault

// Error gives one line for each fault: file, line, reason.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, x := range f {
		lines[i] = x.File + ":" + strconv.Itoa(x.Line) + ": " + x.Reason
	}
	return strings.Join(lines, "\n")
}

// Load reads every return under reports/ of a catalogue, checked against schema/report.json and
// against the rules a schema cannot say. The error is a [Faults] when files have faults.
func Load(catalogue fs.FS) ([]Definition, error) {
	schema, err := compileSchema(catalogue)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(catalogue, "reports/*.yaml")
	if err != nil {
		return nil, err
	}
	var all []Definition
	var faults Faults
	files := map[string]string{} // key of a return: its file
	for _, name := range names {
		text, err := fs.ReadFile(catalogue, name)
		if err != nil {
			return nil, err
		}
		d, bad := parse(schema, name, text)
		if len(bad) > 0 {
			faults = append(faults, bad...)
			continue
		}
		if other, taken := files[d.Key]; taken {
			faults = append(faults, Fault{name, 1, "the key " + d.Key + " is already taken by " + other})
			continue
		}
		files[d.Key] = name
		all = append(all, d)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	slices.SortFunc(all, func(a, b Definition) int { return cmp.Compare(a.Key, b.Key) })
	return all, nil
}
