package report

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// told is one fact as two tables tell it: by source, and by gender.
type told struct {
	source, gender string
	month          int
}

const published = `key: small
title: Small
service: barnet-asb
records_from: 2017-04-01
tables:
  - {id: sources, title: Sources, counts: referrals, caption: "{sources}, of which {sources/b}", columns: [A], share: Share,
     rows: [{key: a, label: A, codes: [a]}, {key: b, label: B, codes: [b]}, {key: c, label: C, codes: [c]}, {key: d, label: D, codes: [d]}]}
  - {id: some, title: Some, counts: referrals, only: [a, b], caption: Some, columns: [year], rows: [{key: ab, label: A and B, codes: [a, b]}]}
  - {id: gender, title: Gender, counts: sex, caption: Gender, columns: [B], share: Share, must_equal: sources,
     rows: [{key: f, label: F, codes: [f]}, {key: m, label: M, codes: [m]}, {key: not_given, label: Not given, codes: [""], unknown: true}]}
  - {id: worked, title: Worked, caption: Worked, columns: [value], rows: [{key: share, label: Share, work: {share: {part: sources/a, whole: sources}}}]}
`

func (x told) tallies() []Tally {
	return []Tally{{Measure: Referrals, Code: x.source, Month: x.month, N: 1}, {Measure: Sex, Code: x.gender, Month: x.month, N: 1}}
}

func built(d Definition, p Period, facts []told) Report {
	f := Facts{Targets: map[string]int{}}
	for _, x := range facts {
		f.Tallies = append(f.Tallies, x.tallies()...)
	}
	return Build(d, p, p.To, f)
}

// fitsWith tells whether other facts give every count that is shown, and leave something in every line
// that is left out where something was: nothing is shown as 0, and a reader knows that.
func fitsWith(shown, contract, other Report) bool {
	for _, t := range shown.Tables {
		for _, row := range append(slices.Clone(t.Rows), t.Total) {
			for _, h := range t.Columns {
				if !t.Opens(h.Column) {
					continue
				}
				was, is := contract.at(t.ID, row.Key, h.Column), other.at(t.ID, row.Key, h.Column)
				switch {
				case row.Cells[h.Column] != Hidden && was != is:
					return false
				case row.Cells[h.Column] == Hidden && h.Column.whole() && (was.Int() > 0) != (is.Int() > 0):
					return false
				}
			}
		}
	}
	return true
}

// What a publication leaves out can't be worked out: for every small number that it hides, under a line
// and in any stretch of months that the columns would give, there are other facts with another number there
// that give every number shown. So neither the totals nor the two tables together give the number away.
// Somebody who knows how lines are chosen, and that they are as few as will do, can at times say more.
func TestSuppressionCantBeUndone(t *testing.T) {
	columns := []string{"year, percent", "q3q4, year", "q1, q2, q3, q4, q3q4, year, percent", "q1, q3q4, year"}
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Replace(published, "[A]", "["+rapid.SampledFrom(columns).Draw(rt, "columns of sources")+"]", 1)
		text = strings.Replace(text, "[B]", "["+rapid.SampledFrom(columns).Draw(rt, "columns of gender")+"]", 1)
		for _, table := range []string{"caption: Gender", "{sources/b}\""} { // share only with percentages
			i := strings.Index(text, table)
			line := text[i : i+strings.Index(text[i:], "\n")]
			if !strings.Contains(line, "percent") {
				text = strings.Replace(text, line, strings.Replace(line, " share: Share,", "", 1), 1)
			}
		}
		all, err := load(t, text)
		if err != nil {
			rt.Fatal(err)
		}
		d := all[0]
		p, _ := Year("2018-04-01")
		one := rapid.Custom(func(rt *rapid.T) told {
			return told{rapid.SampledFrom([]string{"a", "a", "a", "a", "b", "b", "c", "d"}).Draw(rt, "source"),
				rapid.SampledFrom([]string{"f", "f", "f", "m", "m", ""}).Draw(rt, "gender"), rapid.IntRange(1, 12).Draw(rt, "month")}
		})
		facts := rapid.SliceOfN(one, 1, 60).Draw(rt, "facts")
		contract := built(d, p, facts)
		shown := contract.Publish()

		f := d.frame(p)
		for _, id := range []string{"sources", "gender"} {
			table, _ := shown.Table(id)
			layout, _ := d.table(id)
			for i, line := range layout.Rows {
				for _, s := range table.stretches(f, false) {
					count := func(facts []told) (n int) {
						for _, x := range facts {
							if code := map[string]string{"sources": x.source, "gender": x.gender}[id]; slices.Contains(line.Codes, code) && s[0] <= x.month && x.month <= s[1] {
								n++
							}
						}
						return n
					}
					if n := count(facts); small(n) && !otherwise(d, p, facts, shown, contract, n, count) {
						rt.Fatalf("%s, %s, months %v: %d can be worked out from\n%s", id, layout.Rows[i].Key, s, n, strings.Join(lines(table), "\n"))
					}
				}
			}
		}
	})
}

// otherwise looks for facts near by that give all that is shown, with another number.
func otherwise(d Definition, p Period, facts []told, shown, contract Report, n int, count func([]told) int) bool {
	try := func(facts []told) bool { return count(facts) != n && fitsWith(shown, contract, built(d, p, facts)) }
	sources, genders := []string{"a", "b", "c", "d"}, []string{"f", "m", ""}
	for i, x := range facts {
		var changed []told
		for _, s := range sources {
			changed = append(changed, told{s, x.gender, x.month})
		}
		for _, g := range genders {
			changed = append(changed, told{x.source, g, x.month})
		}
		for m := 1; m <= 12; m++ {
			changed = append(changed, told{x.source, x.gender, m})
		}
		for _, c := range changed {
			other := slices.Clone(facts)
			other[i] = c
			if try(other) {
				return true
			}
		}
		if try(append(slices.Clone(facts), x)) || try(slices.Delete(slices.Clone(facts), i, i+1)) {
			return true
		}
	}
	for i, x := range facts { // two of them change places in time, or in what they are
		for j, y := range facts {
			other := slices.Clone(facts)
			other[i].month, other[j].month = y.month, x.month
			if try(other) {
				return true
			}
			other = slices.Clone(facts)
			other[i].source, other[j].source = y.source, x.source
			if try(other) {
				return true
			}
		}
	}
	return false
}

// The contract return stays whole; the publication of Barnet's year hides no total and says what it is.
func TestBarnetPublished(t *testing.T) {
	r := buildBarnet(t)
	before := figures(r)
	pub := r.Publish()
	if !pub.Published || r.Published || pub.Digest == r.Digest {
		t.Errorf("published %v, contract %v; check codes %s and %s", pub.Published, r.Published, pub.CheckCode, r.CheckCode)
	}
	if after := figures(r); !slices.Equal(after["sources"], before["sources"]) {
		t.Errorf("publishing changed the contract return: %v", after["sources"])
	}
	for _, table := range pub.Tables {
		for _, row := range append(slices.Clone(table.Rows), table.Total) {
			for _, h := range table.Columns {
				if f := row.Cells[h.Column]; table.Opens(h.Column) && small(f.Int()) {
					t.Errorf("%s, %s, %s: %s is published", table.ID, row.Key, h.Column, f)
				}
			}
		}
	}
	gender, _ := pub.Table("gender")
	if got := strings.Join(lines(gender), "; "); got != "Male: 25 32; Female: 54 68; All: 79 100" {
		t.Errorf("gender is published as %s", got)
	}
	sources, _ := pub.Table("sources")
	for _, row := range sources.Rows {
		if hidden, big := row.Cells[InYear] == Hidden, slices.Contains([]string{"police", "asb_team", "community_safety"}, row.Key); hidden == big {
			t.Errorf("the line %s is hidden: %v", row.Key, hidden) // the others have 1 to 4 in the year or in Q3 and Q4
		}
	}
}
