package reports

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/text"
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
		f := r.Form()
		write := report.Write{Make: cmd, Table: r.Query(askTable), Body: f.Text("body"), InReturn: f.Text("where") == inReturn, Nobody: f.Has("nobody")}
		_, err = gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), write.Run)
	}
	if err != nil {
		return r.FormAgain(p.remarksPage, err)
	}
	return web.SeeOther(address(asAsked(cmd), "")).Saying("What you wrote stands on the return."), nil
}

// asAsked is enough of a return for its addresses.
func asAsked(m report.Make) report.Report {
	return report.Report{Key: m.Report, Period: report.Period{From: m.From, To: m.To}, AsAt: m.AsAt}
}

// inReturn is the answer that words are part of the return.
const inReturn = "in"

// writing asks for words: those who hand the return in say whether theirs are part of it, and write its case study. Nil: the
// reader writes nothing here.
func writing(r *web.Request, study bool, a view.Answers) view.Part {
	hands := r.Could(report.ActCommentary)
	switch {
	case study && hands:
		return view.Parts{
			view.WarningText{Body: view.Text("Everyone who reads the return reads this. Leave out or change whatever tells who it is: names, streets, ages, dates, what only one household lives with. A neighbour who reads it must not know them.")},
			view.Textarea{Name: "body", Label: "One person’s way through the service", Rows: 12, Hint: "What was going on, what was done, what is different now. It is not changed; the next one takes its place."}.From(a),
			view.Checkboxes{Name: "nobody", Legend: "Before you save it", Small: true, Items: []view.Choice{{Value: "yes", Label: "I have read it through: nobody in it could be recognised"}}}.From(a)}
	case study || !r.Could(report.ActRemark):
		return nil
	}
	body := view.Textarea{Name: "body", Label: "Comment", Rows: 5,
		Hint: "Say what the figures mean, or ask. Name nobody: everyone who reads the return reads this. A comment is not changed; the next one takes its place."}.From(a)
	if !hands {
		return body
	}
	return view.Parts{body, view.Radios{Name: "where", Legend: "Where does it stand?", LegendSize: "s", Value: inReturn, Items: []view.Choice{
		{Value: inReturn, Label: "In the return", Hint: "It is printed and handed in with the figures, and is part of the check code"},
		{Value: "beside", Label: "Beside it", Hint: "An answer to a question, or a note: it is in every copy and changes nothing that was handed in"}}}.From(a)}
}

func (p pages) remarksPage(r *web.Request, a view.Answers) (view.Page, error) {
	made, err := p.made(r)
	if err != nil {
		return view.Page{}, err
	}
	t, ok := made.Table(r.Query(askTable))
	study := !ok && r.Query(askTable) == report.CaseStudy && made.AsksCaseStudy()
	if study {
		t.ID, t.Title = report.CaseStudy, "Case study"
	} else if !ok {
		return view.Page{}, errNoTable
	}
	beside, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]report.Remark, error) {
		return report.Remarks(ctx, v, made, t.ID)
	})
	if err != nil {
		return view.Page{}, err
	}
	page := view.Page{Title: "Comments", Caption: made.Title, Heading: "Comments on " + text.Within(t.Title), Section: section, Form: a,
		Back: &view.Back{Text: "Back to the return", Href: address(made, "")}}
	var body view.Parts
	if fields := writing(r, study, a); fields != nil {
		submit := "Save comment"
		if study {
			submit, page.Title, page.Heading = "Save case study", "Case study", "Case study"
		}
		body = append(body, view.Form{Action: address(made, "/remarks", [2]string{askTable, t.ID}), Key: r.Key(), Submit: view.Button{Text: submit}, Body: fields})
	}
	var items []view.Part
	for _, m := range beside {
		where := "beside the return"
		if m.InReturn {
			where = "part of the return"
		}
		items = append(items, view.Parts{view.Para(m.Body), view.Small(m.Signed() + ", " + where)})
	}
	if len(items) == 0 {
		items = []view.Part{view.Text("Nobody has written here yet.")}
	}
	page.Body = append(body, view.H2("What was written, latest first"), view.List{Items: items})
	return page, nil
}
