package learning

import (
	"context"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/learning"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// list is GET /learning: what is planned and what was held in the last twelve months, of all services of the reader.
func (p pages) list(r *web.Request) (web.Reply, error) {
	record, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (learning.Record, error) {
		return learning.List(ctx, v, p.mine(v.Actor()))
	})
	if err != nil {
		return web.Reply{}, err
	}
	table := view.Table{Caption: "Planned, and held in the last twelve months", Pattern: view.Stack, Empty: "Nothing is planned, and nothing was held.",
		Columns: []view.Column{{Head: "Day", NoWrap: true}, {Head: "What"}, {Head: "For whom"}, {Head: "Where"}, {Head: "People", Numeric: true}}}
	for _, e := range record.Events {
		table.Rows = append(table.Rows, []view.Part{view.Text(e.On.Plain()), view.Link{Text: p.kind(e.Kind), Unseen: " on " + e.On.Plain(), Href: at(e.ID)},
			view.Text(p.audience(e.Audience)), view.Text(p.district(e.District)), people(e)})
	}
	var plan view.Part
	if r.Could(learning.ActPlan) {
		plan = view.LinkButton{Text: "Add training or a session", Href: section + "/new"}
	}
	page := view.Page{Title: "Training and awareness", Section: section, Wide: true, Body: view.Parts{
		view.Figures{Items: []view.Figure{
			{Value: strconv.Itoa(record.Trained.People), Counts: "people trained in twelve months"},
			{Value: strconv.Itoa(record.Awareness.Events), Counts: "awareness sessions"},
			{Value: strconv.Itoa(record.Awareness.People), Counts: "people came to them"},
		}},
		plan, view.Paragraph{Body: view.Link{Text: "Who is due to be trained again", Href: section + "/due"}}, table}}
	if record.More {
		page.Body = view.Parts{page.Body, view.Small("The list shows the latest hundred.")}
	}
	return web.Page(page), nil
}

// mine gives the keys of the services whose record the reader may see.
func (p pages) mine(a access.Actor) []string {
	var keys []string
	for _, s := range learning.ServicesOf(a, learning.ActSee, p.set.Services()) {
		keys = append(keys, s.Key)
	}
	return keys
}

// people says how many came, or how the event stands.
func people(e learning.Event) view.Part {
	switch e.State {
	case learning.Planned:
		return view.Tag{Text: "Planned", Colour: view.Blue}
	case learning.Cancelled:
		return view.Tag{Text: "Cancelled", Colour: view.Grey}
	}
	return view.Text(strconv.Itoa(e.People))
}

func (p pages) label(list, key string) string {
	l, _ := p.set.List(list)
	return l.Label(key)
}

func (p pages) kind(key string) string     { return p.label("learning", key) }
func (p pages) audience(key string) string { return p.label("audiences", key) }

func (p pages) district(code string) string {
	if d, ok := p.set.DistrictNamed(code); ok {
		return d.Name
	}
	return "More than one district"
}

// service gives the name of a service.
func (p pages) service(key string) string {
	s, _ := p.set.Service(key)
	return s.Name
}

// source gives the name under which a service knows somebody who refers.
func (p pages) source(e learning.Event) string {
	s, _ := p.set.Service(e.Service)
	if from, ok := s.Source(e.Source); ok {
		return from.Name
	}
	return "Nobody in particular"
}

// choices offers the codes of a list.
func choices(l catalogue.List) []view.Choice {
	var items []view.Choice
	for _, c := range l.Codes {
		items = append(items, view.Choice{Value: c.Key, Label: c.Label})
	}
	return items
}
