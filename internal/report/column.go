package report

import "goldenthread/internal/clock"

// Column names one column of a table; it is also the key of its cells in JSON.
type Column string

// The columns a table can have.
const (
	Q1         Column = "q1"
	Q2         Column = "q2"
	Q3         Column = "q3"
	Q4         Column = "q4"
	FirstHalf  Column = "q1q2"
	SecondHalf Column = "q3q4"
	InYear     Column = "year"
	YearBefore Column = "prior" // stands in every table when the year before has complete records
	Target     Column = "target"
	Percent    Column = "percent"
)

// Heading is a column with the words that stand over it.
type Heading struct {
	Column Column `json:"column"`
	Text   string `json:"text"`
}

// heading gives a column's words. A share's are the table's own, for they name its whole.
func (p Period) heading(c Column, share string) Heading {
	text := ""
	switch c {
	case Q1, Q2, Q3, Q4:
		first, last := p.span(c)
		text = "Q" + string(c[1:]) + ", " + monthName(first) + " to " + monthName(last)
	case FirstHalf:
		text = "Q1 and Q2"
	case SecondHalf:
		text = "Q3 and Q4"
	case InYear:
		text = "Year"
	case YearBefore:
		text = "Year before"
	case Target:
		text = "Target"
	case Percent:
		text = share
	}
	return Heading{Column: c, Text: text}
}

func monthName(d clock.Date) string { return d.Month().String() }

// opens tells whether a column's cells open to records: counts do, shares and targets do not.
func (c Column) opens() bool { return c != Percent && c != Target }
