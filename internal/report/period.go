package report

import (
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// Period is the year a return counts: twelve whole months from the first day of one, so that its
// quarters follow from its first day alone.
type Period struct {
	From clock.Date `json:"from"`
	To   clock.Date `json:"to"` // the last day, counted too
}

// Year gives the period of twelve months that begins on a day. It fails with errs.Invalid when
// the day is not the first of a month.
func Year(from clock.Date) (Period, error) {
	if from.IsZero() || from.Day() != 1 {
		var bad errs.Fields
		bad.Add("from", "a year begins on the first day of a month, like 2017-04-01")
		return Period{}, bad.Err()
	}
	return Period{From: from, To: from.AddMonths(12).AddDays(-1)}, nil
}

// NewPeriod checks that two days bound twelve whole months. An empty last day is filled in.
func NewPeriod(from, to clock.Date) (Period, error) {
	p, err := Year(from)
	if err != nil {
		return Period{}, err
	}
	if !to.IsZero() && to != p.To {
		var bad errs.Fields
		bad.Add("to", "an annual return covers twelve months: from "+string(from)+" it runs to "+string(p.To))
		return Period{}, bad.Err()
	}
	return p, nil
}

// Before gives the year before.
func (p Period) Before() Period {
	return Period{From: p.From.AddMonths(-12), To: p.From.AddDays(-1)}
}

// Starts gives the first days of quarters 2, 3 and 4.
func (p Period) Starts() (second, third, fourth clock.Date) {
	return p.From.AddMonths(3), p.From.AddMonths(6), p.From.AddMonths(9)
}

// Quarter tells which quarter of the year a day falls in, 1 to 4, or 0 when it is outside.
func (p Period) Quarter(d clock.Date) int {
	second, third, fourth := p.Starts()
	switch {
	case d < p.From || d > p.To:
		return 0
	case d < second:
		return 1
	case d < third:
		return 2
	case d < fourth:
		return 3
	}
	return 4
}

// span gives the first and last day that a column counts.
func (p Period) span(c Column) (first, last clock.Date) {
	second, third, fourth := p.Starts()
	switch c {
	case Q1:
		return p.From, second.AddDays(-1)
	case Q2:
		return second, third.AddDays(-1)
	case Q3:
		return third, fourth.AddDays(-1)
	case Q4:
		return fourth, p.To
	case FirstHalf:
		return p.From, third.AddDays(-1)
	case SecondHalf:
		return third, p.To
	case YearBefore:
		before := p.Before()
		return before.From, before.To
	}
	return p.From, p.To
}
