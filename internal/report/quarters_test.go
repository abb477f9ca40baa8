package report

import (
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"goldenthread/internal/clock"
)

// somePeriod gives a period that a return can cover: a year where it covers any time.
func somePeriod(t *testing.T, d Definition) Period {
	t.Helper()
	var last clock.Date
	if d.covers() == AnyLength {
		last = "2018-03-31"
	}
	p, err := d.covers().Period("2017-04-01", last)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// drawFacts draws facts of everything that a return counts: of each table codes that its lines take, one that none takes, and none at all.
func drawFacts(rt *rapid.T, d Definition, p Period) Facts {
	f := Facts{Targets: map[string]int{"referrals": 60, "coaching_referrals": 180}}
	done := map[counted]bool{}
	for _, l := range d.Tables {
		c := l.counted()
		if l.Counts == "" || done[c] {
			continue
		}
		done[c] = true
		codes := []string{"", "no line takes this", "7", "44"}
		for _, same := range d.Tables {
			if same.counted() == c {
				for _, line := range same.Rows {
					codes = append(codes, line.Codes...)
				}
			}
		}
		n := rapid.IntRange(0, 12).Draw(rt, l.ID)
		for range n {
			f.Tallies = append(f.Tallies, Tally{Measure: c.measure, By: c.by, Beside: c.beside, Code: rapid.SampledFrom(codes).Draw(rt, "code"),
				Month: rapid.IntRange(1, p.Months()).Draw(rt, "month"), N: rapid.IntRange(1, 400).Draw(rt, "facts"),
				Hours: rapid.IntRange(0, 900).Draw(rt, "hours"), Before: rapid.IntRange(0, 10).Draw(rt, "before"), After: rapid.IntRange(0, 10).Draw(rt, "after")})
		}
	}
	return f
}

// onShipped runs a property on every return that is shipped.
func onShipped(t *testing.T, hold func(rt *rapid.T, d Definition, p Period)) {
	t.Helper()
	all, err := Load(os.DirFS("../../catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no return is shipped")
	}
	rapid.Check(t, func(rt *rapid.T) {
		d := all[rapid.IntRange(0, len(all)-1).Draw(rt, "return")]
		hold(rt, d, somePeriod(t, d))
	})
}

// Months, quarters and halves of every table that counts add up to the whole, line by line; and so do the lines, to
// all facts there are: none is dropped and none counted twice.
func TestQuartersAddUpToTheYear(t *testing.T) {
	onShipped(t, func(rt *rapid.T, d Definition, p Period) {
		d.Tables = slices.Clone(d.Tables)
		frame := d.frame(p)
		sorts := map[string][]Column{"quarters": {Q1, Q2, Q3, Q4}, "halves": {FirstHalf, SecondHalf}, "months": (Layout{Columns: []Column{everyMonth}}).columns(frame, 0)}
		for name, columns := range sorts {
			if _, last, _ := frame.months(columns[len(columns)-1]); last != p.Months() {
				delete(sorts, name) // half a year has two quarters, and its halves are quarters
			}
		}
		if p.Months() == 6 {
			sorts["quarters"] = []Column{Q1, Q2}
		}
		for i, l := range d.Tables {
			if l.Counts == "" {
				continue
			}
			columns := []Column{l.whole()}
			for _, of := range sorts {
				columns = append(columns, of...)
			}
			d.Tables[i].Columns, d.Tables[i].Share = columns, ""
		}
		facts := drawFacts(rt, d, p)
		made := Build(d, p, p.To, facts)
		for _, table := range made.Tables {
			if table.Unit == nil {
				continue
			}
			for _, row := range append(slices.Clone(table.Rows), table.Total) {
				for name, columns := range sorts {
					sum := 0
					for _, c := range columns {
						sum += row.Cells[c].Int()
					}
					if whole := row.Cells[table.Whole()].Int(); sum != whole {
						rt.Fatalf("%s, %s, %s: its %s add to %d, and the whole is %d", d.Key, table.ID, row.Key, name, sum, whole)
					}
				}
			}
			all := 0
			for _, x := range facts.Tallies {
				if table.layout.counts(x) {
					all += x.N
				}
			}
			if total := table.Total.Cells[table.Whole()].Int(); total != all {
				rt.Fatalf("%s, %s: the total is %d, and there are %d facts", d.Key, table.ID, total, all)
			}
		}
	})
}

// The shares of every table that shows shares of a whole add to 100, whatever was counted; of nothing they are 0.
func TestSharesOfEveryTableAddTo100(t *testing.T) {
	onShipped(t, func(rt *rapid.T, d Definition, p Period) {
		made := Build(d, p, p.To, drawFacts(rt, d, p))
		for _, table := range made.Tables {
			if !slices.Contains(table.layout.Columns, Percent) || slices.Contains(table.layout.Columns, Target) {
				continue
			}
			sum, want := 0, 100
			if table.Total.Cells[table.Whole()].Int() == 0 {
				want = 0
			}
			for _, row := range table.Rows {
				sum += row.Cells[Percent].Int()
			}
			if total := table.Total.Cells[Percent].Int(); sum != want || total != want {
				rt.Fatalf("%s, %s: the shares add to %d, and the last line says %d: want %d", d.Key, table.ID, sum, total, want)
			}
		}
	})
}
