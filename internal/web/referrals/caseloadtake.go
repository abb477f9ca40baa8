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

// takenAtOnce is how many rows of a list go in before the page says how far it is: some seconds of work.
const takenAtOnce = 1000

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
	d := filed{heading: h, batch: intake.Batch{Service: l.Service, Kind: intake.ListKind, Sums: t.Sums, RowsAll: t.Rows, Known: t.AlreadyKnown},
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

// takeList is POST /caseloads/{list}/take: takes in the next rows, and forgets the file when all are in.
func (p pages) takeList(r *web.Request) (web.Reply, error) {
	h, err := p.handedIn(r)
	if err != nil {
		return web.Reply{}, err
	}
	if h.Tried == nil && h.Batch == "" {
		return web.SeeOther(h.at()).Saying("Try the list out first, then take it in."), nil
	}
	c := p.caseload(h)
	c.Most = takenAtOnce
	if h.Batch == "" {
		c.Version = r.Form().Int("version") // of the list as the page showed it tried out
	}
	result, err := c.Import(r.Context(), r.Gate())
	if errs.KindOf(err) == errs.Invalid {
		return r.FormAgain(p.listPage, err)
	}
	if err != nil {
		return web.Reply{}, err
	}
	if !result.Batch.Complete() {
		return web.SeeOther(h.at()).Saying(number(result.Batch.Rows) + " of " + plural(result.Batch.RowsAll, "row") + " are in."), nil
	}
	if _, err := gate.Write(r.Context(), r.Gate(), "", intake.DropList{List: h.ID}.Run); err != nil {
		return web.Reply{}, err
	}
	said := "The list is taken in."
	if result.AlreadyHere == result.Rows {
		said = "This list came before. Nothing was added."
	}
	return web.SeeOther(files + "/" + string(result.Batch.ID)).Saying(said), nil
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
