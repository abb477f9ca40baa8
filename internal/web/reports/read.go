package reports

import (
	"bytes"
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// read is GET /reports/{report}: one return, made now. Without a year it leads to where one is chosen.
func (p pages) read(r *web.Request) (web.Reply, error) {
	if r.Query(askFrom) == "" {
		return web.SeeOther(section), nil
	}
	made, err := p.made(r)
	if errs.KindOf(err) == errs.Invalid {
		return p.askAgain(r, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(returnPage(made)), nil
}

// csv is GET /reports/{report}/csv: the same figures for a spreadsheet.
func (p pages) csv(r *web.Request) (web.Reply, error) {
	made, err := p.made(r)
	if err != nil {
		return web.Reply{}, err
	}
	var b bytes.Buffer
	if err := made.WriteCSV(&b); err != nil {
		return web.Reply{}, err
	}
	name := made.Key + "-" + string(made.Period.From) + "-as-at-" + string(made.AsAt) + ".csv"
	return web.Download(name, "text/csv; charset=utf-8", b.Bytes()), nil
}

func (p pages) made(r *web.Request) (report.Report, error) {
	cmd, err := p.asked(r)
	if err != nil {
		return report.Report{}, err
	}
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (report.Report, error) { return cmd.Run(ctx, v) })
}

// returnPage is the contract return: every figure, small ones too.
func returnPage(made report.Report) view.Page {
	period := made.Period.From.Plain() + " to " + made.Period.To.Plain()
	sections := tables(made)
	body := view.Parts{
		view.Facts{Four: true, Items: []view.Fact{
			{Name: "State", Value: view.Parts{view.Strong("Draft."), view.Text("Made from the records when you opened this page.")}},
			{Name: "As at", Value: view.Text(made.AsAt.Plain())},
			{Name: "Counts", Value: view.Text("New referrals in the year, unless a table says otherwise")},
			{Name: "Check code", Value: view.Parts{view.Joined{view.Strong(made.CheckCode), view.Text(".")}, view.Text("The same records always give the same code.")}},
		}},
		agreement(made, sections),
		headline(made),
		onScreen(view.Small("Every figure opens: press one to see the records it counts. Who they are is shown only if your role allows it. We record who opened them.")),
	}
	for _, s := range sections {
		body = append(body, s.part)
	}
	body = append(body, reading(made))
	return view.Page{
		Title: made.Title, Caption: "Annual return, " + period, Section: section, Back: &view.Back{Href: section}, Wide: true,
		Body: printed(view.Parts{onScreen(copies(made)), body}),
	}
}

// copies says which copy this is and where to take another.
func copies(made report.Report) view.Part {
	return view.Paragraph{Small: true, Body: view.Parts{
		view.Strong("Contract return: every figure, small ones too."), view.Text("Not for publication."),
		view.Joined{view.Text("Take a copy: "), view.Link{Text: "CSV", Href: address(made, "/csv"), Unseen: " of this return"}, view.Text(", or print this page.")},
	}}
}

// reading is the notes that belong to no one table.
func reading(made report.Report) view.Part {
	var items []view.Part
	for _, n := range made.Notes {
		if n.Table == "" && n.About != report.Agrees {
			items = append(items, view.Text(n.Text))
		}
	}
	items = append(items, view.Text("Shares are rounded so that each table adds to 100."))
	return view.Parts{view.H2("How to read it"), view.List{Bullets: true, Small: true, Items: items}}
}
