package report

import "slices"

// Some measures count a part of what another counts: who was reached, of those referred. Beside each other in
// a publication the one less the other is who was not, and that may be a small number too.

// partOf names the measure whose facts those of another are some of.
var partOf = map[Measure]Measure{ToContact: Referrals, ToCase: Referrals, ToSession: Referrals, ToOnward: Onward,
	Assessed: Referrals, Seen: Received}

// hideTimes leaves out how many a table of elapsed times counts under each line: a table by the same codes would tell
// how many had no such time. The median stays, of five at least. Of the numbers only that of the whole period stays.
func (t *Table) hideTimes(f frame) {
	parts := t.partColumns(f)
	n := t.sum(f).all()
	for i := range t.Rows {
		own := t.counts[i].all()
		t.Rows[i].hide(func(c Column) bool { return t.Opens(c) && (own != n || small(n) || slices.Contains(parts, c)) })
		if own < 5 {
			t.Rows[i].tooFew()
		}
	}
	t.Total.hide(func(c Column) bool { return t.Opens(c) && (small(n) || slices.Contains(parts, c)) })
	if n < 5 {
		t.Total.tooFew()
	}
}

// tooFew takes a line's times away.
func (r *Row) tooFew() {
	for _, c := range []Column{Median, Slow} {
		if _, has := r.Cells[c]; has {
			r.Cells[c], r.Why = None, tooFewToSay
		}
	}
}

// hideDifferences leaves out of a table that counts a part of another's facts what less would be a small number.
func (r *Report) hideDifferences(f frame) {
	for i := range r.Tables {
		part := &r.Tables[i]
		for _, whole := range r.Tables {
			if !part.isPartOf(whole) {
				continue
			}
			stretches := differ(f, *part, whole)
			less := func(a, b count) bool {
				return slices.ContainsFunc(stretches, func(s [2]int) bool { return small(a.sum(s[0], s[1]) - b.sum(s[0], s[1])) })
			}
			switch {
			case !less(whole.sum(f), part.sum(f)):
			case part.layout.Counts.elapsed():
				part.hideNumbers()
			default:
				part.hideAll()
			}
			if part.layout.Counts.elapsed() || part.layout.counted().by != whole.layout.counted().by {
				continue
			}
			for j, codes := range whole.codes {
				if whole.Rows[j].Cells[whole.Whole()] != Hidden && less(whole.counts[j], part.of(f, codes)) {
					part.hideLines(slices.Repeat([]bool{true}, len(part.Rows)))
				}
			}
		}
	}
}

// isPartOf tells whether a table counts some of the facts of another. Of two elapsed times the one less the other
// tells how many had one of them alone.
func (t Table) isPartOf(whole Table) bool {
	if t.Unit == nil || whole.Unit == nil || t.layout.Beside != whole.layout.Beside {
		return false
	}
	of, known := partOf[t.layout.Counts]
	return known && (population(whole.layout).measure == of ||
		t.layout.Counts.elapsed() && whole.layout.Counts.elapsed() && partOf[whole.layout.Counts] == of)
}

// differ gives the stretches in which one table can be taken from another.
func differ(f frame, part, whole Table) [][2]int {
	if len(part.partColumns(f)) == 0 || len(whole.partColumns(f)) == 0 {
		return [][2]int{{1, f.Months()}}
	}
	return append(part.stretches(f, false), whole.stretches(f, false)...)
}

// hideNumbers leaves out every number of facts.
func (t *Table) hideNumbers() {
	for i := range t.Rows {
		t.Rows[i].hide(t.Opens)
	}
	t.Total.hide(t.Opens)
}

// of counts the facts of a table that have one of some codes.
func (t Table) of(f frame, codes []string) count {
	sum := newCount(f.Months())
	for _, all := range t.tallies {
		for _, x := range all {
			if slices.Contains(codes, x.Code) {
				sum.month[x.Month] += x.N
			}
		}
	}
	return sum
}
