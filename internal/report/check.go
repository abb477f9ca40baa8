package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Claim is one figure that somebody published: what report check compares.
type Claim struct {
	Line   int    // of the file
	Table  string // its id or its title
	Row    string // its key or its label; "total" or "All" is the last one
	Column Column // its key, or what stands over it
	Figure Figure
}

// Difference is a claim that the records do not give.
type Difference struct {
	Table   string  `json:"table"`
	Row     string  `json:"row"`
	Column  Column  `json:"column"`
	Printed Figure  `json:"printed"`
	Is      *Figure `json:"is"` // null: the return has no such figure
	Text    string  `json:"text"`
}

// ReadClaims reads published figures from a CSV file with the columns table, row, column and figure. What
// cannot be read is said with its line.
func ReadClaims(in io.Reader) ([]Claim, error) {
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return nil, errors.New("the file is empty or not a CSV file: its first line must be table,row,column,figure")
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	at := map[string]int{}
	for _, want := range []string{"table", "row", "column", "figure"} {
		i := slices.IndexFunc(head, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), want) })
		if i < 0 {
			return nil, fmt.Errorf("line 1: there is no column %q: the first line must be table,row,column,figure", want)
		}
		at[want] = i
	}
	var all []Claim
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("the file can't be read as CSV: %w", err)
		}
		line, _ := r.FieldPos(0)
		if len(fields) < len(head) {
			return nil, fmt.Errorf("line %d: %d fields, and the first line has %d", line, len(fields), len(head))
		}
		get := func(name string) string { return strings.TrimSpace(fields[at[name]]) }
		n, err := strconv.ParseFloat(strings.TrimSuffix(strings.ReplaceAll(strings.TrimPrefix(get("figure"), "£"), ",", ""), "%"), 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: %q is no figure", line, get("figure"))
		}
		all = append(all, Claim{Line: line, Table: get("table"), Row: get("row"), Column: Column(get("column")), Figure: Tenths(n)})
	}
	if len(all) == 0 {
		return nil, errors.New("the file has no figures below its first line")
	}
	return all, nil
}

// Against compares the report with published figures and names every one that differs.
func (r Report) Against(claims []Claim) []Difference {
	differ := []Difference{}
	for _, c := range claims {
		d := Difference{Table: c.Table, Row: c.Row, Column: c.Column, Printed: c.Figure}
		t, ok := r.called(c.Table)
		row, found := t.called(c.Row)
		column := t.headed(c.Column)
		if !found && len(t.Rows) == 1 { // on the page such a table stands on its side
			line, is := t.called(string(c.Column))
			if over := t.headed(Column(c.Row)); is && slices.ContainsFunc(t.Columns, func(h Heading) bool { return h.Column == over }) {
				row, found, column = line, true, over
			}
		}
		is, has := row.Cells[column]
		switch {
		case !ok:
			d.Text = fmt.Sprintf("line %d: the return has no table %q", c.Line, c.Table)
		case !found:
			d.Text = fmt.Sprintf("line %d: %s has no line %q", c.Line, t.Title, c.Row)
		case !has:
			d.Text = fmt.Sprintf("line %d: %s has no column %q", c.Line, t.Title, c.Column)
		case is != c.Figure:
			d.Is = &is
			d.Text = t.difference(row, column, map[Column]Figure{column: c.Figure}, r.printedBefore())
		default:
			continue
		}
		differ = append(differ, d)
	}
	return differ
}

// called finds a table by its id or its title.
func (r Report) called(name string) (Table, bool) {
	if t, ok := r.Table(name); ok {
		return t, true
	}
	for _, t := range r.Tables {
		if strings.EqualFold(t.Title, name) {
			return t, true
		}
	}
	return Table{}, false
}

// headed gives the column that has a name as its key or over it.
func (t Table) headed(name Column) Column {
	for _, h := range t.Columns {
		if strings.EqualFold(h.Text, string(name)) {
			return h.Column
		}
	}
	return name
}

// called finds a row by its key or its label.
func (t Table) called(name string) (Row, bool) {
	if row, ok := t.Row(name); ok {
		return row, true
	}
	for _, row := range append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total) {
		if strings.EqualFold(row.Label, name) {
			return row, true
		}
	}
	return Row{}, false
}
