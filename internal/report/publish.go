package report

import "slices"

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
//   - Of times waited the median stays and the numbers under its lines go. What counts a part of another table's
//     facts (who was reached, who was assessed) goes where the one less the other is small; so does what came in, where less
//     what was taken on it is, and how many answered twice, where that is near the number of closed cases. Where some came from a
//     list kept before, how many had a time goes too.
//   - Shares are reckoned anew, each by itself, from what is shown: rounding to 100 would tell a little
//     of what is not.
//   - A table whose file says that it counts nobody (activities, days, posts) stands in full.
//   - The period before goes, since it was published with its own choice of lines.
//   - What is worked out, and notes, tell only what is shown. What was written down goes: people wrote it for the contract.
//
// What this cannot see is a second publication of a period that overlaps: [Release] refuses it. Somebody who knows
// that as few lines go as will do can at times say more than the figures do. Requirement: practice, part 2.11.
func (r Report) Publish() Report {
	out := r
	out.Published = true
	f := r.definition.frame(r.Period)
	f.before = Period{}
	out.Tables = make([]Table, len(r.Tables))
	for i, t := range r.Tables {
		out.Tables[i] = t.withoutBefore()
	}
	out.dropWords()
	for _, same := range samePopulation(out.Tables) {
		out.hide(f, same)
	}
	for i := range out.Tables {
		if t := &out.Tables[i]; t.layout.Counts.elapsed() {
			t.hideTimes(f)
		}
	}
	out.hideDifferences(f)
	out.hideBesideList()
	out.hideTurnedAway(f)
	out.hideAnswered(f)
	out.hideParts(Improved, Cohort, "closed")
	out.hideParts(Assessed, Rated, "")
	out.hideParts(OnwardRefused, OnwardStands, "refused")
	out.hideParts(Mediation, Helped, "mediation")
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
		if t.Unit == nil || t.layout.Nobody || t.layout.Counts.elapsed() { // of times hideTimes sees to it
			continue
		}
		m := population(t.layout)
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

// population gives the facts that a table's total counts.
func population(l Layout) counted {
	m := counted{measure: l.Counts.plain(l.By).measure, beside: l.Beside}
	switch m.measure {
	case Cohort, SessionsEach, Rated, Moved, FirstTries, CameTo: // every new referral, looked at in another way
		m.measure = Referrals
	case OnwardStands:
		m.measure = Onward
	case AnsweredBy:
		m.measure = OutOfHours
	case Measured: // every closed case
		m.measure = ClosedCases
	default:
		m.instrument = l.Instrument
	}
	return m
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
			gone := r.shared(tables, i, f, partsGo)
			t.hideLines(gone)
			if len(gone) == 1 && gone[0] { // what is printed of such a table is its line alone: its total is the same figure
				t.hideAll()
			}
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
