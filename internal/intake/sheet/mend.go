package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"

	"goldenthread/internal/clock"
)

// mend undoes what a spreadsheet did to a cell of a kind of column. Numbers of a workbook are whole already, see [numbers].
func (g grid) mend(cell, kind string) string {
	switch kind {
	case "date":
		return day(cell, g.date1904)
	case "phone":
		return phone(cell)
	}
	return cell
}

// whole gives a number that stands as 12.0 or 1.2e1 as people wrote it.
func whole(cell string) string {
	if !strings.ContainsAny(cell, ".eE") || strings.Trim(cell, "0123456789.eE+-") != "" {
		return cell
	}
	if n, err := strconv.ParseFloat(cell, 64); err == nil && n == math.Trunc(n) && math.Abs(n) < 1e15 {
		return strconv.FormatFloat(n, 'f', 0, 64)
	}
	return cell
}

// day turns a number of days, as workbooks keep dates, into a date. Text stays as it is.
func day(cell string, date1904 bool) string {
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || len(cell) == 4 || n < 1 || n > 80000 { // four digits are a year
		return cell
	}
	first := clock.NewDate(1899, time.December, 30)
	if date1904 {
		first = clock.NewDate(1904, time.January, 1)
	}
	return string(first.AddDays(int(n)))
}

// perhapsDay says beside a number what it is as a date, for whoever looks at a column of which it is not known what it is.
func perhapsDay(cell string, date1904 bool) string {
	d := clock.Date(day(cell, date1904))
	if string(d) == cell || d.Year() < 1900 || d.Year() > 2100 || len(cell) < 5 {
		return cell
	}
	return d.Plain() + " (kept as " + cell + ")"
}

// phone gives a number its nought back: 7700900123 was 07700 900123 before it was taken for a quantity.
func phone(cell string) string {
	n := whole(cell)
	if len(n) == 10 && strings.Trim(n, "0123456789") == "" && n[0] != '0' {
		return "0" + n
	}
	return n
}
