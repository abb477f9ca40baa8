package team

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// path is the address of the page.
const path = "/team"

// pages is what the handler makes its page of.
type pages struct{ set *catalogue.Set }

// Routes gives the supervisor's page, by the services of a catalogue.
func Routes(set *catalogue.Set) web.Routes {
	return web.Routes{{Method: http.MethodGet, Pattern: path, Action: casework.ActTeam, Handler: pages{set}.team}}
}

// heads names each list in its tab and above it.
var heads = map[casework.Watch]string{
	casework.WatchAlarms: "Act now", casework.WatchStopped: "Contact stopped", casework.WatchBroken: "Broken promises", casework.WatchLate: "Late steps", casework.WatchWaiting: "Waiting list",
	casework.WatchUnowned: "Nobody’s yet", casework.WatchUnassessed: "No assessment", casework.WatchProposed: "To the panel", casework.WatchKept: "Promises kept",
	casework.WatchKeptLate: "Promises kept late", casework.WatchWithdrawn: "Promises withdrawn", casework.WatchUp: "Outcomes up",
}

// owes says what is due to a person and late.
var owes = map[casework.ItemKind]string{
	casework.ItemAdvocacy: "To be told what a meeting agreed", casework.ItemUpdate: "To be told what another body said",
	casework.ItemContribution: "To be told what was passed on", casework.ItemCourt: "To have an outcome at court explained", casework.ItemAction: "A step of the plan",
	casework.OwesTry: "The next try to reach them",
}

// team is GET /team.
func (p pages) team(r *web.Request) (web.Reply, error) {
	type read struct {
		casework.TeamDay
		services []string
		shown    identity.Shown
		told     workforce.ToldCount
		sides    int // alerts that both sides may be clients, which no supervisor has looked at
	}
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (d read, err error) {
		d.services, _ = v.Actor().Services(access.Supervisor)
		if d.shown, err = identity.ServiceShown(ctx, v, r.Query("service"), d.services); err != nil {
			return d, err
		}
		s, ok := p.set.Service(d.shown.Service)
		if !ok {
			return d, errs.New(errs.NotFound, "there is no such service")
		}
		sides, err := person.BothSidesIn(ctx, v, s.Key)
		if err != nil {
			return d, err
		}
		d.sides = len(sides)
		if d.told, err = workforce.CountTold(ctx, v, s.Key); err != nil {
			return d, err
		}
		d.TeamDay, err = casework.TeamWatch(ctx, v, s, p.set.RiskStages, casework.Watch(r.Query("show")))
		return d, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	which := got.Which
	service, _ := p.set.Service(got.Service)
	bar := view.Tabs{Label: "What needs somebody"}
	for _, w := range casework.NeedSomebody {
		if first, _ := p.set.RiskStages(service); w == casework.WatchUnassessed && first == "" {
			continue
		}
		bar.Items = append(bar.Items, view.Tab{Text: heads[w], Href: at(got.Service, w), Current: w == which, Counted: true, Count: got.Counts[w]})
	}
	rows := view.Rows{Ordered: true, Empty: "Nothing here."}
	for _, row := range got.Rows {
		rows.Items = append(rows.Items, p.row(service, row, which, got.Now))
	}
	body := view.Parts{view.H2(heads[which])}
	if which == casework.WatchWaiting { // here it stands by how long, as every list of this page
		body = append(body, view.Paragraph{Body: view.Link{Text: "The waiting list by risk, with who answers for each place", Href: "/waiting-list?" + url.Values{"service": {got.Service}}.Encode()}})
	}
	body = append(body, rows)
	if len(got.Rows) > 99 {
		body = append(body, view.Small("These are the first hundred."))
	}
	body = append(body, lapsed(service, got.Workers), workload(service, got.Workers), p.above(service, got.Above))
	return web.Page(view.Page{Title: "Team", Caption: service.Name, Section: path, Intro: view.Parts{p.services(got.services, got.Service, casework.Watch(r.Query("show"))), web.BeginHere(r, got.shown, service.Name), bar},
		Body: body, Aside: view.Parts{alone(service.Key, got.sides, got.told.Waiting), news(got.TeamDay, got.told.Thanks)}}), nil
}

// services are links for those who answer for more than one. A list that was asked for stays; else each begins with its own most
// pressing one.
func (p pages) services(keys []string, now string, asked casework.Watch) view.Part {
	if len(keys) < 2 {
		return nil
	}
	var links []view.Part
	for _, key := range keys {
		s, _ := p.set.Service(key)
		if key == now {
			links = append(links, view.Strong(s.Name))
		} else {
			links = append(links, view.Link{Text: s.Name, Href: at(key, asked)})
		}
	}
	return view.RowLinks{Items: links}
}

func at(service string, which casework.Watch) string {
	q := url.Values{"service": {service}}
	if which != "" {
		q.Set("show", string(which))
	}
	return path + "?" + q.Encode()
}

// row is one line of a list: since or by when, who, what, and with whom.
func (p pages) row(s catalogue.Service, t casework.TeamRow, which casework.Watch, now clock.Instant) view.Row {
	who := t.Initials.Text()
	if who == "" {
		who = string(t.Reference)
	}
	row := view.Row{When: t.At.Date().Short(), WhenNote: t.At.Clock(), Who: &view.Link{Text: who, Href: "/cases/" + string(t.Reference)},
		Flags: view.RaisedFlags(t.Flags.HighRisk, t.Flags.HighNeed)}
	with := "Nobody has taken it"
	if t.Worker != "" {
		with = "With " + t.Worker
	}
	row.Note = view.Text(string(t.Reference) + ". " + with)
	stage, _ := s.Stage(t.Code)
	switch which {
	case casework.WatchAlarms:
		row.Title = "Act now: " + p.set.Word("alarm.kinds."+t.Code)
	case casework.WatchStopped:
		row.Title, row.WhenNote = "Somebody else answered: go on or stop?", "opened"
		row.Who.Href += "/decide-contact"
		if t.After {
			row.Title, row.WhenNote = "The case is closed, and nobody may ring: open it again?", "last tried"
			row.Who.Href = "/cases/" + string(t.Reference)
		}
	case casework.WatchBroken:
		row.Title, row.WhenNote = "Promised by then", ago(t.At, now)
	case casework.WatchLate:
		row.Title, row.WhenNote = stage.Name, ago(t.At, now)
		if t.Owes != "" {
			row.Title = owes[t.Owes]
		}
	case casework.WatchWaiting:
		row.Title, row.WhenNote = "Waits: "+t.Code, ago(t.At, now)
	case casework.WatchUnowned, casework.WatchUnassessed:
		row.Title, row.WhenNote = stage.Name, "opened "+ago(t.At, now)
	case casework.WatchProposed:
		agreed, _ := p.set.List("agreement")
		row.Title, row.WhenNote = "Proposed to the panel: "+strings.ToLower(agreed.Label(t.Code)), ago(t.At, now)
	case casework.WatchWithdrawn:
		row.Title = "Withdrawn: " + t.Code
	case casework.WatchUp:
		row.Title, row.WhenNote = "Better than at the beginning", "opened"
	default:
		row.Title = heads[which]
	}
	return row
}

func ago(at, now clock.Instant) string {
	switch days := at.Date().DaysUntil(now.Date()); days {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	default:
		return strconv.Itoa(days) + " days ago"
	}
}

// lapsed says who is given no case because a check is not in date, and what of theirs goes on meanwhile: the supervisor decides
// whether they keep it.
func lapsed(s catalogue.Service, workers []casework.Worker) view.Part {
	list, said := view.List{Bullets: true}, map[id.Account]bool{}
	for _, w := range workers {
		if len(w.Lapsed) == 0 || said[w.Account] {
			continue
		}
		said[w.Account] = true
		words := view.Joined{view.Strong(w.Name), view.Text(": " + workforce.LapseWords(w.Lapsed) + ". ")}
		if w.Standing.Open > 0 {
			n := strconv.Itoa(w.Standing.Open) + " open cases stay with them until you decide. "
			if w.Standing.Open == 1 {
				n = "1 open case stays with them until you decide. "
			}
			words = append(words, view.Text(n), view.Link{Text: "Hand over", Unseen: " the cases of " + w.Name,
				Href: "/staff/" + string(w.Account) + "/handover?" + url.Values{"service": {s.Key}}.Encode()})
		}
		list.Items = append(list.Items, words)
	}
	if len(list.Items) == 0 {
		return nil
	}
	return view.Parts{view.H2("Checks not in date"), view.Paragraph{Body: view.Joined{view.Text("Nobody new is given to these colleagues. Their supervisor records the new check in the "),
		view.Link{Text: "register of staff", Href: "/staff?" + url.Values{"service": {s.Key}}.Encode()}, view.Text(".")}}, list}
}

// workload is how much each colleague has.
func workload(s catalogue.Service, workers []casework.Worker) view.Part {
	t := view.Table{Caption: "How much each has", Pattern: view.Stack, BoldHeads: true, Empty: "Nobody works for this service yet.",
		Columns: []view.Column{{Head: "Who"}, {Head: "As"}, {Head: "Open", Numeric: true}, {Head: "Taken", Numeric: true}}}
	for _, w := range workers {
		taken := strconv.Itoa(w.Standing.Before)
		if w.Standing.Limit > 0 {
			taken += " of " + strconv.Itoa(w.Standing.Limit)
		}
		row := view.Cells(w.Name, string(w.Role), strconv.Itoa(w.Standing.Open), taken)
		switch {
		case len(w.Standing.Full(1)) > 0:
			row[3] = view.Joined{view.Text(taken + " "), view.Tag{Text: "At the limit", Colour: view.Red}}
		case w.Standing.Near():
			row[3] = view.Joined{view.Text(taken + " "), view.Tag{Text: "Near the limit", Colour: view.Orange}}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// above are the cases that were given all the same lately, above a limit or without a check in date: who allowed each, when and why.
func (p pages) above(s catalogue.Service, list []casework.Above) view.Part {
	if len(list) == 0 {
		return nil
	}
	why, _ := p.set.List("above-cap")
	t := view.Table{Caption: "Given all the same", Pattern: view.Stack, BoldHeads: true,
		Columns: []view.Column{{Head: "Case"}, {Head: "To"}, {Head: "When", NoWrap: true}, {Head: "Allowed by"}, {Head: "Why"}}}
	for _, a := range list {
		past := view.Lines{view.Text(why.Label(a.Why))}
		if a.OverCap {
			past = append(past, view.Text("Above the limit"))
		}
		for _, key := range strings.FieldsFunc(a.Unchecked, func(r rune) bool { return r == ',' }) {
			check, _ := s.Staff.Check(key)
			past = append(past, view.Text("Without a check in date: "+check.Name))
		}
		t.Rows = append(t.Rows, []view.Part{view.Link{Text: string(a.Reference), Href: "/cases/" + string(a.Reference)}, view.Text(a.Worker), view.Text(a.On.Plain()),
			view.Text(a.By), past})
	}
	return t
}

// alone leads to what waits for this supervisor alone, while something does: pairs of records that may be the two sides of one dispute,
// and colleagues whose call was hard or who would like to talk.
func alone(service string, sides, waiting int) view.Part {
	var list view.List
	if waiting > 0 {
		list.Items = append(list.Items, view.CheckIns(waiting, service))
	}
	if sides > 0 {
		to := view.BothSides(sides, service)
		to.Href += "&from=team"
		list.Items = append(list.Items, to)
	}
	if len(list.Items) == 0 {
		return nil
	}
	return view.Parts{view.H2("For you alone"), list}
}

// news is what went well, and what became of promises: each figure opens.
func news(d casework.TeamDay, thanks int) view.Part {
	parts := view.Parts{view.H2("Good news"), view.Small("In the last " + strconv.Itoa(casework.Lately) + " days")}
	list := view.List{Small: true}
	for _, n := range []struct {
		which     casework.Watch
		one, many string
	}{{casework.WatchKept, "promise kept in time", "promises kept in time"}, {casework.WatchUp, "person better than at the beginning", "people better than at the beginning"}} {
		list.Items = append(list.Items, figure(d, n.which, n.one, n.many))
	}
	thanked := view.UpTo(thanks) + " thanks received by those you supervise"
	list.Items = append(list.Items, view.Link{Text: thanked, Href: "/check-ins?" + url.Values{"service": {d.Service}}.Encode()})
	also := view.List{Small: true, Items: []view.Part{figure(d, casework.WatchKeptLate, "promise kept late", "promises kept late"),
		figure(d, casework.WatchWithdrawn, "promise withdrawn", "promises withdrawn")}}
	also.Items = append(also.Items, view.Link{Text: "How far people agree when they score a case twice", Href: "/again/agreement?service=" + d.Service})
	return append(parts, list, view.H2("And"), also)
}

func figure(d casework.TeamDay, which casework.Watch, one, many string) view.Part {
	words, n := many, d.Counts[which]
	if n == 1 {
		words = one
	}
	return view.Link{Text: view.UpTo(n) + " " + words, Href: at(d.Service, which)}
}
