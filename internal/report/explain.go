package report

import (
	"fmt"
	"strings"

	"goldenthread/internal/clock"
)

// sentence says one figure in plain words, so that it can be read out by itself: what is counted, under
// which line, of how many where there is a total, when and as at which day.
func (t Table) sentence(f frame, asAt clock.Date, row Row, c Column) string {
	cell := f.span(c)
	when := fmt.Sprintf("between %s and %s, as recorded by %s", cell.From.Plain(), cell.To.Plain(), asAt.Plain())
	if t.Unit == nil {
		return fmt.Sprintf("%s: %s.", row.Label, row.Why)
	}
	n := row.Cells[c]
	unit := t.Unit.Many
	if n == Whole(1) {
		unit = t.Unit.One
	}
	if row.Key == total || len(t.layout.Rows) == 1 {
		return fmt.Sprintf("%s %s %s.", n, unit, when)
	}
	if !t.Totals() {
		return fmt.Sprintf("%s %s %s: “%s” in “%s”.", n, unit, when, row.Label, t.Title)
	}
	return fmt.Sprintf("%s of %s %s %s: “%s” in “%s”.", n, t.Total.Cells[c], t.Unit.Many, when, row.Label, t.Title)
}

// Sentence gives a figure of the report in plain words.
func (r Report) Sentence(table string, row Row, c Column) string {
	t, _ := r.Table(table)
	f := r.definition.frame(r.Period)
	switch {
	case c == Percent && row.Cells[c].Known() && t.Unit != nil:
		return fmt.Sprintf("%s%% is the share of “%s”, %s of %s %s.", row.Cells[c], row.Label, row.Cells[t.Whole()], t.Total.Cells[t.Whole()], t.Unit.Many)
	case t.Unit == nil:
		return fmt.Sprintf("%s: %s. %s.", row.Label, row.Text(Value), capital(row.Why))
	}
	return t.sentence(f, r.AsAt, row, c)
}

// capital begins a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
