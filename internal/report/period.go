package report

import (
	"fmt"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// Period is what a return counts, from its first day to its last.
type Period struct {
	From clock.Date `json:"from"`
	To   clock.Date `json:"to"` // the last day, counted too
}

// Length is how long a period a return covers, as its file says.
type Length string

// The lengths. Every one but any begins on the first day of a month.
const (
	YearLong    Length = "year"
	HalfYear    Length = "half-year"
	QuarterLong Length = "quarter"
	MonthLong   Length = "month"
	AnyLength   Length = "any" // a project from its first day to its last
)

// longest is how many months a return of any length may cover.
const longest = 60

// months gives the length in months; 0 for any.
func (l Length) months() int {
	switch l {
	case HalfYear:
		return 6
	case QuarterLong:
		return 3
	case MonthLong:
		return 1
	case AnyLength:
		return 0
	case YearLong:
	}
	return 12
}

// words says how long it is, before "begins" or "covers".
func (l Length) words() (what, covers string) {
	switch l {
	case HalfYear:
		return "half a year", "six months"
	case QuarterLong:
		return "a quarter", "three months"
	case MonthLong:
		return "a month", "one month"
	case AnyLength, YearLong:
	}
	return "a year", "twelve months"
}

// Period checks that two days bound a period of this length. An empty last day is filled in, but
// for a return of any length. It fails with errs.Invalid, field by field.
func (l Length) Period(from, to clock.Date) (Period, error) {
	var bad errs.Fields
	if l == AnyLength {
		switch {
		case from.IsZero():
			bad.Add("from", "give the first day, like 2017-04-01")
		case to.IsZero():
			bad.Add("to", "this return covers any time: give its last day")
		case to < from:
			bad.Add("to", "the last day comes before the first")
		case to > from.AddMonths(longest):
			bad.Add("to", fmt.Sprintf("a return covers at most %d months", longest))
		}
		return Period{From: from, To: to}, bad.Err()
	}
	what, covers := l.words()
	if from.IsZero() || from.Day() != 1 {
		bad.Add("from", what+" begins on the first day of a month, like 2017-04-01")
		return Period{}, bad.Err()
	}
	p := Period{From: from, To: from.AddMonths(l.months()).AddDays(-1)}
	if !to.IsZero() && to != p.To {
		bad.Add("to", "this return covers "+covers+": from "+string(from)+" it runs to "+string(p.To))
		return Period{}, bad.Err()
	}
	return p, nil
}

// Year gives the period of twelve months that begins on a day. It fails with errs.Invalid when
// the day is not the first of a month.
func Year(from clock.Date) (Period, error) { return YearLong.Period(from, "") }

// NewPeriod checks that two days bound twelve whole months. An empty last day is filled in.
func NewPeriod(from, to clock.Date) (Period, error) { return YearLong.Period(from, to) }

// Before gives the same months a year before.
func (p Period) Before() Period {
	return Period{From: p.From.AddMonths(-12), To: p.To.AddDays(1).AddMonths(-12).AddDays(-1)}
}

// Preceding gives the period of as many months that ends the day before.
func (p Period) Preceding() Period {
	return Period{From: p.From.AddMonths(-p.Months()), To: p.From.AddDays(-1)}
}

// Months tells over how many calendar months the period goes.
func (p Period) Months() int { return p.Month(p.To) }

// Days tells how many days it has.
func (p Period) Days() int { return p.From.DaysUntil(p.To) + 1 }

// Month tells in which of the period's months a day is, the first being 1.
func (p Period) Month(d clock.Date) int {
	return 12*(d.Year()-p.From.Year()) + int(d.Month()) - int(p.From.Month()) + 1
}

// days gives the first and last day of some of its months.
func (p Period) days(first, last int) (from, to clock.Date) {
	start := clock.NewDate(p.From.Year(), p.From.Month(), 1)
	return max(p.From, start.AddMonths(first-1)), min(p.To, start.AddMonths(last).AddDays(-1))
}
