package referrals

import (
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
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
	"other_born-day", "other_born-month", "other_born-year", "other_address", "other_postcode", "crime_ref", "force",
	"flags", "basis", "basis_by", "basis_how", "basis_on-day", "basis_on-month", "basis_on-year", "basis_reason"}, peopleNames)

var flagNames = []string{"flag_da", "flag_hate", "flag_vulnerable", "flag_child", "wants_mediation"}

// referPage is GET /refer: an agency's referral, in steps on one page.
func (p pages) referPage(r *web.Request, a view.Answers) (view.Page, error) {
	services, err := p.referable(r)
	if err != nil {
		return view.Page{}, err
	}
	page := view.Page{Title: "Refer somebody", Section: "/refer"}
	if len(services) == 0 {
		page.Body = view.Parts{view.Para("None of the services takes referrals from you by this form."), p.turnedAway(services)}
		return page, nil
	}
	page.Body = view.Form{Action: "/refer", Key: r.Key(), Hidden: []view.Hidden{{Name: step, Value: stepCheck}},
		Body: referFields(p.set, services, a), Submit: view.Button{Text: "Check your answers"}}
	page.Aside = view.Parts{view.H2("In danger?"), view.Small("If somebody is in danger, call 999 first."),
		view.H2("What you sent before"), view.Paragraph{Small: true, Body: view.Link{Text: "Your referrals", Href: "/refer/sent"}}, p.turnedAway(services)}
	return page, nil
}

// turnedAway says kindly where to turn instead, for the services that take no referrals by this form.
func (p pages) turnedAway(taking []catalogue.Service) view.Part {
	var list view.Rows
	list.Small = true
	for _, s := range p.set.Services() {
		refusal, shut := s.Refusal(catalogue.DoorAgencyForm)
		if shut && !slices.ContainsFunc(taking, func(t catalogue.Service) bool { return t.Key == s.Key }) {
			list.Items = append(list.Items, view.Row{Title: s.Name, Body: view.Parts{view.Text(refusal.Say), view.Strong(refusal.Contact)}})
		}
	}
	if len(list.Items) == 0 {
		return nil
	}
	return view.Parts{view.H2("By another way"), list}
}

// referable gives the services that take the reader's referrals by this form.
func (p pages) referable(r *web.Request) ([]catalogue.Service, error) {
	return p.open(r, referral.ActReceive, catalogue.DoorAgencyForm)
}

func referFields(set *catalogue.Set, services []catalogue.Service, a view.Answers) view.Parts {
	var which, sources []view.Choice
	for _, s := range services {
		which = append(which, view.Choice{Value: s.Key, Label: s.Name, Hint: s.About + " Takes referrals from: " + takesFrom(set, s) + "."})
		for _, src := range s.SourcesBy(catalogue.DoorAgencyForm) {
			if !slices.ContainsFunc(sources, func(c view.Choice) bool { return c.Value == src.Key }) {
				sources = append(sources, view.Choice{Value: src.Key, Label: sourceName(set, src)})
			}
		}
	}
	service := view.Radios{Name: "service", Legend: "Which service?", LegendSize: "s", Items: which}
	if len(which) == 1 {
		service.Value = which[0].Value
	}
	fields := view.Parts{view.H2("1. Where it goes"), service.From(a),
		view.Select{Name: "source", Label: "You refer for", Items: sources}.From(a)}
	fields = append(append(fields, view.H2("2. Who it is about")), peopleFields(a, "", "")...)
	fields = append(append(fields, view.H2("3. How it is safe to make contact")), safeFields(a, "They")...)
	fields = append(fields, view.H2("4. What happened"),
		view.TextInput{Name: "why", Label: "Why do you refer them?", Hint: "One plain sentence: threats at the door, three times this month"}.From(a),
		view.Textarea{Name: "wants", Label: "What do they want?", Hint: "In their own words", Rows: 3}.From(a),
		view.Textarea{Name: "told", Label: "What did they tell you?", Hint: "In their own words, so that they need not tell it again", Rows: 5}.From(a),
		view.Select{Name: "relationship", Label: "How do they know the other person?", Items: relationshipChoices()}.From(a),
		view.TextInput{Name: "other_forename", Label: "The other person’s first name, if known", Width: 20}.From(a),
		view.TextInput{Name: "other_surname", Label: "The other person’s last name, if known", Width: 20}.From(a),
		view.DateInput{Name: "other_born", Legend: "The other person’s date of birth, if known", Hint: "With it, or with where they live, the service sees if it helps both sides, and keeps the two apart"}.From(a),
		view.TextInput{Name: "other_address", Label: "The other person’s address, if known", Hint: "House, street and town"}.From(a),
		view.TextInput{Name: "other_postcode", Label: "The other person’s postcode, if known", Width: 10}.From(a),
		view.TextInput{Name: "crime_ref", Label: "Crime reference, if there is one", Width: 20}.From(a),
		forceField(set, services, a),
		view.Checkboxes{Name: "flags", Legend: "What should be known at once?", Small: true, Items: flagChoices()}.From(a))
	fields = append(fields, view.H2("5. Their agreement"))
	return append(fields, basisFields(allBases(services), referral.Basis{}, a)...)
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
func takesFrom(set *catalogue.Set, s catalogue.Service) string {
	var names []string
	for _, src := range s.SourcesBy(catalogue.DoorAgencyForm) {
		names = append(names, sourceName(set, src))
	}
	return strings.Join(names, ", ")
}

// allBases is a service that works on every ground that one of the services does.
func allBases(services []catalogue.Service) catalogue.Service {
	var all catalogue.Service
	for _, b := range catalogue.Bases() {
		if b != catalogue.BasisSelf && slices.ContainsFunc(services, func(s catalogue.Service) bool { return s.Basis.Accepted(b) }) {
			all.Basis.Accepts = append(all.Basis.Accepts, b)
		}
	}
	return all
}

var relationshipWords = map[person.Relationship]string{person.RelationNotAsked: "Not asked", person.Neighbour: "Neighbour", person.Stranger: "Stranger",
	person.Acquaintance: "Knows them a little", person.Partner: "Partner", person.ExPartner: "Former partner", person.Family: "Family",
	person.Landlord: "Landlord", person.OtherRelation: "Another way"}

func relationshipChoices() []view.Choice {
	var items []view.Choice
	for _, r := range person.Relationships() {
		items = append(items, view.Choice{Value: string(r), Label: relationshipWords[r]})
	}
	return items
}

var flagWords = map[string]string{"flag_da": "Domestic abuse", "flag_hate": "They are harmed for who they are (hate)", "flag_vulnerable": "They are vulnerable",
	"flag_child": "They are under 18", "wants_mediation": "They want mediation"}

func flagChoices() []view.Choice {
	var items []view.Choice
	for _, name := range flagNames {
		items = append(items, view.Choice{Value: name, Label: flagWords[name]})
	}
	return items
}

// refer is POST /refer: check the answers, change them, or send the referral.
func (p pages) refer(r *web.Request) (web.Reply, error) {
	f := r.Form()
	if f.Text(step) == stepChange {
		page, err := p.referPage(r, view.Answers{Values: typed(f)})
		return web.Page(page), err
	}
	cmd, err := p.received(r)
	if err == nil {
		err = p.mayRefer(r, cmd.Service)
	}
	if err != nil {
		return r.FormAgain(p.referPage, err)
	}
	if f.Text(step) != stepSend {
		return web.Page(p.checkPage(r, cmd)), nil
	}
	receipt, err := write(r, cmd.Run)
	if err != nil {
		return r.FormAgain(p.referPage, besideInputs(err))
	}
	return web.SeeOther("/refer/sent/" + string(receipt.Reference)), nil
}
