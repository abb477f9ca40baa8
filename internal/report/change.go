package report

import "goldenthread/internal/measure"

// fillChanges puts the mean before, after and change of each statement beside how many answered it
// twice, with the interval that [measure.Paired] gives. Of statements that are asked at the end alone there is
// no change, and the interval is that of the mean answer.
func (t *Table) fillChanges(columns []Column) {
	for i := range t.Rows {
		t.Rows[i].changes(t.tallies[i], t.layout.fewest(), columns)
	}
	t.Total.changes(nil, 1, columns) // a mean over different statements says nothing
}

func (r *Row) changes(tallies []Tally, fewest int, columns []Column) {
	var pairs []measure.Pair
	before, after := 0, 0
	for _, x := range tallies {
		before, after = before+x.N*x.Before, after+x.N*x.After
		for range x.N {
			pairs = append(pairs, measure.Pair{Before: x.Before, After: x.After})
		}
	}
	change := measure.Paired(pairs, 1, false)
	n := float64(change.N)
	figures := map[Column]Figure{Before: Tenths(float64(before) / n), After: Tenths(float64(after) / n), Change: Tenths(change.Mean), Low: None, High: None}
	if change.Known {
		figures[Low], figures[High] = Tenths(change.Low), Tenths(change.High)
	}
	for _, c := range columns {
		f, worked := figures[c]
		switch {
		case !worked:
			continue
		case change.N < fewest:
			f, r.Why = None, TooFew
		}
		r.Cells[c] = f
	}
}
