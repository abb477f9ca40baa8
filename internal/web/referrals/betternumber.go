package referrals

import (
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// numberForm takes the better number for which whoever referred was asked, from them or from somebody to whom they told it.
func numberForm(s subject, a view.Answers) sheet {
	return sheet{title: s.set.Word("number.title"),
		intro: view.Para(s.set.Word("number.why")),
		fields: view.Parts{
			view.TextInput{Name: "number", Label: s.set.Word("number.label"), Type: "tel", Width: 20}.From(a),
			view.Radios{Name: "call", Legend: s.set.Word("number.safe"), LegendSize: "s", Items: []view.Choice{
				{Value: string(person.Yes), Label: s.set.Word("number.yes")}, {Value: string(person.NotAsked), Label: s.set.Word("number.not_asked")}}}.From(a),
		},
		submit: view.Button{Text: s.set.Word("number.send")}}
}

func giveNumber(r *web.Request, s subject) (web.Reply, error) {
	f := r.Form()
	cmd := referral.GiveNumber{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, Number: f.Text("number"), Call: person.Permission(f.Text("call"))}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(s.home(r).address).Saying(s.set.Word("number.thanks")), nil
}
