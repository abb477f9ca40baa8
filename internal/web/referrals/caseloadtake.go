package referrals

import (
	"context"
	"strconv"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// tried is GET /caseloads/{list}/tried: what would become of each row, before anything is taken in.
func (p pages) tried(r *web.Request) (web.Reply, error) {
	l, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (intake.List, error) {
		return intake.GetList(ctx, v, id.List(r.Path("list")))
	})
	if err != nil {
		return web.Reply{}, err
	}
	at := lists + "/" + string(l.ID)
	if l.Tried == nil {
		return web.SeeOther(at), nil
	}
	after, err := strconv.Atoi(r.Query("after"))
	if err != nil {
		after = 0
	}
	d := triedRows(l, reason.Heading(r.Query("ended")), after)
	d.at = at + "/tried"
	page := view.Page{Title: "Tried out: nothing is taken in yet", Caption: p.serviceName(l.Service), Section: section, Back: &view.Back{Text: "Back to the columns", Href: at},
		Intro: view.Parts{view.Quiet{Heading: "How it would add up", Body: view.Parts{sum(d.batch), adds(d.batch)}}, d.tabs()},
		Body: view.Parts{
			view.ButtonForm{Action: at + "/take", Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: number(l.Version)}}, Button: view.Button{Text: "Take the list in"}, Beside: view.Link{Text: "Correct the columns", Href: at}},
			d.table(r), d.paging(after)},
		Aside: d.why()}
	return web.Page(page), nil
}

// triedRows gives a page of the rows of a list that was tried out.
func triedRows(l intake.List, h reason.Heading, after int) filed {
	t := l.Tried
	d := filed{tried: true, heading: h, batch: intake.Batch{Service: l.Service, Kind: intake.ListKind, Sums: t.Sums, RowsAll: t.Rows, Known: t.AlreadyKnown},
		cases: map[int]intake.RowCase{}, doubted: t.Doubted, doubts: t.Doubts}
	for code, n := range t.Reasons {
		d.groups = append(d.groups, intake.Group{Heading: code.Heading(), Reason: code, Rows: n})
	}
	for _, row := range t.Each {
		if row.Number <= after || h != "" && row.Heading != h {
			continue
		}
		if d.more = len(d.rows) == rowsOnPage; d.more {
			break
		}
		d.rows = append(d.rows, row.Row)
		d.cases[row.Number] = row.RowCase
	}
	return d
}

// takeList is POST /caseloads/{list}/take: takes the first rows in. The program goes on with the rest.
func (p pages) takeList(r *web.Request) (web.Reply, error) {
	l, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (intake.List, error) {
		return intake.GetList(ctx, v, id.List(r.Path("list")))
	})
	if err != nil {
		return web.Reply{}, err
	}
	at := lists + "/" + string(l.ID)
	if l.Tried == nil && l.Batch == "" {
		return web.SeeOther(at).Saying("Try the list out first, then take it in."), nil
	}
	return p.work(r, at, intake.WorkList{Catalogue: p.set, List: l.ID, Version: r.Form().Int("version")})
}

// goOn is POST /caseloads/{list}/go-on: does the next rows at once, should the program not go on by itself.
func (p pages) goOn(r *web.Request) (web.Reply, error) {
	list := id.List(r.Path("list"))
	return p.work(r, lists+"/"+string(list), intake.WorkList{Catalogue: p.set, List: list})
}

func (p pages) work(r *web.Request, at string, w intake.WorkList) (web.Reply, error) {
	worked, err := w.Next(r.Context(), r.Gate())
	if errs.KindOf(err) == errs.Invalid {
		return r.FormAgain(p.listPage, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return goesOn(at, worked), nil
}

// goesOn shows what came of a list, or how far it is.
func goesOn(at string, w intake.Worked) web.Reply {
	switch {
	case !w.Done():
		return web.SeeOther(at)
	case w.Batch.ID == "":
		return web.SeeOther(at + "/tried")
	case w.AllBefore:
		return web.SeeOther(files + "/" + string(w.Batch.ID)).Saying("This list came before. Nothing was added.")
	}
	return web.SeeOther(files + "/" + string(w.Batch.ID)).Saying("The list is taken in.")
}

// going is a list on which the program works: how many of its rows are done. No rows: it waits for whoever handed it in.
type going struct {
	intake.List
	batch      intake.Batch // what is in of it; the zero value: it is being tried out
	done, rows int
}

func (p pages) going(r *web.Request) (going, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (g going, err error) {
		if g.List, err = intake.GetList(ctx, v, id.List(r.Path("list"))); err != nil {
			return g, err
		}
		if g.Trying != nil {
			g.done, g.rows = g.Trying.Rows, g.Trying.All
		}
		if g.Batch != "" {
			g.batch, err = intake.One(ctx, v, g.Batch)
			g.done, g.rows = g.batch.Rows, g.batch.RowsAll
		}
		return g, err
	})
}

// progress says how far the program is with a list.
func (g going) progress(r *web.Request, page view.Page) view.Page {
	at := lists + "/" + string(g.ID)
	page.Title = "Taking in a list of cases"
	so := view.Quiet{Heading: number(g.done) + " of " + plural(g.rows, "row") + " are in", Body: view.Parts{sum(g.batch), adds(g.batch)}}
	words := "What is in stays in, and no row goes in twice. "
	var beside view.Part = view.Link{Text: "See the rows that are in", Href: files + "/" + string(g.Batch)}
	if g.Trying != nil {
		page.Title = "Trying out a list of cases"
		so = view.Quiet{Heading: number(g.done) + " of " + plural(g.rows, "row") + " are tried out", Body: sum(intake.Batch{Sums: g.Trying.Sums})}
		words, beside = "Nothing is taken in by it. ", nil
	}
	page.Intro = so
	page.Body = view.Parts{
		view.Para(words + "The program goes on by itself, also after an interruption: within " + number(int(gate.Lease.Minutes())) + " minutes of running again. You can leave this page, and come back from the page of lists."),
		view.LinkButton{Text: "See how far it is", Href: at},
		view.Details{Summary: "It has not moved for some minutes", Body: view.ButtonForm{Action: at + "/go-on", Key: r.Key(), Button: view.Button{Text: "Go on with the next rows", Kind: view.Secondary}, Beside: beside}}}
	return page
}

// caseWords says what case a row came to, and who has it.
func caseWords(c intake.RowCase) view.Part {
	switch {
	case c.State == "":
		return view.Text("None to be seen")
	case c.State == "closed" && c.Worker != "":
		return view.Text("Closed. It was " + c.Worker + "'s.")
	case c.State == "closed":
		return view.Text("Closed")
	case c.Worker != "":
		return view.Text("Open, with " + c.Worker)
	case c.Waits == "":
		return view.Text("Open. Waits for a worker; " + c.Owner + " answers for it.")
	}
	return view.Text("Open. Waits: " + c.Waits + "; " + c.Owner + " answers for it.")
}
