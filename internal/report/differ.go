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
	since := r.printedBefore()
	var notes []Note
	for _, t := range r.Tables {
		for _, l := range t.layout.Rows {
			row, ok := t.Row(l.Key)
			if !ok { // a row printed only when present, and nothing is
				row = Row{Key: l.Key, Label: l.Label, Cells: map[Column]Figure{}}
			}
			notes = append(notes, t.differences(row, l.Printed, since)...)
		}
		notes = append(notes, t.differences(t.Total, t.layout.PrintedTotal, since)...)
	}
	return notes
}

// printedBefore gives the day on which the printed report of this period stood, where this one counts what was recorded later too. A print
// that is older than the end of its period (targets that were set for it) stood on no day that the return could be made as at.
func (r Report) printedBefore() clock.Date {
	if d := r.definition; d.wasPrinted(r.Period) && d.Published.On >= r.Period.To && r.AsAt > d.Published.On {
		return d.Published.On
	}
	return ""
}

func (t Table) differences(row Row, printed map[Column]Figure, since clock.Date) []Note {
	var notes []Note
	for _, col := range slices.Sorted(maps.Keys(printed)) {
		was, is := printed[col], row.Cells[col]
		if was == is || is == Hidden {
			continue
		}
		notes = append(notes, Note{About: Differs, Table: t.ID, Row: row.Key, Column: col, Printed: &was, Is: &is,
			Cause: t.cause(row, col, printed), Text: t.difference(row, col, printed, since)})
	}
	return notes
}

// difference says in words how a printed figure differs, and why, as far as can be guessed.
func (t Table) difference(row Row, col Column, printed map[Column]Figure, since clock.Date) string {
	sign, of := "", ""
	if col == Percent {
		sign, of = "%", fmt.Sprintf(" (%s of %s)", row.Cells[t.Whole()], t.Total.Cells[t.Whole()])
	}
	text := fmt.Sprintf("%s, %s: printed as %s%s, but it is %s%s%s.", t.Title, row.Label, printed[col], sign, row.Cells[col], sign, of)
	if cause := t.cause(row, col, printed); cause != "" {
		text += " Likely cause: " + cause + "."
	} else {
		text += " No likely cause was found: open the figure and go through its records."
		if !since.IsZero() {
			text += fmt.Sprintf(" It was printed as at %s, and this return also counts what was recorded later: make it as at that day to compare.", since.Plain())
		}
	}
	if sum, ok := t.printedSum(); col == Percent && ok && sum != 100 {
		text += fmt.Sprintf(" The printed column adds to %d.", sum)
	}
	return text
}

// cause guesses how a printed figure came to be wrong. The first that fits is given.
func (t Table) cause(row Row, col Column, printed map[Column]Figure) string {
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
