package match

import (
	"fmt"
	"strconv"

	"goldenthread/internal/clock"
)

// Precision says how much of a date of birth is known.
type Precision int

// Precisions of a date of birth.
const (
	NotKnown Precision = iota
	ToYear
	ToDay
)

// Birth is a date of birth and how much of it is known.
type Birth struct {
	date      clock.Date
	precision Precision
}

// Born gives the birth of a date. Systems that demand a date are given 1 January when only the year
// is known, and 1 January 1900 when nothing is; they are read so. One person in 365 is born on 1
// January in truth, and loses a little certainty by it.
func Born(d clock.Date) Birth {
	switch {
	case d.IsZero(), d == "1900-01-01":
		return Birth{}
	case d.Month() == 1 && d.Day() == 1:
		return Birth{d, ToYear}
	}
	return Birth{d, ToDay}
}

// Precision tells how much is known.
func (b Birth) Precision() Precision { return b.precision }

// Date gives the date; with ToYear it is 1 January of the year.
func (b Birth) Date() clock.Date { return b.date }

func (b Birth) year() string { return strconv.Itoa(b.date.Year()) }

func (b Birth) monthDay() string { return fmt.Sprintf("%02d%02d", b.date.Month(), b.date.Day()) }
