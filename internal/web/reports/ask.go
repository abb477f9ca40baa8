package reports

import (
	"net/url"
	"strconv"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/report"
	"goldenthread/internal/web"
)

// The names in addresses: those of the return, its period, the day it is made as at, and which copy.
const (
	askFrom = "from"
	askTo   = "to"
	askAsAt = "as_at"
	askCopy = "copy" // "published": for publication

	askVersion = "version" // the number of one that was kept, to be shown as it was
)

// published is the copy that may be published.
const published = "published"

// asked reads from the address which return is wanted. A day comes as one word, 2018-04-06, or as
// the three inputs of the form. What cannot be read is said field by field.
func (p pages) asked(r *web.Request) (report.Make, error) {
	var bad errs.Fields
	m := report.Make{Book: p.book, Report: r.Path("report"),
		From: day(r, askFrom, &bad), To: day(r, askTo, &bad), AsAt: day(r, askAsAt, &bad)}
	return m, bad.Err()
}

// day reads one day from the address.
func day(r *web.Request, name string, bad *errs.Fields) clock.Date {
	typed := r.Query(name)
	if d, m, y := r.Query(name+"-day"), r.Query(name+"-month"), r.Query(name+"-year"); typed == "" && d+m+y != "" {
		typed = y + "-" + twoDigits(m) + "-" + twoDigits(d)
	}
	if typed == "" {
		return ""
	}
	date, err := clock.ParseDate(typed)
	if err != nil {
		bad.Add(name, "Enter a date that is in the calendar, like 6 4 2018")
	}
	return date
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// address gives the address of a page of a finished return. It says the year and the day it is made
// as at, so that what it leads to counts the same records.
func address(r report.Report, page string, more ...[2]string) string {
	q := url.Values{askFrom: {string(r.Period.From)}, askTo: {string(r.Period.To)}, askAsAt: {string(r.AsAt)}}
	if r.Published {
		q.Set(askCopy, published)
	}
	if r.Version > 0 {
		q.Set(askVersion, strconv.Itoa(r.Version))
	}
	for _, pair := range more {
		q.Set(pair[0], pair[1])
	}
	return section + "/" + url.PathEscape(r.Key) + page + "?" + q.Encode()
}

// figureAddress gives the address of the records behind one figure.
func figureAddress(r report.Report, table, row string, column report.Column) string {
	return address(r, "/records", [2]string{"table", table}, [2]string{"row", row}, [2]string{"column", string(column)})
}
