package cases

import (
	"net/url"
	"strings"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// contact adds a way to reach the person, and leads to what was said of those there are. No number is
// shown here: each is shown from the case, with the rule beside it.
var contact = form{path: "contact", action: person.ActRecordContact,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		kinds := view.Radios{Name: "kind", Legend: "A new way to reach " + c.they.them, LegendSize: "m", Items: []view.Choice{
			{Value: string(person.Mobile), Label: "Mobile", Reveal: view.TextInput{Name: "mobile", Label: "Mobile number", Type: "tel", Width: 20}.From(a)},
			{Value: string(person.Phone), Label: "Telephone", Reveal: view.TextInput{Name: "phone", Label: "Telephone number", Type: "tel", Width: 20}.From(a)},
			{Value: string(person.Email), Label: "E-mail", Reveal: view.TextInput{Name: "email", Label: "E-mail address", Type: "email"}.From(a)},
			{Value: string(person.Address), Label: "Address", Reveal: view.Parts{
				view.TextInput{Name: "address", Label: "House, street and town"}.From(a),
				view.TextInput{Name: "postcode", Label: "Postcode", Width: 10}.From(a)}},
		}}.From(a)
		return c.page(r, "Ways to reach "+c.they.them, view.Parts{
			c.ways(), c.form(r, "contact", "Add it", append(view.Parts{kinds}, usesFields(a, person.Contact{}, c.they.they)...)),
		}), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		n := person.NewContact{Kind: person.ContactKind(f.Text("kind")), Protected: f.Has("protected")}
		n.Call, n.Voicemail, n.Text, n.Letter = uses(f)
		switch n.Kind {
		case person.Mobile, person.Phone, person.Email:
			n.Value = f.Text(string(n.Kind))
		case person.Address:
			n.Value, n.Postcode = f.Text("address"), f.Text("postcode")
		default:
			f.Fault("kind", "Say whether it is a mobile, a telephone, an e-mail or an address")
		}
		_, err := do(r, person.AddContactPoint{Folder: c.Case.Folder, Contact: n}.Run)
		return done{c.at("contact"), "It is added, with what was said of it."}, err
	},
}

// contactSafety changes what the person said of one number or address. Whoever is second sees what stands now: an allowed call must
// not cover up that somebody has just heard it is not safe.
var contactSafety = form{path: "contact/safety", action: person.ActRecordContact,
	meanwhile: func(r *web.Request, c kase) (meanwhile, error) {
		for _, k := range c.About.Contacts {
			if string(k.ID) == r.Form().Text("contact") {
				given := map[bool]string{true: "It must never be given away", false: "It may be given away"}
				return meanwhile{c.colleague(k.Changed.By), k.Changed.At, []change{{name: "What was said of it", is: saidOf(k)},
					{name: "Kept secret", is: given[k.Protected]}, {name: "Whose it is", is: map[bool]string{true: "Somebody else’s"}[k.Wrong]}}}, nil
			}
		}
		return meanwhile{}, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		chosen := id.Contact(r.Query("contact"))
		if sent := a.Get("contact"); sent != "" {
			chosen = id.Contact(sent)
		}
		for i, k := range c.About.Contacts {
			if k.ID != chosen {
				continue
			}
			page := c.page(r, "What is safe: "+strings.ToLower(c.points()[i].Label), view.Parts{
				c.form(r, "contact/safety", "Save", usesFields(a, k, c.they.they),
					view.Hidden{Name: "contact", Value: string(k.ID)}, view.Hidden{Name: "seen", Value: number(k.Version)}),
			})
			page.Back = &view.Back{Text: "Back to the ways to reach " + c.they.them, Href: c.at("contact")}
			return page, nil
		}
		return view.Page{}, gate.NoSuchRecord()
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		cmd := person.SetContactSafety{Folder: c.Case.Folder, Contact: id.Contact(f.Text("contact")), Version: f.Int("seen"), Protected: f.Has("protected")}
		cmd.Call, cmd.Voicemail, cmd.Text, cmd.Letter = uses(f)
		_, err := do(r, cmd.Run)
		return done{c.at("contact"), "What was said of it is saved."}, err
	},
}

// ways lists the ways to reach the person with what was said of each, and shows none of them.
func (c kase) ways() view.Part {
	t := view.Table{Caption: "The ways there are", CaptionSize: "m", Pattern: view.Stack, BoldHeads: true, Empty: "There is none yet.",
		Columns: []view.Column{{Head: "What"}, {Head: "What was said of it"}, {Head: "Change"}}}
	for i, p := range c.points() {
		k := c.About.Contacts[i]
		said := view.Parts{view.Text(saidOf(k))}
		if k.Protected {
			said = append(said, view.Strong("Never to be given away."))
		}
		if k.Wrong {
			said = append(said, view.Strong("Was somebody else's."))
		}
		t.Rows = append(t.Rows, []view.Part{view.Text(p.Label), said,
			view.Link{Text: "Change", Unseen: " what is safe for " + strings.ToLower(p.Label), Href: c.at("contact", "safety") + "?" + url.Values{"contact": {string(k.ID)}}.Encode()}})
	}
	return t
}

// saidOf says the uses of a way to reach somebody in words.
func saidOf(k person.Contact) string {
	var words []string
	say := func(p person.Permission, yes, no string) {
		switch p {
		case person.Yes:
			words = append(words, yes)
		case person.No:
			words = append(words, no)
		}
	}
	switch k.Kind {
	case person.Address:
		say(k.Letter, "letters are safe", "no letters")
	case person.Phone, person.Mobile:
		say(k.Call, "calls are safe", "no calls")
		say(k.Voicemail, "voicemail may be left", "no voicemail")
		say(k.Text, "texts are safe", "no texts")
	case person.Email:
		say(k.Text, "messages are safe", "no messages")
	}
	if len(words) == 0 {
		return "Not asked yet."
	}
	return capital(strings.Join(words, "; ")) + "."
}

// usesFields asks what was said of one way. k is what is known so far.
func usesFields(a view.Answers, k person.Contact, they string) view.Parts {
	ask := func(name, legend string, known person.Permission) view.Part {
		if known == "" {
			known = person.NotAsked
		}
		return view.Radios{Name: name, Legend: legend, LegendSize: "s", Small: true, Inline: true, Value: string(known), Items: []view.Choice{
			{Value: string(person.Yes), Label: "Yes"}, {Value: string(person.No), Label: "No"}, {Value: string(person.NotAsked), Label: "Not asked"}}}.From(a)
	}
	var parts view.Parts
	number, address := k.Kind != person.Address && k.Kind != person.Email, k.Kind == "" || k.Kind == person.Address
	if number {
		parts = append(parts, ask("call", "Did "+they+" say a call is safe?", k.Call), ask("voicemail", "May voicemail be left?", k.Voicemail))
	}
	if !address || k.Kind == "" {
		parts = append(parts, ask("text", "Is a text or e-mail safe?", k.Text))
	}
	if address {
		parts = append(parts, ask("letter", "Is a letter safe?", k.Letter))
	}
	protected := view.Checkboxes{Name: "protected", Legend: "A refuge, or kept secret from somebody?", LegendSize: "s",
		Items: []view.Choice{{Value: "yes", Label: "It must never be given away"}}}
	if k.Protected {
		protected.Values = []string{"yes"}
	}
	return append(parts, protected.From(a))
}

// uses reads what was said. A use that was not asked about stays not asked.
func uses(f *web.Form) (call, voicemail, text, letter person.Permission) {
	return person.Permission(f.Text("call")), person.Permission(f.Text("voicemail")), person.Permission(f.Text("text")), person.Permission(f.Text("letter"))
}
