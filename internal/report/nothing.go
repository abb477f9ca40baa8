package report

import "slices"

// Nothing is the line that stands for a table about which nothing was recorded in the period; empty: something was, in one of its
// columns, or it was given a target, a printed figure or words. The figures are kept as they are: a program reads zeros.
func (t Table) Nothing() string {
	if t.Unit == nil || len(t.Said) > 0 || len(t.layout.Base) > 0 || len(t.Rows) == 0 || t.layout.printed() {
		return ""
	}
	for _, row := range append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total) {
		for _, c := range t.Columns {
			if f := row.Cells[c.Column]; f != None && f != 0 {
				return ""
			}
		}
	}
	return "Nothing was recorded about this in this period."
}

// printed tells whether the return as it was published has a figure for the table.
func (l Layout) printed() bool {
	return len(l.PrintedTotal) > 0 || slices.ContainsFunc(l.Rows, func(r Line) bool { return len(r.Printed) > 0 })
}
