package report

import (
	"testing"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

func TestPeriod(t *testing.T) {
	tests := []struct {
		from, to clock.Date
		want     Period
		kind     errs.Kind
	}{
		{"2017-04-01", "2018-03-31", Period{"2017-04-01", "2018-03-31"}, errs.None},
		{"2017-04-01", "", Period{"2017-04-01", "2018-03-31"}, errs.None},
		{"2024-03-01", "2025-02-28", Period{"2024-03-01", "2025-02-28"}, errs.None},
		{"2023-03-01", "2024-02-29", Period{"2023-03-01", "2024-02-29"}, errs.None},
		{"2017-04-01", "2017-12-31", Period{}, errs.Invalid},
		{"2017-04-02", "", Period{}, errs.Invalid},
		{"", "", Period{}, errs.Invalid},
	}
	for _, tt := range tests {
		got, err := NewPeriod(tt.from, tt.to)
		if got != tt.want || errs.KindOf(err) != tt.kind {
			t.Errorf("NewPeriod(%q, %q) = %v, %v; want %v, %v", tt.from, tt.to, got, err, tt.want, tt.kind)
		}
	}
}

func TestEveryDayIsInOneQuarter(t *testing.T) {
	p, err := Year("2023-03-01") // ends on a 29 February
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		day  clock.Date
		want int
	}{{"2023-02-28", 0}, {"2023-03-01", 1}, {"2023-05-31", 1}, {"2023-06-01", 2}, {"2023-09-01", 3}, {"2023-12-01", 4}, {"2024-02-29", 4}, {"2024-03-01", 0}} {
		if got := p.Quarter(tt.day); got != tt.want {
			t.Errorf("%s is in quarter %d, want %d", tt.day, got, tt.want)
		}
	}
	for day := p.From; day <= p.To; day = day.AddDays(1) {
		in := 0
		for i, c := range []Column{Q1, Q2, Q3, Q4} {
			if first, last := p.span(c); first <= day && day <= last {
				in++
				if p.Quarter(day) != i+1 {
					t.Errorf("%s: the span of %s and Quarter disagree", day, c)
				}
			}
		}
		if in != 1 {
			t.Errorf("%s is in %d quarters", day, in)
		}
	}
}
