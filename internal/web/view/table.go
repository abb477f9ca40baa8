package view

import (
	"bytes"
	"fmt"
)

// Pattern says what becomes of a table on a phone.
type Pattern string

// The patterns. What is to be worked on is no table at all: see Rows.
const (
	Tight Pattern = "tight" // few numbers: stays a table; at most four columns
	Stack Pattern = "stack" // mostly words: each row becomes a block, each cell says its heading
)

// Column is a column of a table.
type Column struct {
	Head    string
	Numeric bool // to the right, no wrap
	NoWrap  bool // dates
}

// Table is a table. The first cell of a row is its heading, unless Plain. Foot is the row of totals.
type Table struct {
	Caption     string
	CaptionSize Size
	Pattern     Pattern
	Columns     []Column
	Rows        [][]Part
	Foot        []Part
	BoldHeads   bool   // row headings stand out, as in lists of people and agencies
	Empty       string // said in place of a table without rows
}

// Cells makes a row of plain text.
func Cells(words ...string) []Part {
	row := make([]Part, 0, len(words))
	for _, w := range words {
		row = append(row, Text(w))
	}
	return row
}

func (t Table) write(b *bytes.Buffer) error {
	if t.Pattern == Tight && len(t.Columns) > 4 {
		return fmt.Errorf("the table %q has %d columns: four are the most that fit a phone", t.Caption, len(t.Columns))
	}
	for _, r := range t.Rows {
		if len(r) != len(t.Columns) {
			return fmt.Errorf("a row of the table %q has %d cells for %d columns", t.Caption, len(r), len(t.Columns))
		}
	}
	if t.Foot != nil && len(t.Foot) != len(t.Columns) {
		return fmt.Errorf("the foot of the table %q has %d cells for %d columns", t.Caption, len(t.Foot), len(t.Columns))
	}
	if t.CaptionSize == "" {
		t.CaptionSize = "m"
	}
	return draw(b, "table", t)
}

// Stacked tells whether it becomes blocks on a phone, which needs roles for screen readers.
func (t Table) Stacked() bool { return t.Pattern == Stack }

// SummaryList is questions and answers, as on a page that checks them.
type SummaryList struct {
	Rows  []SummaryRow
	Plain bool // no lines between
}

// SummaryRow is one of them. Note is smaller, under the value.
type SummaryRow struct {
	Key     string
	Value   Part
	Note    string
	Actions []Link
}

func (s SummaryList) write(b *bytes.Buffer) error { return draw(b, "summary-list", s) }

// Facts are what is asked most, name above value, in columns: two on a phone, up to four on a desk.
type Facts struct {
	Items      []Fact
	Four, Long bool // Long: one column on a phone
}

// Fact is one of them.
type Fact struct {
	Name  string
	Value Part
}

func (f Facts) write(b *bytes.Buffer) error { return draw(b, "facts", f) }

// Figures are a few big numbers with what they count under them.
type Figures struct{ Items []Figure }

// Figure is one of them. Sign is "=" or "+" where the figures are read as a sum.
type Figure struct {
	Value, Counts string
	Sign          string
}

// Said is the sign in words.
func (f Figure) Said() string {
	if f.Sign == "=" {
		return "equals "
	}
	return "plus "
}

func (f Figures) write(b *bytes.Buffer) error { return draw(b, "figures", f) }
