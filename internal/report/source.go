package report

import (
	"slices"
	"strings"
)

// Source is a figure of the return that another is worked out from.
type Source struct {
	Table  string // its id
	Title  string // of the table
	Row    string // its key
	Label  string // of the row
	Column Heading
	Figure string // as it is printed, with its sign
	Opens  bool   // to the records it counts, or to what it is worked out from in its turn
}

// WorkedFrom gives the figures that a worked-out one is made of, in the order of its file. One that comes from the
// service's file alone, such as what the contract pays, has none; nor has one that counts.
func (r Report) WorkedFrom(table, row string) []Source {
	t, _ := r.Table(table)
	at := slices.IndexFunc(t.layout.Rows, func(l Line) bool { return l.Key == row && l.Work != nil })
	if at < 0 {
		return nil
	}
	var all []Source
	w := t.layout.Rows[at].Work
	for _, name := range append(w.names(), w.Mean+w.Middle) {
		if name == "" {
			continue
		}
		id, _, _ := strings.Cut(name, "/")
		of, known := r.Table(id)
		line, column := r.named(name)
		if !known || line.Key == "" { // a line that is there only when something is in it
			continue
		}
		s := Source{Table: id, Title: of.Title, Row: line.Key, Label: line.Label, Column: Heading{Column: column, Text: string(column)}, Figure: line.Text(column)}
		if i := slices.IndexFunc(of.Columns, func(h Heading) bool { return h.Column == column }); i >= 0 {
			s.Column = of.Columns[i]
		}
		s.Opens = of.Opens(column) && line.Cells[column].Int() > 0 || column == Value && len(r.WorkedFrom(id, line.Key)) > 0
		all = append(all, s)
	}
	return all
}
