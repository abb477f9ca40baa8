package report

import "slices"

// Which lines of a table go from a publication: those with a small number, and as many more as are needed
// so that those can't be told apart.

// small tells whether a count is one that a publication does not show: from 1 to 4.
func small(n int) bool { return n > 0 && n < 5 }

// partColumns gives the columns that count a part of the period.
func (t Table) partColumns(f frame) []Column {
	var parts []Column
	for _, h := range t.Columns {
		if _, _, ok := f.months(h.Column); ok && !h.Column.whole() && t.Opens(h.Column) {
			parts = append(parts, h.Column)
		}
	}
	return parts
}

// pieces cuts the period where any of some columns begins or ends: the least stretches that can follow
// from them by taking away. Without such columns there is one, the whole.
func (f frame) pieces(columns []Column) [][2]int {
	cuts := []int{1, f.Months() + 1}
	for _, c := range columns {
		first, last, _ := f.months(c)
		cuts = append(cuts, first, last+1)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var pieces [][2]int
	for i := 1; i < len(cuts); i++ {
		pieces = append(pieces, [2]int{cuts[i-1], cuts[i] - 1})
	}
	return pieces
}

// stretches gives every stretch of months that a line must not be small in: all of the period, and
// unless only that is shown the columns and the pieces that follow from them.
func (t Table) stretches(f frame, whole bool) [][2]int {
	all := [][2]int{{1, f.Months()}}
	if whole {
		return all
	}
	parts := t.partColumns(f)
	for _, c := range parts {
		first, last, _ := f.months(c)
		all = append(all, [2]int{first, last})
	}
	return append(all, f.pieces(parts)...)
}

// lines gives which lines of a table go.
func (t Table) lines(f frame, whole bool) []bool {
	gone := make([]bool, len(t.counts))
	stretches := t.stretches(f, whole)
	for i, c := range t.counts {
		gone[i] = slices.ContainsFunc(stretches, func(s [2]int) bool { return small(c.sum(s[0], s[1])) })
	}
	t.complete(gone, stretches)
	return gone
}

// complete lets further lines go until those that went can't be told apart by their sum.
func (t Table) complete(gone []bool, stretches [][2]int) {
	for slices.Contains(gone, true) && !t.safe(gone, stretches) {
		next := -1
		for i, c := range t.counts {
			if !gone[i] && (next < 0 || c.all() > 0 && (t.counts[next].all() == 0 || c.all() < t.counts[next].all())) {
				next = i
			}
		}
		if next < 0 {
			return // all went: only the totals stand
		}
		gone[next] = true
	}
	shown := 0
	for _, g := range gone {
		if !g {
			shown++
		}
	}
	for i := range gone { // one line that stays would tell too much of what the others can be
		gone[i] = gone[i] || shown == 1 && slices.Contains(gone, true)
	}
}

// safe tells whether the lines that go are two at least, add up to nothing or to five at least in every
// stretch, and to more than one each: since nothing is shown as 0, five lines that add up to five are five ones.
func (t Table) safe(gone []bool, stretches [][2]int) bool {
	n, filled := 0, 0
	sum := make([]int, len(stretches))
	for i, c := range t.counts {
		if !gone[i] {
			continue
		}
		n++
		if c.all() > 0 {
			filled++
		}
		for j, s := range stretches {
			sum[j] += c.sum(s[0], s[1])
		}
	}
	return n > 1 && filled > 1 && sum[0] > filled && !slices.ContainsFunc(sum, small)
}

// shared gives which lines go, also because another table of the same facts lets their codes go under
// other lines: the same code must not stand in one table and be left out of another. A table of one line has no part in it.
func (r *Report) shared(tables []int, own int, f frame, whole bool) []bool {
	t := r.Tables[own]
	gone := t.lines(f, whole)
	if len(t.counts) < 2 { // its line is the total of them all, which stands under each
		return gone
	}
	for {
		before := slices.Clone(gone)
		for _, i := range tables {
			other := r.Tables[i]
			if i == own || other.layout.counted() != t.layout.counted() || len(other.counts) < 2 {
				continue
			}
			for j, hidden := range other.lines(f, whole) {
				if !hidden {
					continue
				}
				for k, codes := range t.codes {
					if slices.ContainsFunc(codes, func(c string) bool { return slices.Contains(other.codes[j], c) }) {
						gone[k] = true
					}
				}
			}
		}
		t.complete(gone, t.stretches(f, whole))
		if slices.Equal(before, gone) {
			return gone
		}
	}
}
