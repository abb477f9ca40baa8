package referrals

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// inboxed is what the inbox shows: one page of one list of one service.
type inboxed struct {
	service  catalogue.Service
	services []catalogue.Service // those the reader may choose from
	shown    identity.Shown
	tab      referral.Tab
	after    referral.Cursor // where the page begins
	list     referral.List
	batch    *intake.Batch // the latest file; nil: none, or not this role's
	alerts   int           // both sides may be clients: for supervisors
}

// inbox is GET /referrals.
func (p pages) inbox(r *web.Request) (web.Reply, error) {
	q := referral.Query{Service: r.Query("service"), Tab: referral.Tab(r.Query("tab")), After: place(r.Query("after"))}
	if q.Tab == "" {
		q.Tab = referral.TabNew
	}
	in, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (inboxed, error) { return p.load(ctx, v, q) })
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(p.inboxPage(r, in)), nil
}

// load reads the inbox of the service that was asked for, or of the reader's first one.
func (p pages) load(ctx context.Context, v *gate.View, q referral.Query) (inboxed, error) {
	in := inboxed{services: p.servicesOf(v.Actor(), referral.ActInbox), tab: q.Tab, after: q.After}
	var err error
	if in.shown, err = identity.ServiceShown(ctx, v, q.Service, keysOf(in.services)); err != nil {
		return in, err
	}
	q.Service = in.shown.Service
	if in.list, err = referral.Inbox(ctx, v, q); err != nil {
		return in, err
	}
	service, ok := p.set.Service(q.Service)
	if !ok {
		return in, gate.NoSuchRecord()
	}
	in.service = service
	if v.Actor().HoldsAny(q.Service, intake.ActBatches.Policy().Roles...) {
		batch, found, err := intake.Arithmetic(ctx, v, q.Service)
		if err != nil {
			return in, err
		}
		if found {
			in.batch = &batch
		}
	}
	if v.Actor().HoldsAny(q.Service, person.ActSeeAlerts.Policy().Roles...) {
		alerts, err := person.BothSidesIn(ctx, v, q.Service)
		if err != nil {
			return in, err
		}
		in.alerts = len(alerts)
	}
	return in, nil
}

// servicesOf gives the services in which an actor has a role that an action asks for.
func (p pages) servicesOf(a access.Actor, act access.Action) []catalogue.Service {
	return slices.DeleteFunc(p.set.Services(), func(s catalogue.Service) bool {
		return !a.HoldsAny(s.Key, act.Policy().Roles...)
	})
}

// keysOf gives the keys of services.
func keysOf(services []catalogue.Service) []string {
	var keys []string
	for _, s := range services {
		keys = append(keys, s.Key)
	}
	return keys
}

var tabWords = map[referral.Tab]string{
	referral.TabNew: "New", referral.TabHeld: "Held for checking", referral.TabKnown: "Known already?", referral.TabWaiting: "Waiting list",
	referral.TabInContact: "In contact", referral.TabNotForUs: "Not for us",
}

var tabEmpty = map[referral.Tab]string{
	referral.TabNew: "Nobody is waiting for first contact.", referral.TabHeld: "Nothing is held for checking.", referral.TabKnown: "No record has to be compared.",
	referral.TabWaiting: "Nobody is on the waiting list.", referral.TabInContact: "Nobody is in first contact.", referral.TabNotForUs: "Nothing was turned away.",
}

func (p pages) inboxPage(r *web.Request, in inboxed) view.Page {
	heading := tabWords[in.tab] + ": " + referral.CountWords(in.list.Counts[in.tab])
	if in.tab == referral.TabNew {
		heading += ", most urgent first"
	}
	rows := view.Rows{Ordered: true, Empty: tabEmpty[in.tab]}
	for i, row := range in.list.Rows {
		rows.Items = append(rows.Items, p.row(r, in, row, i == 0 && in.first()))
	}
	return view.Page{
		Title: "Referrals", Section: section, Caption: in.service.Name,
		Intro: view.Parts{p.choose(in), web.BeginHere(r, in.shown, in.service.Name), head(in, r.Now().Date()), tabs(in)},
		Body:  view.Parts{view.H2(heading), p.longer(r, in), keys(r, in), rows, several(r, in), paging(in)},
		Aside: p.aside(r, in),
	}
}

// longer leads from the waiting list's referrals to the list with its order, owners, reasons and days.
func (p pages) longer(r *web.Request, in inboxed) view.Part {
	if in.tab != referral.TabWaiting || !r.Could(casework.ActWaiting) {
		return nil
	}
	return view.Paragraph{Body: view.Link{Text: "By risk, with who answers, why and for how long", Href: "/waiting-list?service=" + url.QueryEscape(in.service.Key)}}
}

// first tells whether this is the first page of the list.
func (in inboxed) first() bool { return in.after == referral.Cursor{} }

// address gives the address of a list, from a place on.
func (in inboxed) address(tab referral.Tab, after referral.Cursor) string {
	return section + "?" + in.values(tab, after).Encode()
}

// values names a list, from a place on; the zero place is its start.
func (in inboxed) values(tab referral.Tab, after referral.Cursor) url.Values {
	q := url.Values{"service": {in.service.Key}, "tab": {string(tab)}}
	if after != (referral.Cursor{}) {
		q.Set("after", strconv.FormatInt(int64(after.At), 10)+"."+string(after.ID))
	}
	return q
}

// place reads where a page of a list begins. What cannot be read is the start.
func place(typed string) referral.Cursor {
	at, row, found := strings.Cut(typed, ".")
	n, err := strconv.ParseInt(at, 10, 64)
	if !found || err != nil {
		return referral.Cursor{}
	}
	return referral.Cursor{At: clock.Instant(n), ID: id.Referral(row)}
}

// choose lets somebody who works for several services choose one.
func (p pages) choose(in inboxed) view.Part {
	if len(in.services) < 2 {
		return nil
	}
	var items []view.Choice
	for _, s := range in.services {
		items = append(items, view.Choice{Value: s.Key, Label: s.Name})
	}
	return view.Form{Action: section, Search: true, Body: view.Select{Name: "service", Label: "Service", Items: items, Value: in.service.Key},
		Submit: view.Button{Text: "Show", Kind: view.Secondary}}
}

// head is the arithmetic of the latest file: read like a sum.
func head(in inboxed, today clock.Date) view.Part {
	if in.batch == nil {
		return nil
	}
	b := *in.batch
	day := b.ReceivedOn.Heading()
	if b.ReceivedOn.Year() != today.Year() {
		day = b.ReceivedOn.Plain()
	}
	return view.Quiet{Heading: "Police file, " + day, Body: view.Parts{sum(b), adds(b),
		view.Small("This is how the rows came in. They may have moved on since: held then, " + number(b.Held) + "; held now, from every way in, " +
			referral.CountWords(in.list.Counts[referral.TabHeld]) + "."),
		view.Paragraph{Body: view.Link{Text: "See its rows", Href: files + "/" + string(b.ID), Unseen: " of the police file"}, Small: true}}}
}

func tabs(in inboxed) view.Part {
	t := view.Tabs{Label: "Referrals by state"}
	for _, tab := range referral.Tabs() {
		t.Items = append(t.Items, view.Tab{Text: tabWords[tab], Href: in.address(tab, referral.Cursor{}), Current: tab == in.tab, Counted: true, Count: in.list.Counts[tab]})
	}
	return t
}

func paging(in inboxed) view.Part {
	p := view.Pagination{Of: "referrals"}
	if in.list.Next != nil {
		p.Next = in.address(in.tab, *in.list.Next)
	}
	if !in.first() {
		p.Previous = in.address(in.tab, referral.Cursor{})
	}
	if p.Next == "" && p.Previous == "" {
		return nil
	}
	return p
}

// aside says what stands beside the work: what is held and why, and, to a supervisor alone, that both
// sides of something may be clients.
func (p pages) aside(r *web.Request, in inboxed) view.Part {
	var parts view.Parts
	if in.alerts > 0 {
		parts = append(parts, view.Quiet{Heading: "For you as supervisor", Small: true, Body: view.Paragraph{Small: true, Body: view.BothSides(in.alerts, in.service.Key)}})
	}
	parts = append(parts, view.H2("Held for checking: "+referral.CountWords(in.list.Counts[referral.TabHeld])), view.Small("Nobody calls these people until it is settled."))
	if in.tab == referral.TabHeld && in.first() && in.list.Next == nil {
		parts = append(parts, reasons(in.list.Rows))
	}
	var do []view.Part
	if r.Could(intake.ActImport) && in.service.Opens(catalogue.DoorPoliceFile) {
		do = append(do, view.Link{Text: "Take in a police file", Href: section + "/file"})
	}
	if r.Could(intake.ActCaseload) {
		do = append(do, view.Link{Text: "Take in a list of cases", Href: lists})
	}
	if r.Could(referral.ActReceive) {
		do = append(do, view.Link{Text: "Write down a referral", Href: "/refer"})
		if in.service.Opens(catalogue.DoorPhone) {
			do = append(do, view.Link{Text: "Take a call", Href: "/refer/call"})
		}
		if in.service.Opens(catalogue.DoorPanel) {
			do = append(do, view.Link{Text: "A panel’s decision", Href: "/refer/panel"})
		}
	}
	if _, _, agrees := p.set.JointStage(in.service); agrees && r.Could(casework.ActToAgree) {
		parts = append(parts, view.H2("To agree with police"), view.Paragraph{Small: true, Body: view.Link{Text: "Priorities to agree", Href: "/agree?service=" + url.QueryEscape(in.service.Key)}})
	}
	do = append(do, view.Link{Text: "Needed while we were shut", Href: section + "/out-of-hours"})
	if r.Could(intake.ActWeeklySent) {
		do = append(do, view.Link{Text: "Weeks sent to agencies", Href: section + "/weekly"})
	}
	return append(parts, view.H2("Take in"), view.List{Items: do, Small: true})
}

// reasons counts why rows are held, the most frequent first.
func reasons(rows []referral.Row) view.Part {
	count := map[referral.Reason]int{}
	var order []referral.Reason
	for _, row := range rows {
		if count[row.Reason] == 0 {
			order = append(order, row.Reason)
		}
		count[row.Reason]++
	}
	slices.SortStableFunc(order, func(a, b referral.Reason) int { return count[b] - count[a] })
	var list view.Rows
	list.Small = true
	for _, why := range order {
		list.Items = append(list.Items, view.Row{Body: view.Parts{view.Strong(number(count[why]) + ": " + text.Within(why.Words()) + "."), view.Text(why.Next() + ".")}})
	}
	return list
}
