package report

import "slices"

// Some measures count a part of what another counts: who was reached, of those referred. Beside each other in
// a publication the one less the other is who was not, and that may be a small number too.

// partOf names the measure whose facts those of another are some of.
var partOf = map[Measure]Measure{ToContact: Referrals, ToCase: Referrals, ToSession: Referrals, ToOnward: Onward,
	FromList: Referrals, Assessed: Referrals, Seen: Received, ToAnswer: Onward, Gaps: Needs}

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
			r.Cells[c], r.Why = None, TooFew
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

// hideBesideList leaves out how many had a time where some of the new referrals came from a list and stand beside them: all of them less
// both tells who still waits. Times to a referral made are of other facts, and stay.
func (r *Report) hideBesideList() {
	for _, from := range r.Tables {
		if from.layout.Counts != FromList || from.Total.Cells[from.Whole()] == Whole(0) {
			continue
		}
		for i := range r.Tables {
			if t := &r.Tables[i]; t.layout.Counts.elapsed() && t.layout.Beside == from.layout.Beside && partOf[t.layout.Counts] == Referrals {
				t.hideNumbers()
			}
		}
	}
}

// takenFrom are the measures of what came in, of which new referrals are what was taken on.
var takenFrom = []Measure{Received, Seen}

// hideTurnedAway leaves out what came in where that less what was taken on is a small number: who was turned away, is
// held, or asked not to be contacted. What was taken on stands in most tables of a return, and stays.
func (r *Report) hideTurnedAway(f frame) {
	for i := range r.Tables {
		came := &r.Tables[i]
		if !slices.Contains(takenFrom, came.layout.Counts) {
			continue
		}
		for _, taken := range r.Tables {
			if taken.Unit == nil || population(taken.layout) != (counted{measure: Referrals, beside: came.layout.Beside}) {
				continue
			}
			stretches := differ(f, taken, *came)
			near := func(a, b count) bool {
				return slices.ContainsFunc(stretches, func(s [2]int) bool { return small(apart(a.sum(s[0], s[1]), b.sum(s[0], s[1]))) })
			}
			if near(came.sum(f), taken.sum(f)) {
				came.hideAll()
				break
			}
			came.hideLines(came.turnedAway(f, taken, stretches, near))
		}
		came.shareAnew()
	}
}

// turnedAway tells which lines go because less what was taken on they would be small: by the same codes line by line,
// otherwise beside all that was taken on. With them go as many more as are needed so that they can't be told apart.
func (t Table) turnedAway(f frame, taken Table, stretches [][2]int, near func(a, b count) bool) []bool {
	gone := make([]bool, len(t.counts))
	less := Table{counts: t.counts}
	if t.layout.counted().by == taken.layout.counted().by && t.layout.counted().by != Own {
		less.counts = make([]count, len(t.counts))
		for i, c := range t.counts {
			took := taken.of(f, t.codes[i])
			gone[i] = near(c, took)
			less.counts[i] = newCount(f.Months())
			for m := range c.month {
				less.counts[i].month[m] = apart(c.month[m], took.month[m])
			}
		}
	} else {
		for i, c := range t.counts {
			gone[i] = near(c, taken.sum(f))
		}
	}
	less.complete(gone, stretches)
	return gone
}

// apart gives how far two numbers are from each other.
func apart(a, b int) int { return max(a-b, b-a) }

// hideAnswered leaves out how many answered the statements twice where that beside the number of closed cases, or of
// those who answered another statement, is nearly the same: the difference is who did not. The means stay.
func (r *Report) hideAnswered(f frame) {
	for i := range r.Tables {
		t := &r.Tables[i]
		if !t.layout.Counts.means() {
			continue
		}
		beside := r.closedBeside(f, t.layout)
		for _, c := range t.counts {
			beside = append(beside, c.all())
		}
		goes := len(t.partColumns(f)) > 0 || r.hidesAnswered(t.layout)
		for _, c := range t.counts {
			goes = goes || slices.ContainsFunc(beside, func(n int) bool { return small(apart(n, c.all())) })
		}
		if goes {
			t.hideNumbers()
		}
	}
}

// closedBeside gives every number of closed cases, and of those of them in which a set of statements was answered, that
// a return tells of one service beside a table of answers.
func (r Report) closedBeside(f frame, answers Layout) (all []int) {
	for _, t := range r.Tables {
		if t.layout.Beside != answers.Beside {
			continue
		}
		sum := t.sum(f).all()
		switch t.layout.Counts {
		case ClosedCases:
			all = append(all, sum)
		case Improved:
			unpaired := t.of(f, []string{"not_paired"})
			all = append(all, sum, sum-unpaired.all())
		case Cohort:
			closed := t.of(f, []string{"closed"})
			all = append(all, closed.all())
		case Measured:
			atEnd, twice := t.of(f, answered), t.of(f, answered[:1])
			all = append(all, sum, atEnd.all(), twice.all())
		}
	}
	return all
}

// answered are the codes of [Measured] that tell of statements answered at the end, those answered twice first.
var answered = []string{"twice", "end"}

// hidesAnswered tells whether the table of who answered does not show how many did: the table of their answers must not
// show it either.
func (r Report) hidesAnswered(answers Layout) bool {
	for _, t := range r.Tables {
		if t.layout.Counts != Measured || t.layout.Beside != answers.Beside || t.layout.Instrument != answers.Instrument {
			continue
		}
		for i, codes := range t.codes {
			if t.Rows[i].Cells[t.Whole()] == Hidden && slices.ContainsFunc(codes, func(c string) bool { return slices.Contains(answered, c) }) {
				return true
			}
		}
	}
	return false
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
