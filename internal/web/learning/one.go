package learning

import (
	"context"
	"strconv"

	"goldenthread/internal/gate"
	"goldenthread/internal/learning"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// one is GET /learning/events/{event}.
func (p pages) one(r *web.Request) (web.Reply, error) {
	o, err := p.open(r)
	if err != nil {
		return web.Reply{}, err
	}
	rows := []view.SummaryRow{
		{Key: "Day", Value: view.Text(o.On.Plain())},
		{Key: "For whom", Value: view.Text(p.audience(o.Audience))},
		{Key: "Where", Value: view.Text(p.district(o.District))},
		{Key: "Who refers and was taught", Value: view.Text(p.source(o.Event))},
		{Key: "Given by", Value: view.Text(o.GivenBy)},
		{Key: "People", Value: people(o.Event)},
	}
	body := view.Parts{view.SummaryList{Rows: rows}}
	if len(o.Came) > 0 {
		table := view.Table{Caption: "Who came", Pattern: view.Tight, Columns: []view.Column{{Head: "Who"}, {Head: "People", Numeric: true}, {Head: "Due again", NoWrap: true}}}
		for _, c := range o.Came {
			table.Rows = append(table.Rows, []view.Part{view.Text(who(c)), view.Text(strconv.Itoa(c.People)), dueWords(c)})
		}
		body = append(body, table)
	}
	if o.Growth != nil {
		body = append(body, p.growth(o))
	}
	return web.Page(view.Page{Title: p.kind(o.Kind), Caption: p.service(o.Service), Section: section,
		Back: &view.Back{Href: section, Text: "Training and awareness"}, Body: body, Aside: p.todo(r, o.Event)}), nil
}

// open reads the event of the address.
func (p pages) open(r *web.Request) (learning.Opened, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (learning.Opened, error) {
		return learning.ByID(ctx, v, r.Path("event"))
	})
}

// growth says how many people were referred before and after. It claims no cause.
func (p pages) growth(o learning.Opened) view.Part {
	g := o.Growth
	after := "Three months after"
	if !g.Whole {
		after = "After, until " + g.To.Plain()
	}
	return view.Parts{
		view.Table{Caption: "Referrals from " + p.source(o.Event), Pattern: view.Tight,
			Columns: []view.Column{{Head: "When"}, {Head: "Referrals", Numeric: true}},
			Rows: [][]view.Part{
				{view.Text("Three months before"), view.Text(strconv.Itoa(g.Before))},
				{view.Text(after), view.Text(strconv.Itoa(g.After))},
			}},
		view.Small("From " + g.From.Plain() + " to " + g.To.Plain() + ", without the day itself. It shows what followed, not why."),
	}
}

// todo is what can be done with the event.
func (p pages) todo(r *web.Request, e learning.Event) view.Part {
	if !r.Could(learning.ActRecord) || e.State == learning.Cancelled {
		return nil
	}
	if e.State == learning.Held {
		return view.Parts{view.H2("Something wrong?"), view.Link{Text: "Put the numbers right", Href: at(e.ID) + "/came"}}
	}
	return view.Parts{
		view.LinkButton{Text: "Record who came", Href: at(e.ID) + "/came"},
		view.H2("Not held?"),
		view.ButtonForm{Action: at(e.ID) + "/cancel", Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: strconv.Itoa(e.Version)}},
			Button: view.Button{Text: "Cancel it", Kind: view.Secondary}},
	}
}

// who names a colleague with her agency, or an agency.
func who(c learning.Came) string {
	if c.Name != "" {
		return c.Name + ", " + c.AgencyName
	}
	return c.AgencyName
}

func dueWords(c learning.Came) view.Part {
	if c.Due.IsZero() {
		return view.Text("No")
	}
	return view.Text(c.Due.Plain())
}

// cancel is POST /learning/events/{event}/cancel.
func (p pages) cancel(r *web.Request) (web.Reply, error) {
	cmd := learning.Cancel{Event: r.Path("event"), Version: r.Form().Int("version")}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(at(cmd.Event)).Saying("It is cancelled."), nil
}
