package report

import (
	"regexp"
	"strings"
)

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// placeholders gives the names in a text's braces.
func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}

// fill puts figures into a text: {table} is a table's total, {table/row} a row's, {table/row/column}
// one cell. A definition is loaded only when all its names resolve.
func (r Report) fill(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(found string) string {
		name := strings.Trim(found, "{}")
		switch name {
		case "from":
			return r.Period.From.Plain()
		case "to":
			return r.Period.To.Plain()
		case "as_at":
			return r.AsAt.Plain()
		}
		row, col := r.named(name)
		return row.Print(col)
	})
}

// named finds the row and column of a name; a row that nothing was counted in is all 0.
func (r Report) named(name string) (Row, Column) {
	parts := strings.Split(name, "/")
	table, _ := r.Table(parts[0])
	row, col := table.Total, table.layout.whole()
	if len(parts) > 1 {
		row, _ = table.Row(parts[1])
	}
	if len(parts) > 2 {
		col = Column(parts[2])
	}
	return row, col
}

// figure gives the figure of a name.
func (r Report) figure(name string) Figure {
	row, col := r.named(name)
	return row.Cells[col]
}

// fillTexts fills the caption, headings and labels of a table.
func (r Report) fillTexts(t *Table) {
	t.Caption = r.fill(t.layout.Caption)
	for i := range t.Columns {
		if t.Columns[i].Column == Percent {
			t.Columns[i].Text = r.fill(t.layout.Share)
		}
	}
	for i, row := range t.Rows {
		for _, l := range t.layout.Rows {
			if l.Key == row.Key {
				t.Rows[i].Label = r.fill(l.Label)
			}
		}
	}
}
