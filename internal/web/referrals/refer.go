package referrals

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// step is the input that says how far the form is: typed, or checked and sent.
const step = "step"

// The steps of the form. Everything is posted to its one address, so that what is typed outlives a
// session that ends, and is forgotten once it is sent.
const (
	stepCheck  = "check"  // show the answers
	stepChange = "change" // back to the form
	stepSend   = "send"
)

// referNames are the inputs of the form, carried along on the page that checks the answers.
var referNames = slices.Concat([]string{"service", "source", "why", "wants", "told", "relationship", "other_forename", "other_surname",
	"other_born-day", "other_born-month", "other_born-year", "other_address", "other_postcode", "crime_ref", "force", "device", "decision", "proposer",
	"flags", "basis", "basis_by", "basis_how", "basis_on-day", "basis_on-month", "basis_on-year", "basis_reason"}, peopleNames)

var flagNames = []string{"flag_da", "flag_hate", "flag_vulnerable", "flag_child", "wants_mediation"}

// taking takes a referral in.
type taking func(context.Context, *gate.Tx) (intake.Receipt, error)

// way is a form by which somebody is referred, or asks: by which door it goes, and in what words.
type way struct {
	pages
	door      catalogue.Door
	path      string
	title     string
	source    string // the question who refers
	send      string // the last button
	top       view.Part
	none      string // said where no service takes anybody this way from the reader
	body      func(w way, services []catalogue.Service, a view.Answers) view.Parts
	aside     func(w way, taking []catalogue.Service) view.Part
	needs     func(w way, f *web.Form, cmd intake.Form) []need
	checked   func(w way, f *web.Form, cmd intake.Form) view.Parts // the answers, to be looked over
	take      func(r *web.Request, form intake.Form) taking
	fill      func(w way, form intake.Form) intake.Form // what this way adds to what was typed; nil: nothing
	proposers []view.Choice                             // at a panel: the agencies
	grounds   []catalogue.LegalBasis                    // on which details are passed on this way
	done      func(w way, r *web.Request, receipt intake.Receipt, form intake.Form) web.Reply
}

// agencyWay is the form for another agency's professional.
func (p pages) agencyWay() way {
	return way{pages: p, door: catalogue.DoorAgencyForm, path: "/refer", title: p.set.Word("receipt.refer"), source: p.set.Word("refer.source"), send: p.set.Word("refer.send"),
		none: p.set.Word("refer.none"), body: agencyBody, aside: agencyAside, needs: staffNeeds, checked: staffChecked,
		grounds: []catalogue.LegalBasis{catalogue.BasisOptOut, catalogue.BasisExplicitConsent, catalogue.BasisPanelAgreed, catalogue.BasisPanelNotAsked},
		take:    func(_ *web.Request, form intake.Form) taking { return intake.AgencyReferral(form).Run },
		done: func(_ way, _ *web.Request, receipt intake.Receipt, _ intake.Form) web.Reply {
			return web.SeeOther(receiptAt(receipt.Reference))
		}}
}

// routes gives the form's address, to be shown and to be sent to.
func (w way) routes() web.Routes {
	act := referral.ByDoor(w.door)
	return web.Routes{
		{Method: http.MethodGet, Pattern: w.path, Action: act, Handler: web.Show(w.page)},
		{Method: http.MethodPost, Pattern: w.path, Action: act, Handler: w.refer},
	}
}

// page is the form, in steps on one page.
func (w way) page(r *web.Request, a view.Answers) (view.Page, error) {
	services, err := w.taking(r)
	if err != nil {
		return view.Page{}, err
	}
	if w, err = w.withProposers(r); err != nil {
		return view.Page{}, err
	}
	page := view.Page{Title: w.title, Section: "/refer", Top: w.top, Aside: w.aside(w, services)}
	if len(services) == 0 {
		page.Body, page.Aside = view.Parts{view.Para(w.none), w.turnedAway(services)}, nil
		return page, nil
	}
	page.Body = view.Form{Action: w.path, Key: r.SameKey(), Hidden: []view.Hidden{{Name: step, Value: stepCheck}},
		Body: w.body(w, services, a), Submit: view.Button{Text: w.set.Word("help.check")}}
	return page, nil
}

// turnedAway says kindly where to turn instead, for the services that take nobody by this form.
func (w way) turnedAway(taking []catalogue.Service) view.Part {
	var list view.Rows
	list.Small = true
	for _, s := range w.shut(taking) {
		refusal, _ := s.Refusal(w.door)
		list.Items = append(list.Items, refused(s, refusal, ""))
	}
	if len(list.Items) == 0 {
		return nil
	}
	return view.Parts{view.H2(w.set.Word("help.by_another_way")), list, view.Paragraph{Small: true, Body: view.Link{Text: w.set.Word("refer.name_who"), Href: w.elsewhere()}}}
}

// taking gives the services that take people by this form from the reader.
func (w way) taking(r *web.Request) ([]catalogue.Service, error) {
	if w.door != catalogue.DoorSelf {
		return w.open(r, referral.ByDoor(w.door), w.door)
	}
	return slices.DeleteFunc(w.set.Services(), func(s catalogue.Service) bool { // whoever asks needs no role
		return !s.Opens(w.door) || !s.InForce(r.Now().Date())
	}), nil
}

func agencyBody(w way, services []catalogue.Service, a view.Answers) view.Parts {
	say := w.set.Word
	fields := append(view.Parts{numbered(1, say("refer.head.goes"))}, w.whereFields(services, a)...)
	fields = append(append(fields, numbered(2, say("refer.head.who"))), w.peopleFields(a, "", "", "")...)
	fields = append(append(fields, numbered(3, say("refer.head.safe"))), w.safeFields(a, person.SafeContact{})...)
	fields = append(append(fields, numbered(4, say("refer.head.happened"))), w.happenedFields(services, a)...)
	fields = append(fields, w.firstQuestions(5, services, a)...)
	fields = append(fields, numbered(6, say("refer.head.agreement")))
	return append(fields, w.basisFields(w.allBases(services), referral.Basis{}, a)...)
}

// numbered is the heading of a step of the form.
func numbered(step int, heading string) view.Part { return view.H2(number(step) + ". " + heading) }

func agencyAside(w way, taking []catalogue.Service) view.Part {
	say := w.set.Word
	return view.Parts{view.H2(say("help.danger")), view.Small(say("refer.danger")),
		view.H2(say("refer.before")), view.List{Small: true, Items: []view.Part{
			view.Link{Text: say("receipt.yours"), Href: "/refer/sent"}, view.Link{Text: say("week.title"), Href: "/refer/scorecard"}}},
		view.H2(say("refer.panel.from")), view.Paragraph{Small: true, Body: view.Link{Text: say("refer.panel.title"), Href: "/refer/panel"}}, w.turnedAway(taking)}
}

// whereFields ask which service, and who refers.
func (w way) whereFields(services []catalogue.Service, a view.Answers) view.Parts {
	var which, sources []view.Choice
	for _, s := range services {
		c := view.Choice{Value: s.Key, Label: s.Name}
		if w.door != catalogue.DoorPhone { // who takes a call knows her services, and has no time to read
			c.Hint = w.set.Word("refer.takes", "about", s.About, "sources", w.takesFrom(s))
		}
		which = append(which, c)
		for _, src := range s.SourcesBy(w.door) {
			if !slices.ContainsFunc(sources, func(c view.Choice) bool { return c.Value == src.Key }) {
				sources = append(sources, view.Choice{Value: src.Key, Label: sourceName(w.set, src)})
			}
		}
	}
	service := view.Radios{Name: "service", Legend: w.set.Word("refer.ask.service"), LegendSize: "s", Items: which}
	if len(which) == 1 {
		service.Value = which[0].Value
	}
	return view.Parts{service.From(a), view.Select{Name: "source", Label: w.source, Items: sources}.From(a)}
}

// happenedFields ask what happened, in the person's own words, and who the other person is.
func (w way) happenedFields(services []catalogue.Service, a view.Answers) view.Parts {
	return w.happenedAsked(services, a).all()
}

func (w way) happenedAsked(services []catalogue.Service, a view.Answers) questions {
	say := w.set.Word
	return questions{
		{"why", view.TextInput{Name: "why", Label: say("refer.ask.why"), Hint: say("refer.ask.why_hint")}.From(a)},
		{"wants", view.Textarea{Name: "wants", Label: say("refer.ask.wants"), Hint: say("refer.ask.wants_hint"), Rows: 3}.From(a)},
		{"told", view.Textarea{Name: "told", Label: say("refer.ask.told"), Hint: say("refer.ask.told_hint"), Rows: 5}.From(a)},
		{"relationship", view.Select{Name: "relationship", Label: say("refer.ask.relationship"), Items: w.relationshipChoices()}.From(a)},
		{"other_forename", view.TextInput{Name: "other_forename", Label: say("refer.ask.other_forename"), Width: 20}.From(a)},
		{"other_surname", view.TextInput{Name: "other_surname", Label: say("refer.ask.other_surname"), Width: 20}.From(a)},
		{"other_born", view.DateInput{Name: "other_born", Legend: say("refer.ask.other_born"), Hint: say("refer.ask.other_born_hint")}.From(a)},
		{"other_address", view.TextInput{Name: "other_address", Label: say("refer.ask.other_address"), Hint: say("help.ask.address_hint")}.From(a)},
		{"other_postcode", view.TextInput{Name: "other_postcode", Label: say("refer.ask.other_postcode"), Width: 10}.From(a)},
		{"crime_ref", view.TextInput{Name: "crime_ref", Label: say("help.ask.crime"), Width: 20}.From(a)},
		{"force", forceField(w.set, services, a)},
		{"flags", view.Checkboxes{Name: "flags", Legend: say("refer.ask.flags"), Small: true, Items: w.flagChoices()}.From(a)},
	}
}

func sourceName(set *catalogue.Set, src catalogue.Source) string {
	if src.Name != "" {
		return src.Name
	}
	if list, ok := set.List("sources"); ok {
		return list.Label(src.Key)
	}
	return src.Key
}

// takesFrom says from whom a service takes referrals by this form.
func (w way) takesFrom(s catalogue.Service) string {
	var names []string
	for _, src := range s.SourcesBy(w.door) {
		names = append(names, sourceName(w.set, src))
	}
	return strings.Join(names, ", ")
}

// allBases is a service that works on every ground of this way that one of the services works on.
func (w way) allBases(services []catalogue.Service) catalogue.Service {
	var all catalogue.Service
	for _, b := range w.grounds {
		if slices.ContainsFunc(services, func(s catalogue.Service) bool { return s.Basis.Accepted(b) }) {
			all.Basis.Accepts = append(all.Basis.Accepts, b)
		}
	}
	return all
}

func (p pages) relationshipChoices() []view.Choice {
	var items []view.Choice
	for _, r := range person.Relationships() {
		items = append(items, view.Choice{Value: string(r), Label: p.set.Word("refer.relations." + string(r))})
	}
	return items
}

func (p pages) flagChoices() []view.Choice {
	var items []view.Choice
	for _, name := range flagNames {
		items = append(items, view.Choice{Value: name, Label: p.set.Word("refer.flags." + name)})
	}
	return items
}

// refer takes what was sent: it checks the answers, changes them, or sends the referral.
func (w way) refer(r *web.Request) (web.Reply, error) {
	f := r.Form()
	if w.door == catalogue.DoorSelf && f.Has(keepIt) {
		return w.keep(r)
	}
	if f.Text(step) == stepChange {
		page, err := w.page(r, view.Answers{Values: w.typed(f)})
		return web.Page(page), err
	}
	w, err := w.withProposers(r)
	if err != nil {
		return web.Reply{}, err
	}
	form, err := w.received(r)
	if err == nil {
		err = w.mayRefer(r, form.Service)
	}
	if err != nil {
		return r.FormAgain(w.page, w.inOurWords(err))
	}
	if f.Text(step) != stepSend {
		return web.Page(w.checkPage(r, form)), nil
	}
	receipt, err := write(r, w.take(r, form))
	if err != nil {
		return r.FormAgain(w.page, w.inOurWords(besideInputs(err)))
	}
	return w.done(w, r, receipt, form), nil
}
