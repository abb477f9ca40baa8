package referrals

import (
	"net/url"
	"slices"

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
		f.Fault("service", w.set.Word("help.fault.service"))
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
		cmd = w.fill(w, cmd)
	}
	cmd.First = w.first(f, cmd, r.Now().Date())
	w.check(f, cmd, r.Now().Date())
	return cmd, f.Err()
}

// otherParty reads what is known of the other person.
func otherParty(f *web.Form) person.New {
	n := person.New{Forename: f.Text("other_forename"), Surname: f.Text("other_surname"), Born: f.Date("other_born")}
	if f.Has("other_address") || f.Has("other_postcode") {
		n.Contacts = []person.NewContact{{Kind: person.Address, Value: f.Text("other_address"), Postcode: f.Text("other_postcode")}}
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

// inOurWords says what is wrong in the catalogue's words to somebody who asks for help herself: the commands behind the form speak to
// those who work here. What it has no sentence for stays as it is.
func (w way) inOurWords(fault error) error {
	fields := errs.FieldsOf(fault)
	if w.door != catalogue.DoorSelf || len(fields) == 0 {
		return fault
	}
	var bad errs.Fields
	for _, wrong := range fields {
		if key := "help.fault." + wrong.Name; w.set.HasWord(key) {
			wrong.Message = w.set.Word(key)
		}
		bad.Add(wrong.Name, wrong.Message)
	}
	return bad.Err()
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
		bad.Add("service", w.set.Word("help.fault.service"))
	}
	return bad.Err()
}

// checkPage shows the answers before they are sent.
func (w way) checkPage(r *web.Request, cmd intake.Form) view.Page {
	f := r.Form()
	carried := w.carry(f)
	change := view.ButtonForm{Action: w.path, Key: r.SameKey(), Typed: carried, Hidden: []view.Hidden{{Name: step, Value: stepChange}},
		Button: view.Button{Text: w.set.Word("help.change"), Kind: view.Secondary}}
	send := view.ButtonForm{Action: w.path, Key: r.SameKey(), Typed: carried, Hidden: []view.Hidden{{Name: step, Value: stepSend}},
		Button: view.Button{Text: w.send}}
	body := append(view.Parts{view.InsetText{Body: view.Text(w.set.Word("help.nothing_sent"))}}, w.checked(w, f, cmd)...)
	return view.Page{Title: w.set.Word("help.check"), Section: "/refer", Top: w.top, Body: append(body, send, change)}
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

func answers(rows ...view.SummaryRow) view.Part { return view.SummaryList{Rows: rows} }

// contactRows are the ways to reach somebody, with what was said of each.
func (w way) contactRows(who person.New) []view.SummaryRow {
	var rows []view.SummaryRow
	for _, c := range who.Contacts {
		said := c.Value
		if c.Kind == person.Address {
			said = written(c)
		}
		rows = append(rows, view.SummaryRow{Key: w.set.Word("help.ask." + string(c.Kind)), Value: view.Text(said), Note: w.safety(c)})
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

// safety says what was said of one way to reach somebody.
func (w way) safety(c person.NewContact) string {
	said := func(p person.Permission) string {
		switch p {
		case person.Yes:
			return w.set.Word("help.said_yes")
		case person.No:
			return w.set.Word("help.said_no")
		}
		return w.set.Word("help.said_not")
	}
	switch c.Kind {
	case person.Mobile:
		return w.set.Word("help.safe_mobile", "call", said(c.Call), "message", said(c.Voicemail), "text", said(c.Text))
	case person.Phone:
		return w.set.Word("help.safe_phone", "call", said(c.Call), "message", said(c.Voicemail))
	case person.Address:
		return w.set.Word("help.safe_letter", "letter", said(c.Letter))
	}
	return ""
}
