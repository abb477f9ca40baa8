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

// fill puts figures into a text: {table} is a table's total for the year, {table/row} a row's,
// {table/row/column} one cell. A definition is loaded only when all its names resolve.
func (r Report) fill(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(found string) string {
		name := strings.Trim(found, "{}")
		switch name {
		case "from":
			return r.Period.From.Plain()
		case "to":
			return r.Period.To.Plain()
		}
		parts := strings.Split(name, "/")
		table, _ := r.Table(parts[0])
		row, col := table.Total, InYear
		if len(parts) > 1 {
			row, _ = table.Row(parts[1])
		}
		if len(parts) > 2 {
			col = Column(parts[2])
		}
		return row.Cells[col].String()
	})
}

// fillTexts fills the caption, headings and labels of a table, once all cells are counted.
func (r Report) fillTexts(t *Table) {
	t.Caption = r.fill(t.layout.Caption)
	for i := range t.Columns {
		t.Columns[i].Text = r.fill(t.Columns[i].Text)
	}
	for i, row := range t.Rows {
		t.Rows[i].Label = r.fill(row.Label)
	}
}
