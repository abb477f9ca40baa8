package reports

import (
	"fmt"
	"slices"

	"goldenthread/internal/report"
	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/chart"
)

// table is one table as it stands on the page: its chart and its notes beside it.
type table struct {
	id, title, anchor string
	part              view.Part
}

// tables draws the tables of a return, numbered in their order.
func tables(made report.Report) []table {
	list := make([]table, 0, len(made.Tables))
	for i, t := range made.Tables {
		pair := view.Pair{Heading: fmt.Sprintf("%d. %s", i+1, t.Title), Left: view.Parts{drawing(made, t), remarks(made, t)}, Right: figures(made, t)}
		list = append(list, table{t.ID, t.Title, pair.ID(), pair})
	}
	return list
}

// byQuarter tells whether a table is one line over the quarters of the year. It reads better as a
// line for each quarter, and is drawn as columns.
func byQuarter(t report.Table) bool {
	return len(t.Rows) == 1 && slices.ContainsFunc(t.Columns, func(h report.Heading) bool { return h.Column == report.Q1 })
}

// drawing is the chart of a table's year: quarters as columns, anything else as bars, longest first.
func drawing(made report.Report, t report.Table) view.Part {
	var values []chart.Value
	add := func(label string, f report.Figure) {
		values = append(values, chart.Value{Label: label, Value: f.Float()})
	}
	if byQuarter(t) {
		for _, h := range t.Columns {
			if h.Column == report.Q1 || h.Column == report.Q2 || h.Column == report.Q3 || h.Column == report.Q4 {
				add("Q"+string(h.Column[1:]), t.Rows[0].Cells[h.Column])
			}
		}
		return chart.Columns{ID: "chart-" + t.ID, Title: t.Caption, Values: values}.Part()
	}
	for _, row := range t.Rows {
		add(row.Label, row.Cells[t.Whole()])
	}
	slices.SortStableFunc(values, func(a, b chart.Value) int { return int(b.Value - a.Value) })
	if target, named := t.Total.Cells[report.Target]; named {
		add("Target", target)
	}
	return chart.Bars{ID: "chart-" + t.ID, Title: t.Caption, Values: values}.Part()
}

// remarks are a table's notes, and the strip of a figure that was printed otherwise.
func remarks(made report.Report, t report.Table) view.Part {
	var parts view.Parts
	for _, n := range made.Notes {
		switch {
		case n.Table != t.ID:
		case n.About == report.Differs:
			parts = append(parts, strip(n, view.Text(n.Text)))
		default:
			parts = append(parts, view.Small(n.Text))
		}
	}
	return parts
}

// figures is the table of the same figures. Every count opens to its records.
func figures(made report.Report, t report.Table) view.Part {
	if byQuarter(t) {
		return quarters(made, t)
	}
	out := view.Table{Caption: t.Caption, CaptionSize: "s", Pattern: view.Tight, Columns: []view.Column{{Head: firstHead(t)}}}
	columns := onPage(t)
	for _, h := range columns {
		out.Columns = append(out.Columns, view.Column{Head: h.Text, Numeric: true})
	}
	if len(out.Columns) > 4 { // more than fit a telephone beside each other
		out.Pattern = view.Stack
	}
	line := func(row report.Row) []view.Part {
		cells := []view.Part{view.Text(row.Label)}
		for _, h := range columns {
			cells = append(cells, opening(made, t, row, h))
		}
		return cells
	}
	for _, row := range t.Rows {
		out.Rows = append(out.Rows, line(row))
	}
	if len(t.Rows) > 1 {
		out.Foot = line(t.Total)
	}
	return out
}

// onPage leaves out the first half of the year where its second half and the whole stand: four
// columns are what a telephone holds. The copy for a spreadsheet has all of them.
func onPage(t report.Table) []report.Heading {
	return slices.DeleteFunc(slices.Clone(t.Columns), func(h report.Heading) bool { return h.Column == report.FirstHalf })
}

// heads are the words over the first column of tables that mean the same in every return.
var heads = map[string]string{"supported": "People", "target": "Counted", "sources": "Source", "onward": "Service", "needs": "Support", "additional_needs": "Need"}

func firstHead(t report.Table) string {
	if word, ok := heads[t.ID]; ok {
		return word
	}
	return t.Title
}

// quarters turns a table of one line on its side: a line for each quarter, the year last.
func quarters(made report.Report, t report.Table) view.Part {
	row := t.Rows[0]
	out := view.Table{Caption: t.Caption, CaptionSize: "s", Pattern: view.Tight,
		Columns: []view.Column{{Head: "Quarter"}, {Head: row.Label, Numeric: true}}}
	for _, h := range t.Columns {
		line := []view.Part{view.Text(h.Text), opening(made, t, row, h)}
		if h.Column == t.Whole() {
			out.Foot = line
			continue
		}
		out.Rows = append(out.Rows, line)
	}
	return out
}

// opening is one figure: a link to its records when it counts any.
func opening(made report.Report, t report.Table, row report.Row, h report.Heading) view.Part {
	f := row.Cells[h.Column]
	words := row.Text(h.Column)
	if f.Int() == 0 || !t.Opens(h.Column) {
		return view.Text(words)
	}
	return view.Link{Text: words, Href: figureAddress(made, t.ID, row.Key, h.Column),
		Label: fmt.Sprintf("%s: show the %s, %s, %s", words, records(f.Int()), row.Label, h.Text)}
}

// records says how many records there are.
func records(n int) string {
	if n == 1 {
		return "1 record"
	}
	return fmt.Sprintf("%d records", n)
}
