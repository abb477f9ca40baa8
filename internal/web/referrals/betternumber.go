package referrals

import (
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// numberForm takes the better number for which whoever referred was asked, from them or from somebody to whom they told it.
func numberForm(_ subject, a view.Answers) sheet {
	return sheet{title: "Give a better number",
		intro: view.Para("The number we had was somebody else’s, or there was none. Nobody calls until there is a better one."),
		fields: view.Parts{
			view.TextInput{Name: "number", Label: "Telephone number", Type: "tel", Width: 20}.From(a),
			view.Radios{Name: "call", Legend: "Did they say that a call on it is safe?", LegendSize: "s", Items: []view.Choice{
				{Value: string(person.Yes), Label: "Yes"}, {Value: string(person.NotAsked), Label: "They were not asked"}}}.From(a),
		},
		submit: view.Button{Text: "Give the number"}}
}

func giveNumber(r *web.Request, s subject) (web.Reply, error) {
	f := r.Form()
	cmd := referral.GiveNumber{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, Number: f.Text("number"), Call: person.Permission(f.Text("call"))}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(s.home(r).address).Saying("Thank you. The number is with the people who make contact."), nil
}

// numberAt is the page on which whoever referred gives a number.
func numberAt(got referral.Receipt) view.Link {
	return view.Link{Text: "Give a better number", Unseen: " for " + string(got.Reference), Href: section + "/" + string(got.Reference) + "/better-number"}
}
