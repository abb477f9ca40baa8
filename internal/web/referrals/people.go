package referrals

import (
	"slices"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// question is one question of a form, by the name of its input.
type question struct {
	input string
	field view.Part
}

// questions are those of a part of a form, in the order of a form that asks all of them on one page.
type questions []question

// all gives every question.
func (qs questions) all() view.Parts {
	var parts view.Parts
	for _, q := range qs {
		parts = append(parts, q.field)
	}
	return parts
}

// some gives the questions of some inputs, in their order, and the rest.
func (qs questions) some(inputs ...string) (view.Parts, questions) {
	var parts view.Parts
	rest := slices.Clone(qs)
	for _, input := range inputs {
		if at := slices.IndexFunc(rest, func(q question) bool { return q.input == input }); at >= 0 {
			parts, rest = append(parts, rest[at].field), slices.Delete(rest, at, at+1)
		}
	}
	return parts, rest
}

// later keeps questions behind a line until somebody opens it. It is open where something was typed or is wrong, so that neither is
// out of sight.
func (qs questions) later(summary string, a view.Answers) view.Part {
	if len(qs) == 0 {
		return nil
	}
	open := slices.ContainsFunc(qs, func(q question) bool {
		return a.Get(q.input) != "" || a.Get(q.input+"-day") != "" || a.Error(q.input) != ""
	})
	return view.Details{Summary: summary, Open: open, Body: qs.all()}
}

// peopleFields are the questions about who is referred and how to reach them. name and born are what
// is known already; both may be empty.
func peopleFields(a view.Answers, name, born string) view.Parts {
	return peopleAsked(a, name, born).all()
}

func peopleAsked(a view.Answers, name, born string) questions {
	forename, surname := name, ""
	if at := strings.LastIndexByte(name, ' '); at > 0 {
		forename, surname = name[:at], name[at+1:]
	}
	safe := func(input, what string) question {
		return question{input, view.Radios{Name: input, Legend: what, Small: true, Inline: true, Items: []view.Choice{
			{Value: string(person.Yes), Label: "Yes"}, {Value: string(person.No), Label: "No"}, {Value: string(person.NotAsked), Label: "Not asked"}}}.From(a)}
	}
	return questions{
		{"forename", view.TextInput{Name: "forename", Label: "First name", Value: forename, Width: 20}.From(a)},
		{"surname", view.TextInput{Name: "surname", Label: "Last name", Value: surname, Width: 20}.From(a)},
		{"born", view.DateInput{Name: "born", Legend: "Date of birth", Hint: "For example, 27 3 1984. Leave it empty if you do not know"}.On(clock.Date(born)).From(a)},
		{"pronoun", view.Radios{Name: "pronoun", Legend: "How do they want to be spoken of?", Small: true, Inline: true, Items: []view.Choice{
			{Value: string(person.She), Label: "She"}, {Value: string(person.He), Label: "He"}, {Value: string(person.They), Label: "They"},
			{Value: "not_known", Label: "Not known"}}}.From(a)},
		{"mobile", view.TextInput{Name: "mobile", Label: "Mobile number", Type: "tel", Width: 20}.From(a)},
		safe("mobile_call", "Is it safe to call the mobile?"), safe("mobile_voicemail", "Is it safe to leave a message on it?"), safe("mobile_text", "Is it safe to text?"),
		{"phone", view.TextInput{Name: "phone", Label: "Other telephone number", Type: "tel", Width: 20}.From(a)},
		safe("phone_call", "Is it safe to call that number?"), safe("phone_voicemail", "Is it safe to leave a message there?"),
		{"email", view.TextInput{Name: "email", Label: "Email address", Type: "email"}.From(a)},
		{"address", view.TextInput{Name: "address", Label: "Address", Hint: "House, street and town"}.From(a)},
		{"postcode", view.TextInput{Name: "postcode", Label: "Postcode", Width: 10}.From(a)},
		safe("address_letter", "Are letters safe?"),
	}
}

// peopleNames are the inputs of peopleFields and safeFields, for carrying them from page to page.
var peopleNames = []string{"forename", "surname", "born-day", "born-month", "born-year", "pronoun", "mobile", "mobile_call", "mobile_voicemail", "mobile_text",
	"phone", "phone_call", "phone_voicemail", "email", "address", "postcode", "address_letter",
	"safe", "safe_from", "safe_to", "safe_words", "safe_say"}

// supported reads the answers.
func supported(f *web.Form) person.New {
	who := person.New{Forename: f.Text("forename"), Surname: f.Text("surname"), Born: f.Date("born"), Safe: safeRule(f)}
	switch p := person.Pronoun(f.Text("pronoun")); p {
	case person.She, person.He, person.They:
		who.Pronoun = p
	}
	said := func(input string) person.Permission { return person.Permission(f.Text(input)) }
	for _, c := range []person.NewContact{
		{Kind: person.Mobile, Value: f.Text("mobile"), Call: said("mobile_call"), Voicemail: said("mobile_voicemail"), Text: said("mobile_text")},
		{Kind: person.Phone, Value: f.Text("phone"), Call: said("phone_call"), Voicemail: said("phone_voicemail")},
		{Kind: person.Email, Value: f.Text("email")},
		{Kind: person.Address, Value: f.Text("address"), Postcode: f.Text("postcode"), Letter: said("address_letter")},
	} {
		if c.Value != "" {
			who.Contacts = append(who.Contacts, c)
		}
	}
	return who
}
