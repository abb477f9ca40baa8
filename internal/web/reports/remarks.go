package reports

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// askTable names the table of a page of remarks.
const askTable = "table"

// remarks is GET /reports/{report}/remarks: what was written beside one table, and a box to write in.
func (p pages) remarks(r *web.Request) (web.Reply, error) {
	page, err := p.remarksPage(r, view.Answers{})
	return web.Page(page), err
}

// write is POST /reports/{report}/remarks.
func (p pages) write(r *web.Request) (web.Reply, error) {
	cmd, err := p.asked(r)
	if err == nil {
		write := report.Write{Make: cmd, Table: r.Query(askTable), Body: r.Form().Text("body")}
		_, err = gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), write.Run)
	}
	if err != nil {
		return r.FormAgain(p.remarksPage, err)
	}
	return web.SeeOther(address(asAsked(cmd), "")).Saying("Your comment stands beside the table."), nil
}

// asAsked is enough of a return for its addresses.
func asAsked(m report.Make) report.Report {
	return report.Report{Key: m.Report, Period: report.Period{From: m.From, To: m.To}, AsAt: m.AsAt}
}

func (p pages) remarksPage(r *web.Request, a view.Answers) (view.Page, error) {
	made, err := p.made(r)
	if err != nil {
		return view.Page{}, err
	}
	t, ok := made.Table(r.Query(askTable))
	if !ok {
		return view.Page{}, errNoTable
	}
	beside, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]report.Remark, error) {
		return report.Remarks(ctx, v, made, t.ID)
	})
	if err != nil {
		return view.Page{}, err
	}
	page := view.Page{Title: "Comments", Caption: made.Title, Heading: "Comments on " + lowerFirst(t.Title), Section: section, Form: a,
		Back: &view.Back{Text: "Back to the return", Href: address(made, "")}}
	var body view.Parts
	if r.Could(report.ActRemark) {
		body = append(body, view.Form{Action: address(made, "/remarks", [2]string{askTable, t.ID}), Key: r.Key(), Submit: view.Button{Text: "Save comment"},
			Body: view.Textarea{Name: "body", Label: "Comment", Rows: 5,
				Hint: "Say what the figures mean, or ask. Name nobody: everyone who reads the return reads this. A comment is not changed; the next one takes its place."}.From(a)})
	}
	var items []view.Part
	for _, m := range beside {
		items = append(items, view.Parts{view.Para(m.Body), view.Small(m.By + ", " + m.At.Date().Plain())})
	}
	if len(items) == 0 {
		items = []view.Part{view.Text("Nobody has written here yet.")}
	}
	page.Body = append(body, view.H2("What was written, latest first"), view.List{Items: items})
	return page, nil
}
