package reports

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

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
	page, err := p.opened(r, view.Answers{})
	if errs.KindOf(err) == errs.Invalid {
		return p.askAgain(r, err)
	}
	return web.Page(page), err
}

// around is what stands around the figures of a return: nothing where it stands by itself.
type around struct {
	last     report.Version  // the latest of it that was kept; zero: none
	shown    report.Version  // the one that is shown as it was kept; zero: it is made from the records
	standing report.Standing // of a copy for publication
	release  view.Part       // the button that publishes it, for those who may
}

// opened is the page of a return that is made now.
func (p pages) opened(r *web.Request, _ view.Answers) (view.Page, error) {
	made, err := p.made(r)
	if err != nil {
		return view.Page{}, err
	}
	a, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (a around, err error) {
		if made.Published {
			a.standing, err = p.book.Standing(ctx, v, made)
			return a, err
		}
		all, err := report.Versions(ctx, v, made)
		if len(all) > 0 {
			a.last = all[0]
		}
		if i := slices.IndexFunc(all, func(x report.Version) bool { return x.Number == made.Version }); i >= 0 {
			a.shown = all[i]
		}
		return a, err
	})
	if err != nil {
		return view.Page{}, err
	}
	if made.Published && r.Could(report.ActRelease) {
		a.release = releaseForm(r, made, a.standing)
	}
	return returnPage(made, a, false), nil
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
	if made.Published {
		_, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (struct{}, error) {
			return struct{}{}, p.book.Published(ctx, v, made)
		})
		if err != nil {
			return web.Reply{}, err
		}
	}
	var b bytes.Buffer
	if err := write(made, &b); err != nil {
		return web.Reply{}, err
	}
	name := made.Key + "-" + string(made.Period.From) + "-as-at-" + string(made.AsAt)
	if made.Version > 0 {
		name += "-version-" + strconv.Itoa(made.Version)
	}
	if made.Published {
		name += "-for-publication"
	}
	return web.Download(name+"."+ending, contentType, b.Bytes()), nil
}

// made makes the return that is asked for, or reads the version of it that was kept.
func (p pages) made(r *web.Request) (report.Report, error) {
	cmd, err := p.asked(r)
	if err != nil {
		return report.Report{}, err
	}
	if version := r.Query(askVersion); version != "" {
		return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (report.Report, error) {
			_, old, err := report.Recall{Make: cmd, Version: version}.Run(ctx, v)
			return old, err
		})
	}
	made, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (report.Report, error) { return cmd.Run(ctx, v) })
	if err == nil && r.Query(askCopy) == published {
		made = made.Publish()
	}
	return made, err
}

// returnPage is a return: the contract's, with every figure, or the copy for publication. Figures are links
// to their records unless it stands by itself, outside the program, or is for publication.
//
// What was written for the contract may tell a small number: no copy for publication carries it.
func returnPage(made report.Report, a around, alone bool) view.Page {
	period := made.Period.From.Plain() + " to " + made.Period.To.Plain()
	s := sheet{made, !alone && !made.Published && made.Version == 0}
	sections := s.tables()
	body := view.Parts{
		view.Facts{Items: []view.Fact{
			{Name: "State", Value: state(made, a, alone)},
			{Name: "As at", Value: view.Text(made.AsAt.Plain())},
			{Name: "Check code", Value: view.Parts{view.Joined{view.Strong(made.CheckCode), view.Text(".")}, view.Text("The same records always give the same code.")}},
		}},
		view.Paragraph{Small: true, Body: view.Parts{view.Strong("Data quality. "), view.Text(made.Quality)}},
		agreement(made, sections),
		headline(made),
	}
	if s.opens {
		body = append(body, onScreen(view.Small("Every figure opens: press one to see the records it counts. Who they are is shown only if your role allows it. We record who opened them.")))
	}
	if len(sections) > severalTables {
		body = append(body, contents(sections))
	}
	for _, t := range sections {
		body = append(body, t.part)
	}
	body = append(body, s.caseStudy(), reading(made))
	page := view.Page{Title: made.Title, Caption: "Return, " + period, Section: section, Wide: true}
	if alone {
		page.Body = printed(view.Parts{view.Small(made.Copy()), body})
		return page
	}
	page.Back = &view.Back{Href: section}
	page.Body = printed(view.Parts{onScreen(copies(made, a)), body})
	return page
}

// state says how far the return has come: a draft, a version that was kept, or what was published.
func state(made report.Report, a around, alone bool) view.Part {
	says := func(what, more string) view.Part { return view.Parts{view.Strong(what), view.Text(more)} }
	switch last := a.last; {
	case made.Version > 0 && alone:
		return says(fmt.Sprintf("Version %d.", made.Version), "As it was kept.")
	case made.Version > 0:
		return says(fmt.Sprintf("Version %d, %s.", a.shown.Number, a.shown.State), "As it was kept on "+a.shown.At.Date().Plain()+".")
	case made.Published && alone:
		return says("For publication.", "Made from the records as they stood.")
	case !a.standing.On.IsZero():
		return says("Published on "+a.standing.On.Plain()+".", "With these figures.")
	case made.Published:
		return says("Not published.", "Only those who read the return see this page.")
	case last.ID == "":
		return says("Draft.", "Made from the records when you opened this page.")
	case last.Digest == made.Digest:
		return says(fmt.Sprintf("Version %d, %s.", last.Number, last.State), "Kept on "+last.At.Date().Plain()+".")
	}
	return says("Draft.", fmt.Sprintf("The figures or words are not those of version %d, which is %s.", a.last.Number, a.last.State))
}

// copies says which copy this is and where to take another.
func copies(made report.Report, a around) view.Part {
	take := func(more ...view.Part) view.Part {
		return view.Joined(append([]view.Part{view.Text("Take a copy: "), view.Link{Text: "CSV", Href: address(made, "/csv"), Unseen: " of this return"}, view.Text(", "),
			view.Link{Text: "XLSX", Href: address(made, "/xlsx"), Unseen: " of this return"}, view.Text(", or print this page.")}, more...))
	}
	small := func(parts ...view.Part) view.Part {
		return view.Paragraph{Small: true, Body: view.Parts(append([]view.Part{view.Strong(made.Copy())}, parts...))}
	}
	full := func(link view.Link) view.Part { return view.Joined{link, view.Text(".")} }
	if made.Version > 0 {
		now := made
		now.Version = 0
		return small(full(view.Link{Text: "Make the return as at that day", Href: address(now, "")}), take(view.Text(" "),
			view.Link{Text: "Versions", Href: address(now, "/versions"), Unseen: " of this return"}, view.Text(".")))
	}
	if !made.Published {
		other := view.Link{Text: "See what may be published", Href: address(made, "", [2]string{askCopy, published})}
		return small(full(other), take(view.Text(" "), view.Link{Text: "Versions", Href: address(made, "/versions"), Unseen: " of this return"}, view.Text(".")))
	}
	contract := made
	contract.Published = false
	back := full(view.Link{Text: "See the contract return", Href: address(contract, "")})
	switch {
	case !a.standing.On.IsZero():
		return small(back, take())
	case a.standing.Refused != "":
		return view.Parts{small(back), view.InsetText{Body: view.Text(a.standing.Refused)}}
	}
	return view.Parts{small(back, view.Text("There are copies to take away once it is published.")), a.release}
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
