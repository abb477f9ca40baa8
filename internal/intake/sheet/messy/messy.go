// Package messy makes a workbook as people keep them, for tests: names of columns in two rows with merged
// cells and again on every page, blank rows, dates as numbers and as text, telephone numbers without their
// nought, spaces, formula text, the same person twice, a hidden sheet. Nobody in it is real.
package messy

import (
	"bytes"
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"
)

// Made says what is in a workbook.
type Made struct {
	Above, Headings, Blank, Rows         int
	Good, Duplicates, BadDates, Nameless int
}

// letters names somebody nobody is called.
func letters(i int) string {
	name := []byte{}
	for ; i >= 0; i = i/26 - 1 {
		name = append(name, byte('a'+i%26))
	}
	return string(name)
}

// Workbook makes a workbook of so many rows of people, each of whom stands in it once but for the
// duplicates.
func Workbook(rows int) ([]byte, Made, error) {
	f := excelize.NewFile()
	var m Made
	line := 0
	var failed error
	put := func(cells ...any) {
		line++
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", line), &cells); err != nil {
			failed = err
		}
	}
	put("Caseload of the project")
	put("Client", nil, nil, "Contact", nil, "Case", nil, nil, "Notes")
	put("Surname", "Forename", "DOB", "Mobile", "Postcode", "Opened", "Closed", "Ref", nil)
	m.Above, m.Headings = 2, 1
	serial := func(d time.Time) int { return int(d.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24) }
	for i := range rows {
		born, opened := time.Date(1950+i%50, time.Month(1+i%12), 1+i%28, 0, 0, 0, 0, time.UTC), time.Date(2018, time.Month(1+i%12), 1+i%28, 0, 0, 0, 0, time.UTC)
		surname, forename := "Qz"+letters(i), "Test"
		var birth, mobile, open any = born.Format("02/01/2006"), fmt.Sprintf("07700 9%05d", i), opened.Format("2006-01-02")
		m.Rows++
		switch {
		case i%500 == 499:
			put("Surname", "Forename", "DOB", "Mobile")
			m.Rows--
			m.Headings++
			continue
		case i%250 == 249:
			put()
			put(" ", nil, "")
			m.Rows--
			m.Blank += 2
			continue
		case i%100 == 7:
			open = "before Christmas"
			m.BadDates++
		case i%100 == 8:
			surname, forename = "", ""
			m.Nameless++
		case i%100 == 9: // the line before the last, again
			put("Qz"+letters(i-4), " Test", time.Date(1950+(i-4)%50, time.Month(1+(i-4)%12), 1+(i-4)%28, 0, 0, 0, 0, time.UTC).Format("02/01/2006"), nil, "TS1 3AB",
				time.Date(2018, time.Month(1+(i-4)%12), 1+(i-4)%28, 0, 0, 0, 0, time.UTC).Format("2006-01-02"), nil, fmt.Sprintf("R-%d", i-4))
			m.Duplicates++
			continue
		case i%3 == 0:
			birth, open = serial(born), serial(opened)
			mobile = 7700900000 + i
			surname += "  "
			m.Good++
		case i%50 == 1:
			forename = "=HYPERLINK(\"http://example.org\")"
			m.Good++
		default:
			m.Good++
		}
		var closed any
		if i%4 == 0 {
			closed = opened.AddDate(0, 1, 0).Format("02/01/2006")
		}
		put(surname, forename, birth, mobile, "TS1 3AB", open, closed, fmt.Sprintf("R-%d", i), "It goes on every night")
	}
	if _, err := f.NewSheet("Do not use"); err != nil {
		return nil, m, err
	}
	if err := f.SetSheetRow("Do not use", "A1", &[]any{"Surname", "Forename"}); err != nil {
		return nil, m, err
	}
	if err := f.SetSheetVisible("Do not use", false); err != nil {
		return nil, m, err
	}
	for _, merged := range [][2]string{{"A2", "C2"}, {"D2", "E2"}, {"F2", "H2"}} {
		if err := f.MergeCell("Sheet1", merged[0], merged[1]); err != nil {
			return nil, m, err
		}
	}
	var b bytes.Buffer
	if failed == nil {
		failed = f.Write(&b)
	}
	return b.Bytes(), m, failed
}
