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
func (p pages) peopleFields(a view.Answers, name, born string, pronoun person.Pronoun) view.Parts {
	return p.peopleAsked(a, name, born, pronoun).all()
}

func (p pages) peopleAsked(a view.Answers, name, born string, pronoun person.Pronoun) questions {
	say := p.set.Word
	forename, surname := name, ""
	if at := strings.LastIndexByte(name, ' '); at > 0 {
		forename, surname = name[:at], name[at+1:]
	}
	safe := func(input string) question {
		return question{input, view.Radios{Name: input, Legend: say("refer.ask." + input), Small: true, Inline: true, Items: []view.Choice{
			{Value: string(person.Yes), Label: say("help.yes")}, {Value: string(person.No), Label: say("help.no")},
			{Value: string(person.NotAsked), Label: say("refer.not_asked")}}}.From(a)}
	}
	return questions{
		{"forename", view.TextInput{Name: "forename", Label: say("help.ask.forename"), Value: forename, Width: 20}.From(a)},
		{"surname", view.TextInput{Name: "surname", Label: say("help.ask.surname"), Value: surname, Width: 20}.From(a)},
		{"born", view.DateInput{Name: "born", Legend: say("help.ask.born"), Hint: say("refer.ask.born_hint")}.On(clock.Date(born)).From(a)},
		{"pronoun", view.Radios{Name: "pronoun", Value: string(pronoun), Legend: say("refer.ask.pronoun"), Small: true, Inline: true, Items: []view.Choice{
			{Value: string(person.She), Label: say("refer.pronoun.she")}, {Value: string(person.He), Label: say("refer.pronoun.he")}, {Value: string(person.They), Label: say("refer.pronoun.they")},
			{Value: "not_known", Label: say("refer.pronoun.not_known")}}}.From(a)},
		{"mobile", view.TextInput{Name: "mobile", Label: say("help.ask.mobile"), Type: "tel", Width: 20}.From(a)},
		safe("mobile_call"), safe("mobile_voicemail"), safe("mobile_text"),
		{"phone", view.TextInput{Name: "phone", Label: say("help.ask.phone"), Type: "tel", Width: 20}.From(a)},
		safe("phone_call"), safe("phone_voicemail"),
		{"email", view.TextInput{Name: "email", Label: say("help.ask.email"), Type: "email"}.From(a)},
		{"address", view.TextInput{Name: "address", Label: say("help.ask.address"), Hint: say("help.ask.address_hint")}.From(a)},
		{"postcode", view.TextInput{Name: "postcode", Label: say("help.ask.postcode"), Width: 10}.From(a)},
		safe("address_letter"),
	}
}

// safeFields are the questions about safe contact. now is what is recorded already; its zero value is nothing.
func (p pages) safeFields(a view.Answers, now person.SafeContact) view.Parts {
	return p.safeAsked(a, now).all()
}

func (p pages) safeAsked(a view.Answers, now person.SafeContact) questions {
	say := p.set.Word
	from, to := now.Hours()
	var states []view.Choice
	for _, s := range []person.SafeState{person.Safe, person.Unsafe, person.NotAskedYet} {
		states = append(states, view.Choice{Value: string(s), Label: say("refer.safe." + string(s))})
	}
	return questions{
		{"safe", view.Radios{Name: "safe", Legend: say("refer.ask.safe"), LegendSize: "s", Small: true, Items: states, Value: string(now.State)}.From(a)},
		{"safe_from", view.TextInput{Name: "safe_from", Label: say("refer.ask.safe_from"), Hint: say("help.ask.from_hint"), Width: 5, Value: from}.From(a)},
		{"safe_to", view.TextInput{Name: "safe_to", Label: say("refer.ask.safe_to"), Width: 5, Value: to}.From(a)},
		{"safe_words", view.Textarea{Name: "safe_words", Label: say("refer.ask.safe_words"), Hint: say("refer.ask.safe_words_hint"), Rows: 3, Value: now.Words.Text()}.From(a)},
		{"safe_say", view.TextInput{Name: "safe_say", Label: say("refer.ask.safe_say"), Hint: say("help.ask.say_hint"), Value: now.Say.Text()}.From(a)},
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
	who.Contacts = slices.DeleteFunc(contactsSaid(f), func(c person.NewContact) bool { return c.Value == "" && c.Postcode == "" })
	return who
}

// contactsSaid reads every kind of way to reach somebody, also where only what is safe was said of it.
func contactsSaid(f *web.Form) []person.NewContact {
	said := func(input string) person.Permission { return person.Permission(f.Text(input)) }
	return []person.NewContact{
		{Kind: person.Mobile, Value: f.Text("mobile"), Call: said("mobile_call"), Voicemail: said("mobile_voicemail"), Text: said("mobile_text")},
		{Kind: person.Phone, Value: f.Text("phone"), Call: said("phone_call"), Voicemail: said("phone_voicemail")},
		{Kind: person.Email, Value: f.Text("email")},
		{Kind: person.Address, Value: f.Text("address"), Postcode: f.Text("postcode"), Letter: said("address_letter")},
	}
}
