package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"goldenthread/internal/report"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/chart"
)

// sheet is a return as it is drawn: with figures that open, or without.
type sheet struct {
	made  report.Report
	opens bool
}

// table is one table as it stands on the page: its chart and its notes beside it.
type table struct {
	id, title, anchor string
	part              view.Part
}

// besideChart is how many columns of figures still stand beside a chart.
const besideChart = 4

// severalTables is how many one finds without a list of them.
const severalTables = 8

// contents leads to each table of a long return.
func contents(tables []table) view.Part {
	links := view.List{Small: true}
	for i, t := range tables {
		links.Items = append(links.Items, view.Link{Text: fmt.Sprintf("%d. %s", i+1, t.title), Href: "#" + t.anchor})
	}
	return onScreen(view.Details{Summary: fmt.Sprintf("Go to one of the %d tables", len(tables)), Body: links})
}

// tables draws the tables of a return, numbered in their order.
func (s sheet) tables() []table {
	list := make([]table, 0, len(s.made.Tables))
	for i, t := range s.made.Tables {
		if nothing := t.Nothing(); nothing != "" {
			pair := view.Pair{Heading: fmt.Sprintf("%d. %s", i+1, t.Title), Left: view.Parts{view.Para(nothing), s.notes(t)},
				Right: view.Parts{said(t), s.comment(t)}}
			list = append(list, table{t.ID, t.Title, pair.ID(), pair})
			continue
		}
		pair := view.Pair{Heading: fmt.Sprintf("%d. %s", i+1, t.Title), Left: s.drawing(t), Right: s.notes(t)}
		below := view.Parts{s.figures(t), said(t), s.words(t), s.comment(t)}
		if len(onPage(t)) > besideChart || inWords(t) {
			pair.Below = below
		} else {
			pair.Left, pair.Right = view.Parts{pair.Left, pair.Right}, below
		}
		list = append(list, table{t.ID, t.Title, pair.ID(), pair})
	}
	return list
}

// byQuarter tells whether a table is one line over parts of the period. It reads better as a line for
// each, and is drawn as columns.
func byQuarter(t report.Table) bool {
	return len(t.Rows) == 1 && len(parts(t)) > 1
}

// parts are the columns of single months or quarters.
func parts(t report.Table) []report.Heading {
	return slices.DeleteFunc(slices.Clone(t.Columns), func(h report.Heading) bool {
		switch h.Column {
		case report.Q1, report.Q2, report.Q3, report.Q4:
			return false
		}
		return !strings.HasPrefix(string(h.Column), "m") || len(h.Column) > 3
	})
}

// drawing is the chart of a table: parts of the period as columns, anything else as bars, longest first. What is worked out is no quantity of one kind.
func (s sheet) drawing(t report.Table) view.Part {
	if t.Unit == nil {
		return nil
	}
	var values []chart.Value
	add := func(label string, f report.Figure) {
		if f.Known() {
			values = append(values, chart.Value{Label: label, Value: f.Float()})
		}
	}
	if byQuarter(t) {
		for _, h := range parts(t) {
			label, _, _ := strings.Cut(h.Text, ",")
			add(label, t.Rows[0].Cells[h.Column])
		}
		return chart.Columns{ID: "chart-" + t.ID, Title: t.Caption, Values: values}.Part()
	}
	drawn := drawnBy(t)
	column := drawn.Column
	if districts, ok := t.Districts(); ok {
		if drawn := onMap(t, districts, column); drawn != nil {
			return drawn
		}
	}
	for _, row := range t.Rows {
		add(row.Label, row.Cells[column])
	}
	slices.SortStableFunc(values, func(a, b chart.Value) int { return cmp.Compare(b.Value, a.Value) })
	if target, named := t.Total.Cells[report.Target]; named {
		add("Target", target)
	}
	if len(values) == 0 {
		return nil
	}
	bars := chart.Bars{ID: "chart-" + t.ID, Title: t.Caption, Values: values}
	if drawn.Text == "" {
		return bars.Part()
	}
	bars.Title = drawn.Text + ". " + t.Caption // who hears it and does not see the table hears of what it is
	return view.Parts{bars.Part(), view.Small("Drawn: " + text.Within(drawn.Text) + ".")}
}

// drawnBy gives the column that a table's chart is of, with its words where it is not how many: of times waited the
// median, of answers the change, or what was answered at the end.
func drawnBy(t report.Table) report.Heading {
	for _, c := range []report.Column{report.Median, report.Change, report.After} {
		if i := slices.IndexFunc(t.Columns, func(h report.Heading) bool { return h.Column == c }); i >= 0 {
			return t.Columns[i]
		}
	}
	return report.Heading{Column: t.Whole()}
}

// onMap draws the lines of a table as districts; what is left out or can't be said is said to be so.
func onMap(t report.Table, districts []report.District, column report.Column) view.Part {
	m := chart.Map{ID: "chart-" + t.ID, Title: t.Caption}
	for _, d := range districts {
		f := d.Row.Cells[column]
		place := chart.Place{Code: d.Code, Value: chart.Value{Label: d.Row.Label, Value: f.Float()}, Blank: !f.Known()}
		switch f {
		case report.Hidden:
			place.Text = f.String()
		case report.None:
			place.Text = report.TooFew
		}
		m.Places = append(m.Places, place)
	}
	drawn := m.Part()
	if drawn == nil {
		return nil
	}
	parts := view.Parts{drawn}
	if missing := m.NotDrawn(); len(missing) > 0 {
		parts = append(parts, view.Small("Not drawn: "+strings.Join(missing, ", ")+". No outline is known."))
	}
	return append(parts, view.Small(chart.MapSource))
}

// said is what was written down of what the table counts. It stands on paper too.
func said(t report.Table) view.Part {
	if len(t.Said) == 0 {
		return nil
	}
	rows := view.Rows{Small: true}
	for _, s := range t.Said {
		rows.Items = append(rows.Items, view.Row{When: s.On.Plain(), Title: s.Line, Body: view.Text(s.Words), Note: view.Text(s.About)})
	}
	parts := view.Parts{view.Paragraph{Body: view.Strong("What was written down")}, rows}
	if more := t.MoreSaid(); more != "" {
		parts = append(parts, view.Small(more))
	}
	return parts
}

// comment is the latest that was written beside the table, and where to write.
func (s sheet) comment(t report.Table) view.Part {
	var parts view.Parts
	if m := t.Commentary; m != nil {
		parts = append(parts, view.InsetText{Body: view.Parts{view.Para(m.Body), view.Small(m.Signed())}})
	}
	if m := t.Comment; m != nil {
		parts = append(parts, view.Small("Beside the return, "+m.Signed()+": “"+m.Body+"”"))
	}
	if s.opens {
		parts = append(parts, onScreen(view.Paragraph{Small: true, Body: view.Link{Text: "Comments", Unseen: " on " + text.Within(t.Title),
			Href: address(s.made, "/remarks", [2]string{askTable, t.ID})}}))
	}
	return parts
}

// caseStudy is the case study of a return that has a place for one.
func (s sheet) caseStudy() view.Part {
	if !s.made.AsksCaseStudy() {
		return nil
	}
	body := view.Parts{view.H2("Case study")}
	if m := s.made.CaseStudy; m != nil {
		body = append(body, view.InsetText{Body: view.Parts{view.Para(m.Body), view.Small(m.Signed())}})
	} else {
		body = append(body, view.Small("Nobody has written one yet."))
	}
	if s.opens {
		body = append(body, onScreen(view.Paragraph{Small: true, Body: view.Link{Text: "Write a case study", Unseen: " for this return",
			Href: address(s.made, "/remarks", [2]string{askTable, report.CaseStudy})}}))
	}
	return body
}

// notes are what the table counts, its notes, and the strip of a figure that was printed otherwise.
func (s sheet) notes(t report.Table) view.Part {
	parts := view.Parts{view.Small(t.What())}
	for _, n := range s.made.Notes {
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

// words says each figure of the table in one plain sentence, to be read out or copied with it.
func (s sheet) words(t report.Table) view.Part {
	var items []view.Part
	for _, row := range t.Lines() {
		if row.Cells[t.Whole()] == report.Hidden {
			continue
		}
		items = append(items, view.Text(s.made.Sentence(t.ID, row, t.Whole())))
		if row.Why != "" && t.Unit != nil {
			items = append(items, view.Text(row.Label+": "+row.Why+"."))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return onScreen(view.Details{Summary: "In words: " + text.Within(t.Title), Body: view.List{Bullets: true, Small: true, Items: items}})
}

// figures is the table of the same figures. Every count opens to its records.
func (s sheet) figures(t report.Table) view.Part {
	if byQuarter(t) {
		return s.quarters(t)
	}
	out := view.Table{Caption: t.Caption, CaptionSize: "s", Pattern: view.Tight, Columns: []view.Column{{Head: firstHead(t)}}}
	columns := onPage(t)
	for _, h := range columns {
		out.Columns = append(out.Columns, view.Column{Head: h.Text, Numeric: true})
	}
	// More than fit a telephone beside each other.
	if len(out.Columns) > 4 || len(out.Columns) > 3 && inWords(t) {
		out.Pattern = view.Stack
	}
	line := func(row report.Row) []view.Part {
		cells := []view.Part{label(t, row)}
		for _, h := range columns {
			cells = append(cells, s.opening(t, row, h))
		}
		return cells
	}
	for _, row := range t.Rows {
		out.Rows = append(out.Rows, line(row))
	}
	if t.Totals() {
		out.Foot = line(t.Total)
	}
	return out
}

// inWords tells whether a table has days in words: they are wider than numbers.
func inWords(t report.Table) bool {
	return slices.ContainsFunc(t.Rows, func(r report.Row) bool { return r.Words != "" })
}

// label begins a line. What is worked out says below how, since on paper nothing opens; a line of few says why a dash stands in it.
func label(t report.Table, row report.Row) view.Part {
	if row.Why == "" || t.Unit != nil && row.Why != report.TooFew {
		return view.Text(row.Label)
	}
	return view.Parts{view.Text(row.Label), view.Small(row.Why)}
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

// quarters turns a table of one line on its side: a line for each part of the period, the whole last.
func (s sheet) quarters(t report.Table) view.Part {
	row := t.Rows[0]
	out := view.Table{Caption: t.Caption, CaptionSize: "s", Pattern: view.Tight,
		Columns: []view.Column{{Head: "When"}, {Head: row.Label, Numeric: true}}}
	for _, h := range t.Columns {
		line := []view.Part{view.Text(h.Text), s.opening(t, row, h)}
		if h.Column == t.Whole() {
			out.Foot = line
			continue
		}
		out.Rows = append(out.Rows, line)
	}
	return out
}

// opening is one figure: a link to its records when it counts any, or to the figures it is worked out from.
func (s sheet) opening(t report.Table, row report.Row, h report.Heading) view.Part {
	f := row.Cells[h.Column]
	words := row.Text(h.Column)
	if s.opens && h.Column == report.Value && len(s.made.WorkedFrom(t.ID, row.Key)) > 0 {
		return view.Link{Text: words, Href: figureAddress(s.made, t.ID, row.Key, h.Column),
			Label: fmt.Sprintf("%s: show what it is worked out from, %s", words, row.Label)}
	}
	if f.Int() == 0 || !s.opens || !t.Opens(h.Column) {
		return view.Text(words)
	}
	return view.Link{Text: words, Href: figureAddress(s.made, t.ID, row.Key, h.Column),
		Label: fmt.Sprintf("%s: show the %s, %s, %s", words, records(f.Int()), row.Label, h.Text)}
}

// records says how many records there are.
func records(n int) string {
	if n == 1 {
		return "1 record"
	}
	return fmt.Sprintf("%d records", n)
}
