package cases

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// listed is one page of a list with what stands around it.
type listed struct {
	rows     []casework.Row
	more     bool
	services []string // keys of the services this reader works for
	shown    identity.Shown
	now      clock.Instant
	me       id.Account
}

// list is GET /cases: one's own cases, those nobody has, the team's, those closed last. A reference
// typed in goes straight to its case.
func (p pages) list(r *web.Request) (web.Reply, error) {
	if typed := r.Query("reference"); typed != "" {
		reference, err := id.ParseReference(typed)
		if err != nil {
			return web.SeeOther(section).Saying("No reference is written like that. It looks like GT-7K3M-92QX."), nil
		}
		return web.SeeOther(section + "/" + string(reference)), nil
	}
	q := casework.Query{Which: casework.Which(r.Query("show")), Flag: casework.Flag(r.Query("flag")), Service: r.Query("service"), After: placeOf(r)}
	if q.Which == "" {
		q.Which = casework.Mine
	}
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (listed, error) {
		l := listed{services: p.services(v.Actor()), now: v.Now(), me: v.Actor().Account()}
		var err error
		if q.Which != casework.Mine {
			if l.shown, err = identity.ServiceShown(ctx, v, q.Service, l.services); err != nil {
				return l, err
			}
			q.Service = l.shown.Service
		}
		l.rows, l.more, err = casework.List(ctx, v, q)
		return l, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	if q.Which != casework.Mine {
		q.Service = got.shown.Service
	}
	return web.Page(p.listPage(r, q, got)), nil
}

// services lists the services somebody works with people for, by key.
func (p pages) services(a access.Actor) []string {
	keys, all := a.Services(access.Casework...)
	if all {
		keys = nil
		for _, s := range p.set.Services() {
			keys = append(keys, s.Key)
		}
	}
	slices.Sort(keys)
	return keys
}

func placeOf(r *web.Request) casework.Place {
	if closed, err := clock.ParseDate(r.Query("closed")); err == nil {
		return casework.Place{Closed: closed, ID: id.Case(r.Query("after"))}
	}
	due, err := strconv.ParseInt(r.Query("due"), 10, 64)
	if err != nil {
		return casework.Place{}
	}
	return casework.Place{Due: clock.Instant(due), ID: id.Case(r.Query("after"))}
}

func (p pages) listPage(r *web.Request, q casework.Query, got listed) view.Page {
	tabs, heading := view.Tabs{Label: "Cases"}, ""
	for _, t := range []struct {
		which casework.Which
		text  string
	}{{casework.Mine, "Mine"}, {casework.Unowned, "Nobody’s yet"}, {casework.Team, "The team’s"}, {casework.ClosedOf, "Closed"}} {
		if t.which == q.Which {
			heading = t.text
		}
		tabs.Items = append(tabs.Items, view.Tab{Text: t.text, Href: listAt(casework.Query{Which: t.which, Service: q.Service}), Current: t.which == q.Which})
	}
	shown, _ := p.set.Service(got.shown.Service)
	page := view.Page{Title: "Cases", Top: nil, Intro: view.Parts{tabs, p.serviceLinks(q, got), web.BeginHere(r, got.shown, shown.Name), flagLinks(q)}, Body: view.Parts{view.H2(heading), p.caseRows(got)}, Aside: view.Parts{
		view.Form{Action: section, Search: true, Body: view.TextInput{Name: "reference", Label: "Find a case by its reference", LabelSize: "s", Hint: "GT-7K3M-92QX", Width: 20},
			Submit: view.Button{Text: "Find", Kind: view.Secondary}},
	}}
	if got.more {
		last := got.rows[len(got.rows)-1].Case
		next := url.Values{"due": {strconv.FormatInt(int64(last.StageDue), 10)}, "after": {string(last.ID)}, "show": {string(q.Which)}}
		if q.Which == casework.ClosedOf {
			next.Del("due")
			next.Set("closed", string(last.ClosedOn))
		}
		if q.Service != "" {
			next.Set("service", q.Service)
		}
		if q.Flag != casework.AnyCase {
			next.Set("flag", string(q.Flag))
		}
		page.Body = view.Parts{page.Body, view.Pagination{Next: section + "?" + next.Encode(), Of: "cases"}}
	}
	return page
}

// listAt is the address of a list; the tab Mine is the section itself.
func listAt(q casework.Query) string {
	v := url.Values{}
	if q.Which != casework.Mine {
		v.Set("show", string(q.Which))
		if q.Service != "" {
			v.Set("service", q.Service)
		}
	}
	if q.Flag != casework.AnyCase {
		v.Set("flag", string(q.Flag))
	}
	if len(v) == 0 {
		return section
	}
	return section + "?" + v.Encode()
}

// flagLinks lead to the cases of one flag: open ones, for nobody acts on the flag of a closed case.
func flagLinks(q casework.Query) view.Part {
	if q.Which == casework.ClosedOf {
		return nil
	}
	var links []view.Part
	for _, f := range []struct {
		flag casework.Flag
		text string
	}{{casework.AnyCase, "All"}, {casework.HighRisk, "High risk"}, {casework.HighNeed, "High need"}} {
		if f.flag == q.Flag {
			links = append(links, view.Strong(f.text))
			continue
		}
		links = append(links, view.Link{Text: f.text, Href: listAt(casework.Query{Which: q.Which, Service: q.Service, Flag: f.flag})})
	}
	return view.RowLinks{Items: links}
}

// serviceLinks are for those who work for more than one service.
func (p pages) serviceLinks(q casework.Query, got listed) view.Part {
	if q.Which == casework.Mine || len(got.services) < 2 {
		return nil
	}
	var links []view.Part
	for _, key := range got.services {
		s, _ := p.set.Service(key)
		if key == q.Service {
			links = append(links, view.Strong(s.Name))
		} else {
			links = append(links, view.Link{Text: s.Name, Href: listAt(casework.Query{Which: q.Which, Service: key, Flag: q.Flag})})
		}
	}
	return view.RowLinks{Items: links}
}

func (p pages) caseRows(got listed) view.Part {
	rows := view.Rows{Empty: "There are none."}
	for _, l := range got.rows {
		rows.Items = append(rows.Items, p.caseRow(l, got.now))
	}
	return rows
}

func (p pages) caseRow(l casework.Row, now clock.Instant) view.Row {
	s, _ := p.set.Service(l.Case.Service)
	st, _ := s.Stage(l.Case.Stage)
	who := l.Initials.Text()
	if who == "" {
		who = string(l.Case.Reference)
	}
	row := view.Row{Who: &view.Link{Text: who, Href: section + "/" + string(l.Case.Reference)}, Title: st.Name, Note: view.Text(string(l.Case.Reference) + ", " + s.Name + worker(l)),
		Flags: view.RaisedFlags(l.Case.HighRisk, l.Case.HighNeed)}
	if tag := p.bandTag(s, l.Band); tag != nil {
		row.Tag = tag
	}
	switch {
	case l.Case.State == casework.Closed:
		row.When, row.WhenNote = full(l.Case.ClosedOn), "closed"
	case l.Case.StageDue == clock.Never:
		row.When = "No date"
	case l.Case.StageDue < now:
		row.When, row.WhenNote = capital(late(l.Case.StageDue, now)), "was due "+l.Case.StageDue.Date().Short()
	default:
		row.When, row.WhenNote = capital(by(l.Case.StageDue, now)), ""
	}
	return row
}

func worker(l casework.Row) string {
	switch {
	case l.Case.Worker == "":
		return ". Nobody has taken it"
	case l.Worker == "":
		return ""
	}
	return ". With " + l.Worker
}

func (p pages) bandTag(s catalogue.Service, band string) *view.Tag {
	c := kase{set: p.set, service: s}
	in, ok := c.matrix()
	if !ok || band == "" {
		return nil
	}
	b, ok := in.BandNamed(band)
	if !ok {
		return nil
	}
	return &view.Tag{Text: b.Name, Colour: bandColour(p.set, in.Key, band)}
}
