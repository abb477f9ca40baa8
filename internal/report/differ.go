package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"goldenthread/internal/clock"
)

// wasPrinted tells whether the printed report covered this period.
func (d Definition) wasPrinted(p Period) bool {
	return d.Published != nil && d.Published.From == p.From && d.Published.To == p.To
}

// differences compares a report with the printed one of the same year, figure by figure (trap I-01).
// A report of another year, or as at a day before the year was over, has nothing to be compared with.
func (d Definition) differences(r Report) []Note {
	if !d.wasPrinted(r.Period) || r.AsAt < r.Period.To {
		return nil
	}
	then := r.printedBefore()
	var notes []Note
	for _, t := range r.Tables {
		for _, l := range t.layout.Rows {
			row, ok := t.Row(l.Key)
			if !ok { // a row printed only when present, and nothing is
				row = Row{Key: l.Key, Label: l.Label, Cells: map[Column]Figure{}}
			}
			notes = append(notes, t.differences(row, l.Printed, then)...)
		}
		notes = append(notes, t.differences(t.Total, t.layout.PrintedTotal, then)...)
	}
	return notes
}

// print is the day on which the printed report of a return's period stood, where the return counts what was recorded later too.
type inPrint struct {
	on clock.Date // zero: it counts nothing later
	as *Report    // the return as at that day; nil: it was not made
}

// is tells whether a figure as at that day was a certain one.
func (p inPrint) is(table, row string, col Column, was Figure) bool {
	return p.as != nil && p.as.at(table, row, col) == was
}

// printedBefore gives the print of this period, where this return counts what was recorded later too.
func (r Report) printedBefore() inPrint {
	if d := r.definition; d.wasPrinted(r.Period) && r.AsAt > d.Published.On {
		return inPrint{d.Published.On, r.facts.AsPrinted}
	}
	return inPrint{}
}

// unexplained gives the day of the print where a figure differs from it for no cause that is seen in the figures alone:
// then it is worth making the return as at that day. Zero: there is none.
func (r Report) unexplained() clock.Date {
	for _, n := range r.Notes {
		if n.About == Differs && n.Cause == "" {
			return r.printedBefore().on
		}
	}
	return ""
}

func (t Table) differences(row Row, printed map[Column]Figure, then inPrint) []Note {
	var notes []Note
	for _, col := range slices.Sorted(maps.Keys(printed)) {
		was, is := printed[col], row.Cells[col]
		if was == is || is == Hidden {
			continue
		}
		notes = append(notes, Note{About: Differs, Table: t.ID, Row: row.Key, Column: col, Printed: &was, Is: &is,
			Cause: t.cause(row, col, printed, then), Text: t.difference(row, col, printed, then)})
	}
	return notes
}

// difference says in words how a printed figure differs, and why, as far as can be guessed.
func (t Table) difference(row Row, col Column, printed map[Column]Figure, then inPrint) string {
	sign, of := "", ""
	if col == Percent {
		sign, of = "%", fmt.Sprintf(" (%s of %s)", row.Cells[t.Whole()], t.Total.Cells[t.Whole()])
	}
	text := fmt.Sprintf("%s, %s: printed as %s%s, but it is %s%s%s.", t.Title, row.Label, printed[col], sign, row.Cells[col], sign, of)
	if cause := t.cause(row, col, printed, then); cause != "" {
		text += " Likely cause: " + cause + "."
	} else {
		text += " No likely cause was found: open the figure and go through its records."
		if !then.on.IsZero() {
			text += fmt.Sprintf(" It was printed as at %s, and this return also counts what was recorded later.", then.on.Plain())
		}
	}
	if sum, ok := t.printedSum(); col == Percent && ok && sum != 100 {
		text += fmt.Sprintf(" The printed column adds to %d.", sum)
	}
	return text
}

// cause guesses how a printed figure came to be wrong. The first that fits is given; last that the records
// gave it on the day of the print, and more was recorded since.
func (t Table) cause(row Row, col Column, printed map[Column]Figure, then inPrint) string {
	was, is := printed[col].Int(), row.Cells[col].Int()
	if col == Percent {
		n, of := row.Cells[t.Whole()].Int(), t.Total.Cells[t.Whole()].Int()
		sum, whole := t.printedSum()
		switch {
		case was == n:
			return "the count repeated as the percentage"
		case of > 0 && was == (200*n+of)/(2*of) && whole && sum != 100:
			return "each share rounded by itself, half up, so that the column does not add to 100"
		case of > 0 && (was == 100*n/of || was == 100*n/of+1):
			return "the share rounded in another way"
		}
	}
	for _, other := range slices.Sorted(maps.Keys(row.Cells)) {
		if other != col && was != 0 && row.Cells[other] == Whole(was) {
			return "the figure of another column of the same line"
		}
	}
	if swapped(was, is) {
		return "two digits in the wrong order"
	}
	for i, other := range t.Rows {
		near := i > 0 && t.Rows[i-1].Key == row.Key || i+1 < len(t.Rows) && t.Rows[i+1].Key == row.Key
		if near && was != 0 && other.Cells[col] == Whole(was) {
			return "the figure of the line beside it"
		}
	}
	if then.is(t.ID, row.Key, col, printed[col]) {
		return fmt.Sprintf("it was printed as at %s, when the records gave that figure, and this return counts what was recorded since. Make it as at that day to compare", then.on.Plain())
	}
	return ""
}

// printedSum adds up the printed percentages; it is not known when a line has none.
func (t Table) printedSum() (sum int, known bool) {
	for _, l := range t.layout.Rows {
		share, has := l.Printed[Percent]
		if !has && !l.WhenPresent {
			return 0, false
		}
		sum += share.Int()
	}
	return sum, true
}

// swapped tells whether two numbers have the same digits with two neighbours exchanged.
func swapped(a, b int) bool {
	x, y := strconv.Itoa(a), strconv.Itoa(b)
	if len(x) != len(y) || x == y {
		return false
	}
	for i := 0; i+1 < len(x); i++ {
		if x[:i]+string(x[i+1])+string(x[i])+x[i+2:] == y {
			return true
		}
	}
	return false
}
