package myday

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

var poolHeads = map[casework.Pooled]string{casework.PoolWaiting: "Waiting for a call", casework.PoolUnsafe: "Unsafe", casework.PoolToAgree: "To agree with police"}

// showPool is GET /my-day/pool: the people nobody has taken, those to call and those with whom it is not safe; a third list, of
// priorities to agree, stands on its own page.
func (p pages) showPool(r *web.Request) (web.Reply, error) {
	which := casework.Pooled(r.Query("show"))
	switch which {
	case "":
		which = casework.PoolWaiting
	case casework.PoolToAgree:
		return web.SeeOther(poolPath(which)), nil
	}
	type lists struct {
		counts casework.Pool
		rows   []casework.Row
		now    clock.Instant
	}
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (l lists, err error) {
		l.now = v.Now()
		l.counts, l.rows, err = casework.PoolList(ctx, v, p.set.Services(), which)
		return l, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	tabs := view.Tabs{Label: "The pool"}
	for _, w := range casework.Pooleds {
		tabs.Items = append(tabs.Items, view.Tab{Text: poolHeads[w], Href: poolPath(w), Current: w == which, Counted: true, Count: got.counts.Of(w)})
	}
	rows := view.Rows{Ordered: true, Empty: "Nobody."}
	for _, c := range got.rows {
		rows.Items = append(rows.Items, p.pooled(c, which, got.now))
	}
	body := view.Parts{tabs, view.H2(poolHeads[which]), rows}
	if len(got.rows) > 99 {
		body = append(body, view.Small("These are the first hundred."))
	}
	return web.Page(view.Page{Title: "The pool", Section: path, Wide: true, Back: &view.Back{Text: "Back to my day", Href: path}, Body: body}), nil
}

func (p pages) pooled(c casework.Row, which casework.Pooled, now clock.Instant) view.Row {
	st, _ := p.service(c.Case.Service).Stage(c.Case.Stage)
	row := view.Row{Who: caseLink(c.Initials, c.Case.Reference), Title: st.Name, Note: view.Text(string(c.Case.Reference) + ", " + p.service(c.Case.Service).Name),
		Flags: flags(c.Case)}
	if next := c.Case.NextTry(p.service(c.Case.Service), now); next != "" && which == casework.PoolWaiting {
		row.Body = view.Text(next + ".")
	}
	switch {
	case which == casework.PoolUnsafe:
		row.When = "No contact"
		row.Body = view.Text("A supervisor or the safeguarding lead decides how it goes on.")
	case c.Case.Due == clock.Never:
		row.When = "No date"
	case c.Case.Due < now:
		row.When = capital(late(c.Case.Due, now))
	default:
		row.When, row.WhenNote = due(c.Case.Due, now), c.Case.Due.By()
	}
	return row
}
