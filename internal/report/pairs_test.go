package report

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const paired = `key: pairs
title: Pairs
service: asc
records_from: 2017-04-01
tables:
  - {id: came, title: Came, counts: received, caption: Came, columns: [year],
     rows: [{key: on, label: Taken on, codes: [accepted, closed]}, {key: held, label: Held, codes: [held]}, {key: out, label: Turned away, codes: [signposted]}]}
  - {id: put, title: Put forward, counts: received, by: district, caption: Put forward, columns: [year, percent], share: Share,
     rows: [{key: a, label: A, codes: [a]}, {key: b, label: B, codes: [b]}, {key: c, label: C, codes: [c]}]}
  - {id: seen, title: Seen, counts: seen, caption: Seen, columns: [year], rows: [{key: here, label: Here, codes: [here]}, {key: out, label: Neither, codes: [neither]}]}
  - {id: taken, title: Taken on, counts: referrals, caption: Taken on, columns: [year], rows: [{key: all, label: All, all: true}]}
  - {id: where, title: Where, counts: referrals, by: district, caption: Where, columns: [year],
     rows: [{key: a, label: A, codes: [a]}, {key: b, label: B, codes: [b]}, {key: c, label: C, codes: [c]}]}
  - {id: stand, title: Stand, counts: cohort, caption: Stand, columns: [year], rows: [{key: closed, label: Closed, codes: [closed]}, {key: open, label: Open, codes: [open]}]}
  - {id: improved, title: Improved, counts: improved, caption: Improved, columns: [year],
     rows: [{key: some, label: Better, codes: [some]}, {key: none, label: No better, codes: [none]}, {key: not_paired, label: Not twice, codes: [not_paired], unknown: true}]}
  - {id: statements, title: Statements, counts: changes, caption: Statements, columns: [year, before, after],
     rows: [{key: safe, label: Safe, codes: [safe]}, {key: calm, label: Calm, codes: [calm]}]}
`

// No two figures of a publication that count nearly the same people differ by a small number: what came in and what of it was
// taken on, by district too; the closed cases and those who answered twice.
func TestDeclaredPairsGiveNoSmallNumberAway(t *testing.T) {
	all, err := load(t, paired)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := Year("2018-04-01")
	rapid.Check(t, func(rt *rapid.T) {
		var f Facts
		add := func(m Measure, by Dimension, code string, n int) {
			f.Tallies = append(f.Tallies, Tally{Measure: m, By: by, Code: code, Month: 1, N: n, Before: 3, After: 5})
		}
		closed, not, skipped := 0, rapid.IntRange(0, 8).Draw(rt, "not asked twice"), rapid.IntRange(0, 8).Draw(rt, "skipped calm")
		for _, d := range []string{"a", "b", "c"} {
			open, shut := rapid.IntRange(0, 30).Draw(rt, "open"), rapid.IntRange(0, 30).Draw(rt, "closed")
			held, out := rapid.IntRange(0, 6).Draw(rt, "held"), rapid.IntRange(0, 6).Draw(rt, "turned away")
			closed += shut
			add(Received, Own, "accepted", open)
			add(Received, Own, "closed", shut)
			add(Received, Own, "held", held)
			add(Received, Own, "signposted", out)
			add(Received, ByDistrict, d, open+shut+held+out)
			add(Seen, Own, "here", open+shut+held)
			add(Seen, Own, "neither", out)
			add(Referrals, Own, "panel", open+shut)
			add(Referrals, ByDistrict, d, open+shut)
			add(Cohort, Own, "open", open)
			add(Cohort, Own, "closed", shut)
		}
		not = min(not, closed)
		worse := rapid.IntRange(0, closed-not).Draw(rt, "no better")
		add(Improved, Own, "not_paired", not)
		add(Improved, Own, "none", worse)
		add(Improved, Own, "some", closed-not-worse)
		add(Changes, Own, "safe", closed-not)
		add(Changes, Own, "calm", max(0, closed-not-skipped))
		contract := Build(all[0], p, p.To, f)
		pub := contract.Publish()
		// Lines that are hidden can be told as one sum, from the total of their table.
		rest := func(r Report, table string, of Report) int {
			t, _ := of.Table(table)
			n := 0
			for _, row := range t.Rows {
				if row.Cells[InYear] == Hidden {
					n += r.at(table, row.Key, InYear).Int()
				}
			}
			return n
		}
		check := func(a, b string) {
			x, y := figureOf(pub, a), figureOf(pub, b)
			if x.Known() && y.Known() && small(apart(x.Int(), y.Int())) {
				rt.Fatalf("%s is %s and %s is %s", a, x, b, y)
			}
		}
		totals := []string{"came/total", "came/on", "put/total", "seen/total", "seen/here"}
		for _, one := range totals {
			for _, other := range []string{"taken/all", "taken/total", "where/total", "stand/total"} {
				check(one, other)
			}
		}
		for _, d := range []string{"a", "b", "c"} {
			check("put/"+d, "where/"+d)
		}
		if total := figureOf(pub, "put/total"); total.Known() && !slices.ContainsFunc([]string{"a", "b", "c"}, func(d string) bool {
			return figureOf(pub, "where/"+d) == Hidden
		}) {
			put, _ := pub.Table("put")
			took := 0
			for _, row := range put.Rows {
				if row.Cells[InYear] == Hidden {
					took += pub.at("where", row.Key, InYear).Int()
				}
			}
			if n := rest(contract, "put", pub) - took; small(n) {
				rt.Fatalf("together %d were not taken on in the districts that are not shown", n)
			}
		}
		for _, answered := range []string{"statements/safe", "statements/calm"} {
			for _, other := range []string{"stand/closed", "improved/total", "statements/safe", "statements/calm"} {
				check(answered, other)
			}
		}
	})
}

// figureOf gives the year's figure of table/row.
func figureOf(r Report, name string) Figure {
	row, col := r.named(name)
	return row.Cells[col]
}

// What a publication leaves out for it is as little as will do: a received total that tells of nobody turned away stays.
func TestPairsThatTellNothingStay(t *testing.T) {
	all, err := load(t, paired)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := Year("2018-04-01")
	for name, tt := range map[string]struct {
		out, skipped             int
		cameShown, answeredShown bool
	}{
		"nobody":   {0, 0, true, true},
		"few":      {3, 3, false, false},
		"many":     {20, 20, true, true},
		"just few": {4, 0, false, true},
	} {
		pub := Build(all[0], p, p.To, Facts{Tallies: []Tally{
			{Measure: Received, Code: "closed", Month: 1, N: 60}, {Measure: Received, Code: "signposted", Month: 1, N: tt.out},
			{Measure: Referrals, Code: "panel", Month: 1, N: 60}, {Measure: Cohort, Code: "closed", Month: 1, N: 60},
			{Measure: Improved, Code: "some", Month: 1, N: 60 - tt.skipped}, {Measure: Improved, Code: "not_paired", Month: 1, N: tt.skipped},
			{Measure: Changes, Code: "safe", Month: 1, N: 60 - tt.skipped, Before: 3, After: 5}, {Measure: Changes, Code: "calm", Month: 1, N: 60 - tt.skipped, Before: 3, After: 5},
		}}).Publish()
		if got := figureOf(pub, "came/total").Known(); got != tt.cameShown {
			t.Errorf("%s turned away: what came is shown: %v", name, got)
		}
		if got := figureOf(pub, "statements/safe").Known(); got != tt.answeredShown {
			t.Errorf("%s did not answer twice: how many did is shown: %v", name, got)
		}
		if taken := figureOf(pub, "taken/all"); taken != Whole(60) {
			t.Errorf("%s: what was taken on is shown as %s", name, taken)
		}
		if change := pub.at("statements", "safe", After); change != Whole(5) {
			t.Errorf("%s: the mean is shown as %s", name, change)
		}
	}
}
