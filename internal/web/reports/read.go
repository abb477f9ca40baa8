package reports

import (
	"bytes"
	"context"
	"io"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// read is GET /reports/{report}: one return, made now. Without a year it leads to where one is chosen.
func (p pages) read(r *web.Request) (web.Reply, error) {
	if r.Query(askFrom)+r.Query(askFrom+"-day")+r.Query(askFrom+"-year") == "" {
		return web.SeeOther(section), nil
	}
	made, beside, err := p.madeWithRemarks(r)
	if errs.KindOf(err) == errs.Invalid {
		return p.askAgain(r, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(returnPage(made, beside, false)), nil
}

// csv is GET /reports/{report}/csv: the same figures for a spreadsheet.
func (p pages) csv(r *web.Request) (web.Reply, error) {
	return p.file(r, "csv", "text/csv; charset=utf-8", report.Report.WriteCSV)
}

// xlsx is GET /reports/{report}/xlsx: the same as a workbook, with each figure in words.
func (p pages) xlsx(r *web.Request) (web.Reply, error) {
	return p.file(r, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", report.Report.WriteXLSX)
}

func (p pages) file(r *web.Request, ending, contentType string, write func(report.Report, io.Writer) error) (web.Reply, error) {
	made, err := p.made(r)
	if err != nil {
		return web.Reply{}, err
	}
	var b bytes.Buffer
	if err := write(made, &b); err != nil {
		return web.Reply{}, err
	}
	name := made.Key + "-" + string(made.Period.From) + "-as-at-" + string(made.AsAt)
	if made.Published {
		name += "-for-publication"
	}
	return web.Download(name+"."+ending, contentType, b.Bytes()), nil
}

func (p pages) made(r *web.Request) (report.Report, error) {
	cmd, err := p.asked(r)
	if err != nil {
		return report.Report{}, err
	}
	made, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (report.Report, error) { return cmd.Run(ctx, v) })
	if err == nil && r.Query(askCopy) == published {
		made = made.Publish()
	}
	return made, err
}

// returnPage is a return: the contract's, with every figure, or the copy for publication. Figures are links
// to their records unless it stands by itself, outside the program, or is for publication.
func returnPage(made report.Report, beside []report.Remark, alone bool) view.Page {
	period := made.Period.From.Plain() + " to " + made.Period.To.Plain()
	if made.Published { // what was written beside the contract's tables may tell a small number
		beside = nil
	}
	s := sheet{made, !alone && !made.Published, beside}
	sections := s.tables()
	body := view.Parts{
		view.Facts{Four: true, Items: []view.Fact{
			{Name: "State", Value: view.Parts{view.Strong("Draft."), view.Text("Made from the records when you opened this page.")}},
			{Name: "As at", Value: view.Text(made.AsAt.Plain())},
			{Name: "Data quality", Value: view.Text(made.Quality)},
			{Name: "Check code", Value: view.Parts{view.Joined{view.Strong(made.CheckCode), view.Text(".")}, view.Text("The same records always give the same code.")}},
		}},
		agreement(made, sections),
		headline(made),
	}
	if s.opens {
		body = append(body, onScreen(view.Small("Every figure opens: press one to see the records it counts. Who they are is shown only if your role allows it. We record who opened them.")))
	}
	for _, t := range sections {
		body = append(body, t.part)
	}
	body = append(body, reading(made))
	page := view.Page{Title: made.Title, Caption: "Return, " + period, Section: section, Wide: true}
	if alone {
		page.Body = printed(view.Parts{view.Small(made.Copy()), body})
		return page
	}
	page.Back = &view.Back{Href: section}
	page.Body = printed(view.Parts{onScreen(copies(made)), body})
	return page
}

// copies says which copy this is and where to take another.
func copies(made report.Report) view.Part {
	other := view.Link{Text: "See what may be published", Href: address(made, "", [2]string{askCopy, published})}
	if made.Published {
		full := made
		full.Published = false
		other = view.Link{Text: "See the contract return", Href: address(full, "")}
	}
	return view.Paragraph{Small: true, Body: view.Parts{
		view.Strong(made.Copy()), view.Joined{other, view.Text(". Take a copy: "),
			view.Link{Text: "CSV", Href: address(made, "/csv"), Unseen: " of this return"}, view.Text(", "),
			view.Link{Text: "XLSX", Href: address(made, "/xlsx"), Unseen: " of this return"}, view.Text(", or print this page. "),
			view.Link{Text: "Versions", Href: address(made, "/versions"), Unseen: " of this return"}, view.Text(".")},
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
	if made.Published {
		items = append(items, view.Text("Shares are rounded each by itself, and may not add to 100."))
	} else {
		items = append(items, view.Text("Shares are rounded so that each table adds to 100."))
	}
	return view.Parts{view.H2("How to read it"), view.List{Bullets: true, Small: true, Items: items}}
}
