package report

import (
	"strconv"

	"goldenthread/internal/clock"
)

// Report is a finished return. The same facts always make the same one.
type Report struct {
	Key       string     `json:"report"`
	Title     string     `json:"title"`
	Service   string     `json:"service"`
	Period    Period     `json:"period"`
	AsAt      clock.Date `json:"as_at"`      // only what was recorded by the end of this day is counted
	CheckCode string     `json:"check_code"` // first eight characters of Digest, to read out
	Digest    string     `json:"digest"`     // SHA-256 over the figures, see digest.go
	Agrees    bool       `json:"agrees"`     // all totals agree with each other
	Quality   string     `json:"data_quality"`
	Version   int        `json:"version,omitempty"` // the number it was kept under; 0: it is made from the records
	Published bool       `json:"for_publication"`   // small numbers are left out; otherwise this is the contract return, in full
	Tables    []Table    `json:"tables"`
	Notes     []Note     `json:"notes"`
	CaseStudy *Remark    `json:"case_study,omitempty"`

	definition Definition
	facts      Facts
}

// Table is one table of a report.
type Table struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"`
	Caption string    `json:"caption"`        // what is counted, in words, with the whole
	Unit    *Unit     `json:"unit,omitempty"` // what one of them is; nil: the figures are worked out from other tables
	Columns []Heading `json:"columns"`
	Rows    []Row     `json:"rows"`
	Total   Row       `json:"total"`
	Known   int       `json:"known"` // of Of facts, how many have a known code
	Of      int       `json:"of"`
	NoTotal bool      `json:"no_total,omitempty"` // of mean answers there is none

	Said     []Said `json:"said,omitempty"`      // what was written down of the facts; a publication has none of it
	SaidMore int    `json:"said_more,omitempty"` // how many more there are than a return prints

	Commentary *Remark `json:"commentary,omitempty"` // of those who run the service: part of the return
	Comment    *Remark `json:"comment,omitempty"`    // the last question or answer: it stands beside

	layout  Layout
	counts  []count    // of Rows, in their order
	codes   [][]string // the codes that each row took
	tallies [][]Tally  // what each row took
	unknown []bool     // rows whose answer is not known
}

// Row is one line of a table.
type Row struct {
	Key   string            `json:"key"`
	Label string            `json:"label"`
	Cells map[Column]Figure `json:"cells"`

	Words string `json:"words,omitempty"` // what stands in place of a value that is no number: a day
	First string `json:"first,omitempty"` // of such a value, in place of the interval: from this day
	Last  string `json:"last,omitempty"`  // to this day
	Sign  string `json:"sign,omitempty"`  // of a value: "%" or "£"
	Why   string `json:"why,omitempty"`   // how a figure was worked out, or why there is none
}

// Print gives a cell as it is printed, without the sign of a percentage.
func (r Row) Print(c Column) string {
	f := r.Cells[c]
	switch {
	case f == Hidden:
	case c == Low && r.First != "":
		return r.First
	case c == High && r.Last != "":
		return r.Last
	case c != Value:
	case r.Words != "":
		return r.Words
	case r.Sign == "£" && f.Known():
		return "£" + thousands(f.Int())
	}
	return f.String()
}

// Text gives a cell with its sign: "29%".
func (r Row) Text(c Column) string { return r.Print(c) + r.sign(c) }

// Opens tells whether a column of the table opens to records.
func (t Table) Opens(c Column) bool { return t.Unit != nil && c.opens() && !t.layout.hasBase(c) }

// thousands sets commas: 64,889.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// District is a line of a table that stands on a map.
type District struct {
	Code string // ONS code; empty: the line is of no one district
	Row  Row
}

// Districts gives the lines of a table that is drawn as a map, each with its district. False: it is not.
func (t Table) Districts() ([]District, bool) {
	if t.layout.Places == "" {
		return nil, false
	}
	all := make([]District, 0, len(t.Rows))
	for _, row := range t.Rows {
		d := District{Row: row}
		for _, l := range t.layout.Rows {
			if l.Key == row.Key && len(l.Codes) == 1 {
				d.Code = l.Codes[0]
			}
		}
		all = append(all, d)
	}
	return all, true
}

// Whole gives the column that counts all of the period, or the value where figures are worked out.
func (t Table) Whole() Column { return t.layout.whole() }

// hides tells whether a publication leaves something of the table out.
func (t Table) hides() bool {
	for _, row := range append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total) {
		for _, f := range row.Cells {
			if f == Hidden {
				return true
			}
		}
	}
	return false
}

// Table finds a table by its id.
func (r Report) Table(id string) (Table, bool) {
	for _, t := range r.Tables {
		if t.ID == id {
			return t, true
		}
	}
	return Table{}, false
}

// Row finds a row by its key; "total" is the last one.
func (t Table) Row(key string) (Row, bool) {
	if key == t.Total.Key {
		return t.Total, true
	}
	for _, r := range t.Rows {
		if r.Key == key {
			return r, true
		}
	}
	return Row{}, false
}

// About says what sort of thing a note tells.
type About string

// The sorts of note, in the order in which they are given.
const (
	Differs   About = "differs"   // a printed figure is not what the records give
	Disagrees About = "disagrees" // two totals that must be equal are not
	Agrees    About = "agrees"    // all totals agree
	Unlisted  About = "unlisted"  // facts whose code no row of the return lists
	KnownOf   About = "known"     // for how many the table's answer is known
	Compared  About = "compared"  // whether the year before can be compared
	Meaning   About = "meaning"   // how a figure is to be read
)

// Note is one remark on a report. Text says all of it in plain words; the rest is for programs.
type Note struct {
	About   About   `json:"about"`
	Table   string  `json:"table,omitempty"`
	Row     string  `json:"row,omitempty"`
	Column  Column  `json:"column,omitempty"`
	Printed *Figure `json:"printed,omitempty"` // with Differs
	Is      *Figure `json:"is,omitempty"`      // with Differs
	Cause   string  `json:"cause,omitempty"`   // with Differs, when a likely one was found
	Text    string  `json:"text"`
}
