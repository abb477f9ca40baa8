package report

import (
	"slices"
	"strconv"
	"strings"
)

// Column names one column of a table; it is also the key of its cells in JSON.
type Column string

// The columns a table can have. Besides, m1 to m12 are single months, and a return may name
// stretches of months of its own ([Span]).
const (
	Q1         Column = "q1"
	Q2         Column = "q2"
	Q3         Column = "q3"
	Q4         Column = "q4"
	FirstHalf  Column = "q1q2"
	SecondHalf Column = "q3q4"
	InYear     Column = "year"
	InPeriod   Column = "period" // the whole of a return that does not cover a year
	YearBefore Column = "prior"  // stands in every table when the period before has complete records
	Target     Column = "target"
	Percent    Column = "percent"

	Median Column = "median" // of elapsed times, in days
	Slow   Column = "slow"   // within how many days nine in ten were
	Before Column = "before" // mean answer before
	After  Column = "after"  // mean answer after
	Change Column = "change" // mean change of those asked twice
	Low    Column = "low"    // the interval of the figure before it
	High   Column = "high"
	Value  Column = "value" // worked out from other figures
)

// everyMonth in a file stands for a column for each month of the period.
const everyMonth Column = "months"

// Span is a stretch of months that a return names as a column, the first of the period being 1.
type Span struct {
	Key   Column `yaml:"key"`
	Text  string `yaml:"text"`
	First int    `yaml:"first"`
	Last  int    `yaml:"last"`
}

// Heading is a column with the words that stand over it.
type Heading struct {
	Column Column `json:"column"`
	Text   string `json:"text"`
}

// frame is a period with the columns that a return makes of it.
type frame struct {
	Period
	spans  []Span
	before Period // zero: nothing to compare with
	past   string // what the period before is called
}

// months tells which months of the period a column counts; ok is false for one that counts none.
func (f frame) months(c Column) (first, last int, ok bool) {
	for _, s := range f.spans {
		if s.Key == c {
			return s.First, s.Last, true
		}
	}
	switch c {
	case Q1, Q2, Q3, Q4:
		q := int(c[1] - '0')
		return 3*q - 2, 3 * q, true
	case FirstHalf:
		return 1, 6, true
	case SecondHalf:
		return 7, 12, true
	case InYear, InPeriod:
		return 1, f.Months(), true
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(string(c), "m")); err == nil && strings.HasPrefix(string(c), "m") {
		return n, n, true
	}
	return 0, 0, false
}

// span gives the first and last day that a column counts.
func (f frame) span(c Column) (p Period) {
	if c == YearBefore {
		return f.before
	}
	first, last, ok := f.months(c)
	if !ok {
		return f.Period
	}
	p.From, p.To = f.days(first, last)
	return p
}

// heading gives a column's words. A share's are the table's own, for they name its whole.
func (f frame) heading(c Column, share string) Heading {
	i := slices.IndexFunc(f.spans, func(s Span) bool { return s.Key == c })
	if i >= 0 {
		return Heading{Column: c, Text: f.spans[i].Text}
	}
	text := map[Column]string{FirstHalf: "Q1 and Q2", SecondHalf: "Q3 and Q4", InYear: "Year", InPeriod: "Whole period", YearBefore: f.past,
		Target: "Target", Percent: share, Median: "Half were within (days)", Slow: "Nine in ten within (days)", Before: "Before", After: "After",
		Change: "Change", Low: "From", High: "To", Value: "Figure", KnownShare: "Share of those known"}[c]
	switch c {
	case Q1, Q2, Q3, Q4:
		p := f.span(c)
		text = "Q" + string(c[1:]) + ", " + p.From.Month().String() + " to " + p.To.Month().String()
	case InPeriod:
		if f.Months() == 1 {
			text = "" // a month, as below
		}
	}
	if text == "" { // a month
		p := f.span(c)
		text = p.From.Month().String()[:3] + " " + strconv.Itoa(p.From.Year())
	}
	return Heading{Column: c, Text: text}
}

// opens tells whether a column's cells open to records: counts do, what is worked out does not.
func (c Column) opens() bool {
	switch c {
	case Percent, Target, Median, Slow, Before, After, Change, Low, High, Value, KnownShare:
		return false
	}
	return true
}

// whole tells whether a column counts all of the period.
func (c Column) whole() bool { return c == InYear || c == InPeriod }
