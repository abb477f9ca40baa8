package report

import "slices"

// small tells whether a count is one that a publication does not show: from 1 to 4.
func small(n int) bool { return n > 0 && n < 5 }

// Publish gives the report as it may be published. The contract return holds every figure; here small
// numbers are left out, and with them as much again as is needed so that nobody can work them out from
// the totals, nor from another table of the same report:
//
//   - A line goes as a whole, in all its columns, when one of its figures is small, or when one that
//     follows from them by taking away is (the year less Q3 and Q4).
//   - Lines that go add up, in every such column, to nothing or to five at least. If they do not, the
//     smallest line that is left goes too, and so on. So from the total and the lines that stay only
//     that sum can be known, and it can be divided among the lines in more than one way. When one line
//     alone would stay, it goes too.
//   - Where a total itself is small the parts of the year go from every table of the same facts, and
//     where that of the whole period is, so do those tables.
//   - Shares are reckoned anew, each by itself, from what is shown: rounding to 100 would tell a little
//     of what is not.
//   - The period before goes, since it was published with its own choice of lines.
//   - What is worked out, and notes, tell only what is shown.
//
// What this cannot see is a second publication of a period that overlaps; and somebody who knows that as few
// lines go as will do can at times say more than the figures do. Requirement: practice, part 2.11.
func (r Report) Publish() Report {
	out := r
	out.Published = true
	f := r.definition.frame(r.Period)
	f.before = Period{}
	out.Tables = make([]Table, len(r.Tables))
	for i, t := range r.Tables {
		out.Tables[i] = t.withoutBefore()
	}
	for _, same := range samePopulation(out.Tables) {
		out.hide(f, same)
	}
	out.hideParts(Improved, Cohort, "closed")
	out.hideParts(Assessed, Rated, "")
	for i, t := range out.Tables {
		if t.Unit == nil {
			out.Tables[i] = out.work(f, t.layout)
		} else if t.hides() { // how many answers are known tells how many are not
			out.Tables[i].Known, out.Tables[i].Of = 0, 0
		}
	}
	out.say()
	out.Notes = slices.DeleteFunc(out.Notes, func(n Note) bool { return n.About == Compared })
	out.Digest, out.CheckCode = out.digest() // over what is shown: the other would let small numbers be tried out
	return out
}

// hideParts leaves out the tables of a measure whose total is one line, or all but one, of another
// measure's table, when that line is not shown.
func (r *Report) hideParts(m, of Measure, code string) {
	for _, t := range r.Tables {
		if t.layout.Counts != of {
			continue
		}
		for i, codes := range t.codes {
			if !slices.Contains(codes, code) || t.Rows[i].Cells[t.Whole()] != Hidden {
				continue
			}
			for j := range r.Tables {
				if r.Tables[j].layout.Counts == m {
					r.Tables[j].hideAll()
				}
			}
		}
	}
}

// withoutBefore copies a table without the column of the period before.
func (t Table) withoutBefore() Table {
	t.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(h Heading) bool { return h.Column == YearBefore })
	t.Rows = slices.Clone(t.Rows)
	for i := range t.Rows {
		t.Rows[i] = t.Rows[i].withoutBefore()
	}
	t.Total = t.Total.withoutBefore()
	return t
}

func (r Row) withoutBefore() Row {
	cells := map[Column]Figure{}
	for c, f := range r.Cells {
		if c != YearBefore {
			cells[c] = f
		}
	}
	r.Cells = cells
	return r
}

// samePopulation groups the tables whose totals are the same facts, by their places.
func samePopulation(tables []Table) [][]int {
	var groups [][]int
	at := map[counted]int{}
	for i, t := range tables {
		if t.Unit == nil {
			continue
		}
		m := counted{measure: t.layout.Counts.plain(t.layout.By).measure, beside: t.layout.Beside}
		switch m.measure {
		case Cohort, SessionsEach, Rated, Moved, FirstTries, CameTo: // every new referral, looked at in another way
			m.measure = Referrals
		}
		n, known := at[m]
		if !known {
			n = len(groups)
			at[m] = n
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], i)
	}
	return groups
}

// hide leaves out what may not be shown of the tables of one population.
func (r *Report) hide(f frame, tables []int) {
	var columns []Column
	for _, i := range tables {
		columns = append(columns, r.Tables[i].partColumns(f)...)
	}
	pieces := f.pieces(columns)
	whole := newCount(f.Months())
	for _, i := range tables { // the table with the most facts has all of them, when others take some codes only
		if sum := r.Tables[i].sum(f); sum.all() > whole.all() {
			whole = sum
		}
	}
	partsGo := slices.ContainsFunc(pieces, func(p [2]int) bool { return small(whole.sum(p[0], p[1])) }) ||
		slices.ContainsFunc(columns, func(c Column) bool { return small(whole.in(f, c)) })
	for _, i := range tables {
		t := &r.Tables[i]
		own := t.sum(f).all()
		switch {
		case small(whole.all()), small(own), small(whole.all() - own), own != whole.all() && r.hidesLines(f, tables, i, partsGo):
			t.hideAll()
		default:
			if partsGo {
				t.hideColumns(f)
			}
			t.hideLines(r.shared(tables, i, f, partsGo))
		}
		t.shareAnew()
	}
}

// sum gives all that a table counts.
func (t Table) sum(f frame) count {
	sum := newCount(f.Months())
	for _, c := range t.counts {
		sum.add(c)
	}
	return sum
}

// hidesLines tells whether another table by the same codes lets lines go: the total of a table that takes
// some codes only would be the sum of lines there.
func (r Report) hidesLines(f frame, tables []int, own int, whole bool) bool {
	return slices.ContainsFunc(tables, func(i int) bool {
		return i != own && r.Tables[i].layout.counted() == r.Tables[own].layout.counted() && slices.Contains(r.Tables[i].lines(f, whole), true)
	})
}

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
// other lines: the same code must not stand in one table and be left out of another.
func (r *Report) shared(tables []int, own int, f frame, whole bool) []bool {
	t := r.Tables[own]
	gone := t.lines(f, whole)
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

func (t *Table) hideAll() {
	t.hideLines(slices.Repeat([]bool{true}, len(t.Rows)))
	t.Total.hide(func(Column) bool { return true })
}

// hideLines leaves lines out, in all columns.
func (t *Table) hideLines(gone []bool) {
	for i := range t.Rows {
		if gone[i] {
			t.Rows[i].hide(func(c Column) bool { return !t.layout.hasBase(c) })
			t.Rows[i].Why = ""
		}
	}
	for i := range t.Rows {
		if gone[i] && t.unknown[i] { // the shares of the known would tell how many are not
			for j := range t.Rows {
				t.Rows[j].hide(func(c Column) bool { return len(t.layout.Base) > 0 && (c == KnownShare || c == Low || c == High) })
				t.Rows[j].Why = ""
			}
		}
	}
}

// hideColumns leaves out the parts of the period, totals too.
func (t *Table) hideColumns(f frame) {
	parts := t.partColumns(f)
	goes := func(c Column) bool { return slices.Contains(parts, c) }
	for i := range t.Rows {
		t.Rows[i].hide(goes)
	}
	t.Total.hide(goes)
}

func (r *Row) hide(goes func(Column) bool) {
	for c := range r.Cells {
		if goes(c) && c != Target {
			r.Cells[c] = Hidden
		}
	}
}

// shareAnew reckons percentages from what is shown alone.
func (t *Table) shareAnew() {
	whole, against := t.Total.Cells[t.Whole()], t.Total.Cells[Target]
	if _, has := t.Total.Cells[Percent]; !has || against != 0 {
		return
	}
	for i := range t.Rows {
		n := t.Rows[i].Cells[t.Whole()]
		switch {
		case !n.Known() || !whole.Known():
			t.Rows[i].Cells[Percent] = Hidden
		case whole.Int() > 0:
			t.Rows[i].Cells[Percent] = Whole((200*n.Int() + whole.Int()) / (2 * whole.Int()))
		}
	}
}
