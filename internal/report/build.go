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
	r := Report{Key: d.Key, Title: d.Title, Service: d.Service, Period: p, AsAt: asAt, Notes: []Note{}, definition: d, facts: f}
	frame := d.frame(p)
	for _, l := range d.Tables {
		if l.Counts == "" {
			r.Tables = append(r.Tables, Table{ID: l.ID, Title: l.Title, layout: l})
			continue
		}
		r.Tables = append(r.Tables, l.build(frame, f))
	}
	for i := range r.Tables { // what is worked out comes after what is counted
		if l := r.Tables[i].layout; l.Counts == "" {
			r.Tables[i] = r.work(frame, l)
		}
	}
	r.say()
	for i := range r.Tables {
		r.Tables[i].quote(f.Said)
	}
	r.takeWords(f.Remarks)
	r.Digest, r.CheckCode = r.digest()
	return r
}

// say fills the texts and writes the notes, once all cells stand.
func (r *Report) say() {
	d := r.definition
	for i := range r.Tables {
		r.fillTexts(&r.Tables[i])
	}
	r.Notes = append([]Note{}, d.differences(*r)...)
	checks := r.checkTotals()
	r.Agrees = len(checks) == 0
	if r.Agrees {
		checks = []Note{{About: Agrees, Text: "All totals agree."}}
	}
	r.Notes = append(r.Notes, checks...)
	known := r.completeness()
	r.Quality = quality(known)
	r.Notes = append(r.Notes, known...)
	r.Notes = append(r.Notes, d.compare(r.Period))
	r.Notes = append(r.Notes, r.untargeted()...)
	for _, t := range r.Tables {
		notes := t.layout.Notes
		if d.wasPrinted(r.Period) {
			notes = slices.Concat(notes, t.layout.OfPrint)
		}
		for _, text := range notes {
			r.Notes = append(r.Notes, Note{About: Meaning, Table: t.ID, Text: r.fill(text)})
		}
	}
}

// frame gives the period with what the definition makes of it.
func (d Definition) frame(p Period) frame {
	f := frame{Period: p, spans: d.Spans, past: "Year before"}
	before := p.Before()
	if d.Against == "period" {
		before, f.past = p.Preceding(), "Period before"
	} else if d.covers() != YearLong {
		f.past = "A year before"
	}
	if d.covers() != AnyLength && before.From >= d.RecordsFrom {
		f.before = before
	}
	return f
}

// compared tells whether there is a period before whose records are complete.
func (f frame) compared() bool { return !f.before.From.IsZero() }

// build counts one table. Totals are sums of rows, so they hold by construction.
func (l Layout) build(frame frame, f Facts) Table {
	t := Table{ID: l.ID, Title: l.Title, layout: l}
	unit := sourceOf(l.counted().measure).unit
	t.Unit, t.NoTotal = &unit, l.Counts.means()
	t.Total = Row{Key: total, Label: "All"}
	counts := make([]count, len(l.Rows)+1) // the last takes what no row lists
	tallies := make([][]Tally, len(counts))
	codes := make([][]string, len(counts))
	for i := range counts {
		counts[i] = newCount(frame.Months())
	}
	place := func(code string) int {
		i := slices.IndexFunc(l.Rows, func(line Line) bool { return line.takes(code) })
		if i < 0 {
			i = len(l.Rows)
		}
		if !slices.Contains(codes[i], code) {
			codes[i] = append(codes[i], code)
		}
		return i
	}
	for _, x := range f.Tallies {
		if l.counts(x) {
			i := place(x.Code)
			counts[i].month[x.Month] += x.N
			tallies[i] = append(tallies[i], x)
		}
	}
	if frame.compared() {
		for _, x := range f.Before {
			if l.counts(x) {
				counts[place(x.Code)].before += x.N
			}
		}
	}
	strays := codes[len(l.Rows)]
	slices.Sort(strays)
	sum := newCount(frame.Months())
	for i, c := range counts {
		sum.add(c)
		stray := i == len(l.Rows)
		if (stray || l.Rows[i].WhenPresent) && c.empty() {
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
		t.tallies = append(t.tallies, tallies[i])
		t.unknown = append(t.unknown, unknown)
		if !unknown {
			t.Known += c.all()
		}
	}
	t.Of = sum.all()
	t.fillCells(frame, f.Targets[l.target()], sum)
	return t
}

// target gives the key of the service's target that the table is set against.
func (l Layout) target() string { return cmp.Or(l.Target, "referrals") }

// named gives codes as words for a label: the empty one is "not recorded".
func named(codes []string) []string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = cmp.Or(c, "not recorded")
	}
	return words
}

// fillCells puts figures and headings into the rows that were counted.
func (t *Table) fillCells(f frame, target int, sum count) {
	columns := t.layout.columns(f, target)
	whole := make([]int, len(t.counts))
	for i, c := range t.counts {
		whole[i] = c.all()
	}
	shares := Shares(whole)
	all := min(100, 100*sum.all())
	for i := range t.Rows {
		t.Rows[i].Cells = t.layout.cells(f, columns, t.counts[i], shares[i], target)
	}
	t.Total.Cells = t.layout.cells(f, columns, sum, all, target)
	if t.layout.Counts.elapsed() {
		t.fillTimes(columns)
	}
	if t.layout.Counts.means() {
		t.fillChanges(columns)
	}
	if len(t.layout.Base) > 0 {
		t.fillBase()
	}
	for _, c := range columns {
		t.Columns = append(t.Columns, t.layout.heading(f, c))
	}
}

// heading gives the words over a column, those of a base being its own.
func (l Layout) heading(f frame, c Column) Heading {
	for _, b := range l.Base {
		if b.Key == c {
			return Heading{Column: c, Text: b.Text}
		}
	}
	return f.heading(c, l.Share)
}

// columns gives a table's columns: every month where the file says months, without the target when the
// contract names none, with the period before after the whole one when it can be compared, and last
// the populations that its shares are set beside.
func (l Layout) columns(f frame, target int) []Column {
	var columns []Column
	for _, c := range l.Columns {
		if c != everyMonth {
			columns = append(columns, c)
			continue
		}
		for m := 1; m <= f.Months(); m++ {
			columns = append(columns, Column(fmt.Sprintf("m%d", m)))
		}
	}
	if slices.Contains(columns, Target) && target == 0 {
		columns = slices.DeleteFunc(columns, func(c Column) bool { return !c.opens() })
	}
	if at := slices.IndexFunc(columns, Column.whole); f.compared() && at >= 0 && !l.Counts.elapsed() && !l.Counts.means() {
		columns = slices.Insert(columns, at+1, YearBefore)
	}
	if len(l.Base) > 0 {
		columns = append(columns, KnownShare, Low, High)
		for _, b := range l.Base {
			columns = append(columns, b.Key)
		}
	}
	return columns
}

func (l Layout) cells(f frame, columns []Column, c count, share, target int) map[Column]Figure {
	cells := make(map[Column]Figure, len(columns))
	for _, col := range columns {
		switch {
		case col == Target:
			cells[col] = Whole(target)
		case col == Percent && slices.Contains(columns, Target):
			cells[col] = OfTarget(c.all(), target)
		case col == Percent:
			cells[col] = Whole(share)
		case col.opens() && !l.hasBase(col):
			cells[col] = Whole(c.in(f, col))
		}
	}
	return cells
}
