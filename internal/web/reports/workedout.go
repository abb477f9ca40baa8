package reports

import (
	"goldenthread/internal/errs"
	"goldenthread/internal/report"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

var errNotWorkedOut = errs.New(errs.NotFound, "that figure is not worked out from others")

// workedOut shows what a figure that counts nothing itself was worked out from. Each of those opens, so every figure of
// a return leads to its records. Nothing private is on the page, so opening it is no look at anybody.
func (p pages) workedOut(r *web.Request) (web.Reply, error) {
	made, err := p.made(r)
	if err != nil {
		return web.Reply{}, err
	}
	t, _ := made.Table(r.Query("table"))
	row, _ := t.Row(r.Query("row"))
	from := made.WorkedFrom(t.ID, row.Key)
	if len(from) == 0 {
		return web.Reply{}, errNotWorkedOut
	}
	list := view.Table{Caption: "What it is worked out from", CaptionSize: "s", Pattern: view.Stack,
		Columns: []view.Column{{Head: "Table"}, {Head: "Line"}, {Head: "Column"}, {Head: "Figure", Numeric: true}}}
	for _, s := range from {
		figure := view.Part(view.Text(s.Figure))
		if s.Opens && !made.Published {
			figure = view.Link{Text: s.Figure, Href: figureAddress(made, s.Table, s.Row, s.Column.Column), Unseen: ", " + s.Label + ": open it"}
		}
		list.Rows = append(list.Rows, []view.Part{view.Text(s.Title), view.Text(s.Label), view.Text(s.Column.Text), figure})
	}
	words := row.Text(report.Value)
	return web.Page(view.Page{Title: "How a figure is worked out", Caption: t.Title, Section: section,
		Back: &view.Back{Text: "Back to the return", Href: address(made, "")},
		Lead: row.Label + ": " + words + ".",
		Body: view.Parts{list},
		Aside: view.Parts{view.H2("About this page"), view.Small(made.Sentence(t.ID, row, report.Value)),
			view.Small("As at " + made.AsAt.Plain() + ".")}}), nil
}
