package report

import (
	"cmp"
	"slices"
)

// fillTimes puts the median and the ninth tenth of elapsed times beside their number. Of fewer than the
// file's least number nothing is told: a median of four people is about four people.
func (t *Table) fillTimes(columns []Column) {
	var all []Tally
	for i := range t.Rows {
		t.Rows[i].times(t.tallies[i], t.layout.fewest(), columns)
		all = append(all, t.tallies[i]...)
	}
	t.Total.times(all, t.layout.fewest(), columns)
}

// TooFew says of a line why it has no median, or no mean change: those of few people would be about them.
const TooFew = "too few to say"

func (r *Row) times(tallies []Tally, fewest int, columns []Column) {
	n := 0
	for _, x := range tallies {
		n += x.N
	}
	for _, c := range columns {
		switch c {
		case Median:
			r.Cells[c] = quantile(tallies, n, 1, 2)
		case Slow:
			r.Cells[c] = quantile(tallies, n, 9, 10)
		default:
			continue
		}
		if n < fewest {
			r.Cells[c] = None
			r.Why = TooFew
		}
	}
}

// quantile gives within how many days so many in so many of the times were, to a tenth of a day. The
// median of an even number is the mean of the two in the middle.
func quantile(tallies []Tally, n, part, whole int) Figure {
	if n == 0 {
		return None
	}
	sorted := slices.SortedFunc(slices.Values(tallies), func(a, b Tally) int { return cmp.Compare(a.Hours, b.Hours) })
	at := func(rank int) int { // 1 is the shortest
		for _, x := range sorted {
			if rank -= x.N; rank <= 0 {
				return x.Hours
			}
		}
		return sorted[len(sorted)-1].Hours
	}
	rank := (n*part + whole - 1) / whole
	twice := 2 * at(rank)
	if 2*part == whole && n%2 == 0 {
		twice = at(rank) + at(rank+1)
	}
	return Figure((twice*10 + 24) / 48)
}
