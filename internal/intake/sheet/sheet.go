package sheet

import (
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake/police"
)

// Column is a column of a list and what it is taken for.
type Column struct {
	Header  string
	Field   catalogue.Field // blank: it is not taken in
	Samples []string        // of what it holds, different ones, as they are read: about people
	Filled  int             // cells with something in them
	Left    int             // cells not taken in, because another column for the same said something else first
}

// mostSamples is how much of a column is shown to whoever says what it is.
const mostSamples = 3

// note counts what a cell holds.
func (c *Column) note(cell string) {
	if cell == "" {
		return
	}
	c.Filled++
	if len(c.Samples) < mostSamples && !slices.Contains(c.Samples, cell) {
		c.Samples = append(c.Samples, cell)
	}
}

// Summary is what a list is.
type Summary struct {
	police.Summary
	Columns  []Column // as proposed, or as they were corrected
	Hidden   int      // sheets that are hidden and were not read
	Without  int      // sheets without a table
	Seen     int      // rows seen in all: the four below and Rows add up to it
	Above    int      // with something in them, above the column names or in a sheet without a table
	Headings int      // of column names, the repeated ones too
	Blank    int
}

// AddsUp tells whether every row seen is accounted for.
func (s Summary) AddsUp() bool { return s.Above+s.Headings+s.Blank+s.Rows == s.Seen }

// Corrections say which column is what, by its header, where the proposal is wrong; a blank field leaves
// the column out.
type Corrections map[string]catalogue.Field

// grid is one sheet, row by row.
type grid struct {
	book     bool // of a workbook, which keeps dates as numbers of days
	date1904 bool
	// each hands over every row in order, also blank ones; a fault says that one can't be taken apart.
	each func(fn func(line int, cells []string, fault string) error) (*police.Problem, error)
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// head is the column names of one sheet.
type head struct {
	at     int // number of the row they stand in, from 0
	names  []string
	fields []catalogue.Field // what each column is taken for, looked up once and not for each row; empty: nothing
}

// findHead finds the row of column names among the first rows of a sheet: that in which most are known.
// Where names stand in two rows, the upper stretches over the columns beside it, as merged cells do.
func findHead(rows [][]string, m catalogue.Mapping, c Corrections) (head, bool) {
	best, known := head{}, 0
	for i, row := range rows {
		wide := len(row)
		if i > 0 {
			wide = max(wide, len(rows[i-1]))
		}
		row = append(slices.Clone(row), make([]string, wide-len(row))...)
		names, n := make([]string, min(wide, mostColumns)), 0
		fields := make([]catalogue.Field, len(names))
		for j := range names {
			names[j] = plain(row[j])
			if names[j] == "" && i > 0 && j < len(rows[i-1]) { // the name stands in the upper row alone
				names[j] = plain(rows[i-1][j])
			}
			if _, ok := fieldOf(names[j], m, c); !ok && i > 0 && names[j] != "" {
				if both := over(rows[i-1], j) + " " + names[j]; both != " "+names[j] {
					if _, ok := fieldOf(both, m, c); ok {
						names[j] = both
					}
				}
			}
			if f, ok := fieldOf(names[j], m, c); ok {
				fields[j] = f
				n++
			}
		}
		if n > known {
			best, known = head{i, names, fields}, n
		}
	}
	return best, known >= fewest
}

// over gives the name that stands over a column: its own cell, or the nearest to the left.
func over(row []string, j int) string {
	for ; j >= 0; j-- {
		if j < len(row) && plain(row[j]) != "" {
			return plain(row[j])
		}
	}
	return ""
}

func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// fieldOf gives what a column is: as corrected, or as proposed.
func fieldOf(header string, m catalogue.Mapping, c Corrections) (catalogue.Field, bool) {
	if f, corrected := c[header]; corrected {
		return f, f != ""
	}
	if header == "" {
		return "", false
	}
	f, ok := m.FieldOf(header)
	switch {
	case f == catalogue.FieldForce: // the program fills it: what the list calls so is the police force
		return catalogue.FieldPoliceForce, true
	case Fills(f):
		return "", false
	}
	return f, ok
}
