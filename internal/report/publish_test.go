package report

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// told is one fact as three tables tell it: by source, by gender, and by gender how long the case took, if there is one.
type told struct {
	source, gender string
	month          int
	waits          bool // for a case still
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
  - {id: wait, title: Wait, counts: to_case, by: gender, caption: Wait, columns: [year, median],
     rows: [{key: f, label: F, codes: [f]}, {key: m, label: M, codes: [m]}, {key: not_given, label: Not given, codes: [""], unknown: true}]}
  - {id: worked, title: Worked, caption: Worked, columns: [value], rows: [{key: share, label: Share, work: {share: {part: sources/a, whole: sources}}}]}
`

func (x told) tallies() []Tally {
	all := []Tally{{Measure: Referrals, Code: x.source, Month: x.month, N: 1}, {Measure: Sex, Code: x.gender, Month: x.month, N: 1}}
	if !x.waits {
		all = append(all, Tally{Measure: ToCase, By: ByGender, Code: x.gender, Month: x.month, N: 1, Hours: 24})
	}
	return all
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
				case row.Cells[h.Column] == Hidden && h.Column.whole() && !t.layout.Counts.elapsed() && (was.Int() > 0) != (is.Int() > 0):
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
				rapid.SampledFrom([]string{"f", "f", "f", "m", "m", ""}).Draw(rt, "gender"), rapid.IntRange(1, 12).Draw(rt, "month"),
				rapid.SampledFrom([]bool{false, false, false, true}).Draw(rt, "waits")}
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
					still := func(facts []told) (n int) { // waits for a case: the one table less the other
						for _, x := range facts {
							if id == "gender" && slices.Contains(line.Codes, x.gender) && x.waits {
								n++
							}
						}
						return n
					}
					if n := still(facts); small(n) && !otherwise(d, p, facts, shown, contract, n, still) {
						rt.Fatalf("%s: %d that wait still can be worked out from\n%s", layout.Rows[i].Key, n, strings.Join(lines(table), "\n"))
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
			changed = append(changed, told{s, x.gender, x.month, x.waits})
		}
		for _, g := range genders {
			changed = append(changed, told{x.source, g, x.month, x.waits})
		}
		for m := 1; m <= 12; m++ {
			changed = append(changed, told{x.source, x.gender, m, x.waits})
		}
		changed = append(changed, told{x.source, x.gender, x.month, !x.waits})
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
			other = slices.Clone(facts)
			other[i].waits, other[j].waits = y.waits, x.waits
			if try(other) {
				return true
			}
		}
	}
	return false
}

// What is a part of another table's facts goes where less it is a small number: as a whole, or line by line where the
// lines are the same.
func TestPartsPublished(t *testing.T) {
	all, err := load(t, `key: parts
title: Parts
service: asc
records_from: 2017-04-01
tables:
  - {id: taken, title: Taken, counts: referrals, by: district, caption: Taken, columns: [year],
     rows: [{key: a, label: A, codes: [a]}, {key: b, label: B, codes: [b]}]}
  - {id: assessed, title: Assessed, counts: assessed, by: district, caption: Assessed, columns: [year],
     rows: [{key: a, label: A, codes: [a]}, {key: b, label: B, codes: [b]}]}
  - {id: came, title: Came, counts: received, caption: Came, columns: [year], rows: [{key: all, label: All, all: true}]}
  - {id: seen, title: Seen, counts: seen, caption: Seen, columns: [year], rows: [{key: all, label: All, all: true}]}
  - {id: wait, title: Wait, counts: to_contact, caption: Wait, columns: [year, median], rows: [{key: all, label: All, all: true}]}
`)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := Year("2018-04-01")
	for name, tt := range map[string]struct {
		assessed             [2]int // of 20 each
		seen, reached        int    // of 40
		line, total          bool   // of the assessed are shown
		seenShown, waitShown bool
	}{
		"many are not":       {[2]int{10, 10}, 20, 20, true, true, true, true},
		"all are":            {[2]int{20, 20}, 40, 40, true, true, true, true},
		"few are not":        {[2]int{20, 17}, 37, 37, false, false, false, false},
		"few in one line":    {[2]int{10, 17}, 40, 40, false, true, true, true},
		"few in the wait":    {[2]int{10, 10}, 40, 38, true, true, true, false},
		"few have the wait":  {[2]int{10, 10}, 40, 4, true, true, true, false},
		"few are not police": {[2]int{10, 10}, 39, 40, true, true, false, true},
	} {
		pub := Build(all[0], p, p.To, Facts{Tallies: []Tally{
			{Measure: Referrals, By: ByDistrict, Code: "a", Month: 1, N: 20}, {Measure: Referrals, By: ByDistrict, Code: "b", Month: 1, N: 20},
			{Measure: Assessed, By: ByDistrict, Code: "a", Month: 1, N: tt.assessed[0]}, {Measure: Assessed, By: ByDistrict, Code: "b", Month: 1, N: tt.assessed[1]},
			{Measure: Received, Code: "closed", Month: 1, N: 40}, {Measure: Seen, Code: "here", Month: 1, N: tt.seen},
			{Measure: ToContact, By: ByAll, Month: 1, N: tt.reached, Hours: 48},
		}}).Publish()
		for what, want := range map[string]bool{"assessed/a": tt.line, "assessed/total": tt.total, "seen/total": tt.seenShown, "wait/total": tt.waitShown, "wait/all": tt.waitShown} {
			table, row, _ := strings.Cut(what, "/")
			if got := pub.at(table, row, InYear) != Hidden; got != want {
				t.Errorf("%s: %s is shown: %v, want %v", name, what, got, want)
			}
		}
		if median := pub.at("wait", "all", Median); (median == None) != (tt.reached < 10) {
			t.Errorf("%s: the median is %s", name, median)
		}
	}
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
	if i := slices.IndexFunc(pub.Notes, func(n Note) bool { return n.About == Disagrees }); i >= 0 {
		t.Errorf("what is published says that it disagrees with itself: %s", pub.Notes[i].Text)
	}
	for _, table := range pub.Tables { // printed without its total: both say the same
		for _, h := range table.Columns {
			if len(table.Rows) == 1 && len(table.counts) == 1 && table.Opens(h.Column) && table.Rows[0].Cells[h.Column] != table.Total.Cells[h.Column] {
				t.Errorf("%s, %s: the line says %s, its total %s", table.ID, h.Column, table.Rows[0].Cells[h.Column], table.Total.Cells[h.Column])
			}
		}
	}
	referrals, _ := pub.Table("referrals")
	if got := referrals.Rows[0].Cells[InYear]; got.Int() != 79 {
		t.Errorf("%s new referrals are published, and 79 under gender", got)
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

// Of 30 referrals 20 came from a list and 8 waited for a case: how many still wait can't be worked out from a publication, and how long
// people waited stays. Where none came from a list the number stays.
func TestWhoStillWaitsBesideAListCantBeWorkedOut(t *testing.T) {
	const text = `key: listed
title: Listed
service: barnet-asb
records_from: 2017-04-01
tables:
  - {id: referrals, title: Referrals, counts: referrals, caption: Referrals, columns: [year], rows: [{key: all, label: All, all: true}]}
  - {id: wait, title: Wait, counts: to_case, caption: Wait, columns: [year, median], fewest: 5, rows: [{key: all, label: All, all: true}]}
  - {id: from_list, title: From a list, counts: from_list, caption: From a list, columns: [year], rows: [{key: all, label: All, all: true}]}
`
	all, err := load(t, text)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := Year("2018-04-01")
	for _, tt := range []struct {
		fromList, waited int
		wait             Figure
	}{{20, 8, Hidden}, {0, 8, Whole(8)}} {
		facts := Facts{Targets: map[string]int{}, Tallies: []Tally{{Measure: Referrals, Month: 1, N: 30}, {Measure: ToCase, By: ByAll, Month: 1, N: tt.waited, Hours: 48}}}
		if tt.fromList > 0 {
			facts.Tallies = append(facts.Tallies, Tally{Measure: FromList, Month: 1, N: tt.fromList})
		}
		shown := Build(all[0], p, p.To, facts).Publish()
		for table, want := range map[string]Figure{"referrals": Whole(30), "from_list": Whole(tt.fromList), "wait": tt.wait} {
			if got := shown.at(table, "total", InYear); got != want {
				t.Errorf("%d from a list: %s is %s, want %s", tt.fromList, table, got, want)
			}
		}
		if got := shown.at("wait", "all", Median); got != Whole(2) {
			t.Errorf("%d from a list: the median is %s", tt.fromList, got)
		}
	}
}
