package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"goldenthread/internal/clock"
)

// unlisted is the key of the row that takes every code no other row does.
const unlisted = "unlisted"

// total is the key of the last row.
const total = "total"

// Build makes the report of a definition from its facts. It is a pure function. Requirements R189,
// R191 to R193, R197, R243; the tables D5b to D8c.
func Build(d Definition, p Period, asAt clock.Date, f Facts) Report {
	r := Report{Key: d.Key, Title: d.Title, Service: d.Service, Period: p, AsAt: asAt, Notes: []Note{}}
	compared := d.comparable(p)
	for _, l := range d.Tables {
		r.Tables = append(r.Tables, l.build(p, f, compared))
	}
	for i := range r.Tables {
		r.fillTexts(&r.Tables[i])
	}
	r.Notes = append(r.Notes, d.differences(r)...)
	checks := r.checkTotals()
	r.Agrees = len(checks) == 0
	if r.Agrees {
		checks = []Note{{About: Agrees, Text: "All totals agree."}}
	}
	r.Notes = append(r.Notes, checks...)
	r.Notes = append(r.Notes, r.completeness()...)
	r.Notes = append(r.Notes, d.compare(p))
	if f.Target == 0 {
		r.Notes = append(r.Notes, Note{About: Meaning, Text: "The service's file names no target for the year."})
	}
	for _, t := range r.Tables {
		for _, text := range t.layout.Notes {
			r.Notes = append(r.Notes, Note{About: Meaning, Table: t.ID, Text: r.fill(text)})
		}
	}
	r.Digest, r.CheckCode = r.digest()
	return r
}

// comparable tells whether the year before has complete records.
func (d Definition) comparable(p Period) bool { return p.Before().From >= d.RecordsFrom }

// build counts one table. Totals are sums of rows, so they hold by construction.
func (l Layout) build(p Period, f Facts, compared bool) Table {
	t := Table{ID: l.ID, Title: l.Title, layout: l}
	counts := make([]count, len(l.Rows)+1) // the last takes what no row lists
	codes := make([][]string, len(counts))
	place := func(code string) *count {
		i := slices.IndexFunc(l.Rows, func(line Line) bool { return line.takes(code) })
		if i < 0 {
			i = len(l.Rows)
		}
		if !slices.Contains(codes[i], code) {
			codes[i] = append(codes[i], code)
		}
		return &counts[i]
	}
	for _, x := range f.Tallies {
		if l.counts(x.Measure, x.Code) {
			place(x.Code).quarter[x.Quarter] += x.N
		}
	}
	if compared {
		for _, x := range f.Before {
			if l.counts(x.Measure, x.Code) {
				place(x.Code).before += x.N
			}
		}
	}
	strays := codes[len(l.Rows)]
	slices.Sort(strays)
	var sum count
	for i, c := range counts {
		sum.add(c)
		stray := i == len(l.Rows)
		if (stray || l.Rows[i].WhenPresent) && c == (count{}) {
			continue
		}
		row := Row{Key: unlisted, Label: "Not in this list: " + strings.Join(named(strays), ", ")}
		unknown := stray && len(strays) == 1 && strays[0] == ""
		if !stray {
			row = Row{Key: l.Rows[i].Key, Label: l.Rows[i].Label}
			unknown = l.Rows[i].Unknown
		}
		t.Rows = append(t.Rows, row)
		t.counts = append(t.counts, c)
		t.codes = append(t.codes, codes[i])
		if !unknown {
			t.Known += c.year()
		}
	}
	t.Of = sum.year()
	t.Total = Row{Key: total, Label: "All"}
	t.fillCells(p, f.Target, compared, sum)
	return t
}

// named gives codes as words for a label: the empty one is "not recorded".
func named(codes []string) []string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = cmp.Or(c, "not recorded")
	}
	return words
}

// fillCells puts figures and headings into the rows that were counted.
func (t *Table) fillCells(p Period, target int, compared bool, sum count) {
	columns := t.layout.columns(compared, target)
	years := make([]int, len(t.counts))
	for i, c := range t.counts {
		years[i] = c.year()
	}
	shares := Shares(years)
	whole := min(100, 100*sum.year())
	for i := range t.Rows {
		t.Rows[i].Cells = t.layout.cells(columns, t.counts[i], shares[i], target)
	}
	t.Total.Cells = t.layout.cells(columns, sum, whole, target)
	for _, c := range columns {
		t.Columns = append(t.Columns, p.heading(c, t.layout.Share))
	}
}

// columns gives a table's columns: without the target when the contract names none, and with the
// year before after the year when it can be compared.
func (l Layout) columns(compared bool, target int) []Column {
	columns := slices.Clone(l.Columns)
	if slices.Contains(columns, Target) && target == 0 {
		columns = slices.DeleteFunc(columns, func(c Column) bool { return !c.opens() })
	}
	if at := slices.Index(columns, InYear); compared && at >= 0 {
		columns = slices.Insert(columns, at+1, YearBefore)
	}
	return columns
}

func (l Layout) cells(columns []Column, c count, share, target int) map[Column]Figure {
	cells := make(map[Column]Figure, len(columns))
	for _, col := range columns {
		switch {
		case col == Target:
			cells[col] = Whole(target)
		case col == Percent && slices.Contains(columns, Target):
			cells[col] = OfTarget(c.year(), target)
		case col == Percent:
			cells[col] = Whole(share)
		default:
			cells[col] = Whole(c.in(col))
		}
	}
	return cells
}

// checkTotals finds totals that must be equal and are not: a table's year and its quarters, and the
// tables that count the same facts in different ways (known + unknown = all).
func (r Report) checkTotals() []Note {
	var notes []Note
	for _, t := range r.Tables {
		for _, h := range t.Columns {
			col, want, got := h.Column, t.Total.Cells[h.Column], 0
			if !col.opens() {
				continue
			}
			for _, row := range t.Rows {
				got += row.Cells[col].Int()
			}
			if got != want.Int() {
				notes = append(notes, Note{About: Disagrees, Table: t.ID, Column: col,
					Text: fmt.Sprintf("%s: the rows of %s add to %d, but the total is %s.", t.Title, col, got, want)})
			}
		}
		if t.layout.MustEqual == "" {
			continue
		}
		if other, ok := r.Table(t.layout.MustEqual); ok && other.Of != t.Of {
			notes = append(notes, Note{About: Disagrees, Table: t.ID, Column: InYear,
				Text: fmt.Sprintf("%s counts %d, but %s counts %d: they must be equal.", t.Title, t.Of, other.Title, other.Of)})
		}
	}
	return notes
}

// completeness says for how many the answer is known, and which codes no row lists.
func (r Report) completeness() []Note {
	var notes []Note
	for _, t := range r.Tables {
		if row, ok := t.Row(unlisted); ok {
			notes = append(notes, Note{About: Unlisted, Table: t.ID, Row: unlisted,
				Text: fmt.Sprintf("%s: %s counted in the total and not in the printed lines. %s.", t.Title, row.Cells[InYear], row.Label)})
		}
		if slices.ContainsFunc(t.layout.Rows, func(l Line) bool { return l.Unknown }) {
			notes = append(notes, Note{About: KnownOf, Table: t.ID, Text: fmt.Sprintf("%s known for %d of %d.", t.Title, t.Known, t.Of)})
		}
	}
	return notes
}

// compare says whether the year before is in the tables (trap I-08).
func (d Definition) compare(p Period) Note {
	before := p.Before()
	years := fmt.Sprintf("%d to %d", before.From.Year(), before.To.Year())
	if d.comparable(p) {
		return Note{About: Compared, Text: "The year before, " + years + ", stands beside the year."}
	}
	return Note{About: Compared, Text: "No complete figures were kept for the year before, " + years + ", so nothing is said to have gone up or down."}
}
