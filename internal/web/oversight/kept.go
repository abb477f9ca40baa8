package oversight

import (
	"context"
	"net/url"

	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

const keptPath = Path + "/kept"

// kept is GET /oversight/kept: which records are past the day until which they may be kept, a page at a time.
func (p pages) kept(r *web.Request) (web.Reply, error) {
	type read struct {
		past  []casework.PastKept
		more  bool
		count int
	}
	after := placeOf(r)
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (g read, err error) {
		if g.past, g.more, err = casework.PastKeeping(ctx, v, after); err != nil {
			return g, err
		}
		g.count, err = casework.CountPastKeeping(ctx, v)
		return g, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	rows := view.Rows{Ordered: true, Small: true, Empty: "No record is past its day."}
	for _, one := range got.past {
		s, _ := p.set.Service(one.Service)
		row := view.Row{Title: string(one.Reference), Note: view.Text(s.Name + ". Closed " + one.Closed.Plain() + ", might be kept until " + one.Until.Plain() + ".")}
		if one.Alarm {
			row.Tag = &view.Tag{Text: "An alarm waits for an answer", Colour: view.Red}
		}
		rows.Items = append(rows.Items, row)
	}
	body := view.Parts{
		view.Para("These people were never reached. The file of each service says for how long what was received of them is kept then."),
		view.Para("Nothing is deleted by itself, and the program can’t delete a record yet. Decide with the service what has to stay for a complaint, a court or a police review, and keep this list with the decision."),
		view.H2("The longest past first: " + view.UpTo(got.count)), rows}
	paging := view.Pagination{Of: "records"}
	if got.more {
		last := got.past[len(got.past)-1]
		paging.Next = keptPath + "?" + url.Values{"until": {string(last.Until)}, "after": {string(last.Case)}}.Encode()
	}
	if after != (casework.PastPlace{}) {
		paging.Previous = keptPath
	}
	if paging.Next != "" || paging.Previous != "" {
		body = append(body, paging)
	}
	return web.Page(view.Page{Title: "Kept too long", Section: Path, Wide: true, Back: &view.Back{Text: "Back to oversight", Href: Path}, Body: body}), nil
}

// placeOf reads where a page of the list begins. What cannot be read is the start.
func placeOf(r *web.Request) casework.PastPlace {
	until, err := clock.ParseDate(r.Query("until"))
	if err != nil || until.IsZero() {
		return casework.PastPlace{}
	}
	return casework.PastPlace{Until: until, Case: id.Case(r.Query("after"))}
}
