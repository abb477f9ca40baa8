package report

import "math"

// fillChanges puts the mean before, after and change of each statement beside how many answered it
// twice, with the interval within which the mean change of many such people would lie 95 times in 100.
func (t *Table) fillChanges(columns []Column) {
	for i := range t.Rows {
		t.Rows[i].changes(t.tallies[i], t.layout.fewest(), columns)
	}
	t.Total.changes(nil, 1, columns) // a mean over different statements says nothing
}

func (r *Row) changes(tallies []Tally, fewest int, columns []Column) {
	var n, before, after, squares float64
	for _, x := range tallies {
		n, before, after, squares = n+float64(x.N), before+float64(x.Before), after+float64(x.After), squares+float64(x.Squares)
	}
	mean, spread := 0.0, 0.0
	if n > 1 {
		mean = (after - before) / n
		spread = 1.96 * math.Sqrt(max(0, (squares-n*mean*mean)/(n-1))/n)
	}
	for _, c := range columns {
		var f float64
		switch c {
		case Before:
			f = before / n
		case After:
			f = after / n
		case Change:
			f = mean
		case Low:
			f = mean - spread
		case High:
			f = mean + spread
		default:
			continue
		}
		r.Cells[c] = Tenths(f)
		if n < float64(fewest) {
			r.Cells[c] = None
			r.Why = "too few to say"
		}
	}
}
