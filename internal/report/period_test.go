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

func TestPeriodsOfOtherLengths(t *testing.T) {
	tests := []struct {
		length   Length
		from, to clock.Date
		want     Period
		kind     errs.Kind
	}{
		{HalfYear, "2018-04-01", "", Period{"2018-04-01", "2018-09-30"}, errs.None},
		{HalfYear, "2018-04-01", "2019-03-31", Period{}, errs.Invalid},
		{QuarterLong, "2018-04-01", "2018-06-30", Period{"2018-04-01", "2018-06-30"}, errs.None},
		{MonthLong, "2016-02-01", "", Period{"2016-02-01", "2016-02-29"}, errs.None},
		{MonthLong, "2016-02-02", "", Period{}, errs.Invalid},
		{AnyLength, "2015-09-14", "2016-03-13", Period{"2015-09-14", "2016-03-13"}, errs.None},
		{AnyLength, "2015-09-14", "", Period{}, errs.Invalid},
		{AnyLength, "2015-09-14", "2015-09-13", Period{}, errs.Invalid},
		{AnyLength, "2010-09-14", "2016-03-13", Period{}, errs.Invalid},
	}
	for _, tt := range tests {
		got, err := tt.length.Period(tt.from, tt.to)
		if errs.KindOf(err) != tt.kind || err == nil && got != tt.want {
			t.Errorf("%s.Period(%q, %q) = %v, %v; want %v, %v", tt.length, tt.from, tt.to, got, err, tt.want, tt.kind)
		}
	}
	year, _ := Year("2018-04-01")
	if got := year.Before(); got != (Period{"2017-04-01", "2018-03-31"}) {
		t.Errorf("the year before is %v", got)
	}
	month, _ := MonthLong.Period("2016-02-01", "")
	if before, last := month.Before(), month.Preceding(); before != (Period{"2015-02-01", "2015-02-28"}) || last != (Period{"2016-01-01", "2016-01-31"}) {
		t.Errorf("February's same month is %v, the month before %v", before, last)
	}
}

// Every day of a year is in one month, and in one quarter, one half and the year of that month.
func TestEveryDayIsInOneColumnOfEachSort(t *testing.T) {
	p, err := Year("2023-03-01") // ends on a 29 February
	if err != nil {
		t.Fatal(err)
	}
	f := frame{Period: p}
	for _, columns := range [][]Column{{Q1, Q2, Q3, Q4}, {FirstHalf, SecondHalf}, {InYear}, {"m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11", "m12"}} {
		for day := p.From; day <= p.To; day = day.AddDays(1) {
			in := 0
			for _, c := range columns {
				first, last, _ := f.months(c)
				byMonth, byDay := first <= p.Month(day) && p.Month(day) <= last, within(f.span(c), day)
				if byMonth {
					in++
				}
				if byMonth != byDay {
					t.Errorf("%s: by its months %v, by its days %v: %s", day, byMonth, byDay, c)
				}
			}
			if in != 1 {
				t.Errorf("%s is in %d of %v", day, in, columns)
			}
		}
	}
}
