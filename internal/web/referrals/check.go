package referrals

import (
	"net/url"
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// received reads the form into the referral it is, with everything that is wrong with it.
func (w way) received(r *web.Request) (intake.Form, error) {
	f := r.Form()
	service, ok := w.set.Service(f.Text("service"))
	if !ok {
		f.Fault("service", "Choose a service")
	}
	flagged := func(name string) bool { return slices.Contains(f.All("flags"), name) }
	cmd := intake.Form{
		Service: service, Catalogue: w.set, Source: f.Text("source"), Person: supported(f), CrimeRef: f.Text("crime_ref"),
		Other:        otherParty(f),
		Relationship: person.Relationship(f.Text("relationship")), Basis: basisOf(f), Why: f.Text("why"), WantsMediation: flagged("wants_mediation"),
		Flags: referral.Flags{DomesticAbuse: flagged("flag_da"), Hate: flagged("flag_hate"), Vulnerable: flagged("flag_vulnerable"), Child: flagged("flag_child")},
	}
	cmd.Person.Told = person.NewStory{Wants: f.Text("wants"), Words: f.Text("told"), ToldTo: toldTo[w.door]}
	if force := f.Text("force"); slices.Contains(forces(w.set), force) {
		cmd.Facts.Force = catalogue.Known(force)
	}
	if w.fill != nil {
		cmd = w.fill(f, cmd)
	}
	cmd.First = w.first(f, cmd, r.Now().Date())
	w.check(f, cmd, r.Now().Date())
	return cmd, f.Err()
}

// otherParty reads what is known of the other person.
func otherParty(f *web.Form) person.New {
	n := person.New{Forename: f.Text("other_forename"), Surname: f.Text("other_surname"), Born: f.Date("other_born")}
	if home := f.Text("other_address"); home != "" {
		n.Contacts = []person.NewContact{{Kind: person.Address, Value: home, Postcode: f.Text("other_postcode")}}
	}
	return n
}

// toldTo says to whom the person told what is written down.
var toldTo = map[catalogue.Door]string{catalogue.DoorAgencyForm: "agency", catalogue.DoorPhone: "worker", catalogue.DoorSelf: "herself", catalogue.DoorPanel: "panel"}

// need is something a form insists on.
type need struct {
	there          bool
	input, message string
}

// staffNeeds are what a form insists on that is filled in by somebody else than the person.
func staffNeeds(w way, f *web.Form, cmd intake.Form) []need {
	listed := slices.ContainsFunc(cmd.Service.SourcesBy(w.door), func(s catalogue.Source) bool { return s.Key == cmd.Source })
	return append([]need{
		{listed || cmd.Service.Key == "", "source", "Choose for whom you refer: " + cmd.Service.Name + " takes referrals from " + w.takesFrom(cmd.Service)},
		{cmd.Why != "", "why", "Say in a sentence why you refer them"},
		{cmd.Relationship != "", "relationship", "Say how they know the other person, or that you have not asked"},
		{f.Has("basis"), "basis", "Say on what basis you pass the details on"},
		{f.Has("safe"), "safe", "Say whether it is safe to contact them, or that you did not ask"},
	}, reachNeeds(f, cmd, "Enter a way to reach them", ", or that you have not asked")...)
}

// reachNeeds are what is insisted on so that a first call is safe.
func reachNeeds(f *web.Form, cmd intake.Form, noWay, or string) []need {
	return []need{
		{len(cmd.Person.Contacts) > 0, "mobile", noWay},
		{!f.Has("mobile") || f.Has("mobile_call"), "mobile_call", "Say whether it is safe to call the mobile" + or},
		{!f.Has("phone") || f.Has("phone_call"), "phone_call", "Say whether it is safe to call that number" + or},
	}
}

// check says what is missing or wrong before the answers are shown, so that all of it is said at once.
func (w way) check(f *web.Form, cmd intake.Form, today clock.Date) {
	for _, n := range w.needs(w, f, cmd) {
		if !n.there {
			f.Fault(n.input, n.message)
		}
	}
	var bad errs.Fields
	cmd.Person.Check("", today, &bad)
	if !cmd.Other.IsZero() {
		cmd.Other.Check("other_", today, &bad)
	}
	for _, wrong := range errs.FieldsOf(bad.Err()) {
		f.Fault(inputOf(wrong.Name), wrong.Message)
	}
}

// besideInputs puts what a command found wrong beside the inputs it was typed into.
func besideInputs(fault error) error {
	fields := errs.FieldsOf(fault)
	if errs.KindOf(fault) != errs.Invalid || len(fields) == 0 {
		return fault
	}
	var bad errs.Fields
	for _, wrong := range fields {
		bad.Add(inputOf(wrong.Name), wrong.Message)
	}
	return bad.Err()
}

// inputOf gives the input of the form that a person's field is typed into.
func inputOf(field string) string {
	switch field {
	case "contacts":
		return "mobile"
	case "safe_hours":
		return "safe_from"
	case "story":
		return "told"
	case "safe_call":
		return "mobile_call"
	}
	return field
}

// mayRefer fails when the service takes no referrals from the reader by this form.
func (w way) mayRefer(r *web.Request, service catalogue.Service) error {
	services, err := w.taking(r)
	if err != nil {
		return err
	}
	var bad errs.Fields
	if !slices.ContainsFunc(services, func(s catalogue.Service) bool { return s.Key == service.Key }) {
		bad.Add("service", "Choose a service that takes your referrals")
	}
	return bad.Err()
}

// checkPage shows the answers before they are sent.
func (w way) checkPage(r *web.Request, cmd intake.Form) view.Page {
	f := r.Form()
	carried := w.carry(f)
	change := view.ButtonForm{Action: w.path, Key: r.Key(), Hidden: append(slices.Clone(carried), view.Hidden{Name: step, Value: stepChange}),
		Button: view.Button{Text: "Change an answer", Kind: view.Secondary}}
	send := view.ButtonForm{Action: w.path, Key: r.Key(), Hidden: append(slices.Clone(carried), view.Hidden{Name: step, Value: stepSend}),
		Button: view.Button{Text: w.send}}
	body := append(view.Parts{view.InsetText{Body: view.Text("Nothing was sent yet.")}}, w.checked(w, f, cmd)...)
	return view.Page{Title: "Check your answers", Section: "/refer", Top: w.top, Body: append(body, send, change)}
}

// staffChecked are the answers of a form that somebody else than the person filled in.
func staffChecked(w way, f *web.Form, cmd intake.Form) view.Parts {
	return view.Parts{
		view.H2("Where it goes"), answers(row("Service", cmd.Service.Name), row(w.source, w.from(cmd.Service, cmd.Source, "", ""))),
		view.H2("Who it is about"), answers(append([]view.SummaryRow{row("Name", cmd.Person.FullName()), row("Date of birth", cmd.Person.Born.Plain()), row("Spoken of as", string(cmd.Person.Pronoun))}, contactRows(cmd.Person)...)...),
		view.H2("How it is safe to make contact"), answers(row("Safe to contact?", safeTags[cmd.Person.Safe.State].Text), row("Safe from", f.Text("safe_from")),
			row("Safe until", f.Text("safe_to")), row("Who may answer", f.Text("safe_words")), row("Name to give", f.Text("safe_say"))),
		view.H2("What happened"), answers(row("Why", cmd.Why), row("What they want", f.Text("wants")), row("What they told you", f.Text("told")),
			row("The other person", other(cmd)), row("Their date of birth", cmd.Other.Born.Plain()), row("Where they live", addressOf(cmd.Other)),
			row("Crime reference", cmd.CrimeRef), row("Police force", forceName(f.Text("force"))), row("To be known at once", flagsSaid(f))),
		firstSaid(cmd.First), view.H2("Their agreement"), answers(basisRows(cmd.Basis)...),
	}
}

// carry takes along what was typed: nothing is kept in the browser.
func (w way) carry(f *web.Form) []view.Hidden {
	var hidden []view.Hidden
	for _, name := range slices.Concat(referNames, w.firstNames()) {
		for _, typed := range f.All(name) {
			if typed != "" {
				hidden = append(hidden, view.Hidden{Name: name, Value: typed})
			}
		}
	}
	return hidden
}

// typed is what was carried, as answers of the form.
func (w way) typed(f *web.Form) url.Values {
	values := url.Values{}
	for _, h := range w.carry(f) {
		values.Add(h.Name, h.Value)
	}
	return values
}

func row(key, said string) view.SummaryRow {
	if said == "" {
		said = "Not given"
	}
	return view.SummaryRow{Key: key, Value: view.Text(said)}
}

func answers(rows ...view.SummaryRow) view.Part { return view.SummaryList{Rows: rows} }

var contactWords = map[person.ContactKind]string{person.Mobile: "Mobile number", person.Phone: "Other telephone number", person.Email: "Email address", person.Address: "Address"}

func contactRows(who person.New) []view.SummaryRow {
	var rows []view.SummaryRow
	for _, c := range who.Contacts {
		said := c.Value
		if c.Kind == person.Address {
			said = written(c)
		}
		rows = append(rows, view.SummaryRow{Key: contactWords[c.Kind], Value: view.Text(said), Note: safety(c)})
	}
	return rows
}

// written is an address with its postcode.
func written(c person.NewContact) string {
	if c.Postcode == "" {
		return c.Value
	}
	return c.Value + ", " + c.Postcode
}

func addressOf(who person.New) string {
	for _, c := range who.Contacts {
		if c.Kind == person.Address {
			return written(c)
		}
	}
	return ""
}

// safety says what was said of one way to reach somebody.
func safety(c person.NewContact) string {
	words := map[person.Permission]string{person.Yes: "yes", person.No: "no", person.NotAsked: "not asked", "": "not asked"}
	switch c.Kind {
	case person.Mobile:
		return "Safe to call: " + words[c.Call] + ". To leave a message: " + words[c.Voicemail] + ". To text: " + words[c.Text] + "."
	case person.Phone:
		return "Safe to call: " + words[c.Call] + ". To leave a message: " + words[c.Voicemail] + "."
	case person.Address:
		return "Letters safe: " + words[c.Letter] + "."
	}
	return ""
}

func other(cmd intake.Form) string {
	said := relationshipWords[cmd.Relationship]
	if cmd.Other.IsZero() {
		return said
	}
	return cmd.Other.FullName() + ": " + lowerFirst(said)
}

// basisRows are the basis and what it needs beside itself.
func basisRows(b referral.Basis) []view.SummaryRow {
	rows := []view.SummaryRow{row("Basis", basisLabels[b.Kind])}
	switch b.Kind {
	case catalogue.BasisExplicitConsent:
		rows = append(rows, row("Taken by", b.By), row("How", howWords[b.How]), row("When", b.On.Plain()))
	case catalogue.BasisPanelNotAsked:
		rows = append(rows, row("Why they were not asked", b.Reason))
	}
	return rows
}

func flagsSaid(f *web.Form) string {
	var said []string
	for _, name := range flagNames {
		if slices.Contains(f.All("flags"), name) {
			said = append(said, flagWords[name]+".")
		}
	}
	return strings.Join(said, " ")
}
