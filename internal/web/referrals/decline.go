package referrals

import (
	"goldenthread/internal/catalogue"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// declineForm asks why, where the person was pointed and who was told: nobody is turned away without.
func declineForm(s subject, a view.Answers) sheet {
	return sheet{title: "Decline the referral", fields: declineFields(s.set, s.service.Noun, "Why is it declined?", a), submit: view.Button{Text: "Decline"}}
}

// declineFields ask what is asked of everybody who is turned away.
func declineFields(set *catalogue.Set, noun catalogue.Noun, why string, a view.Answers) view.Parts {
	var items []view.Choice
	for _, reason := range []referral.Reason{referral.NotEligible, referral.NotForThis, referral.ExcludedType} {
		items = append(items, view.Choice{Value: string(reason), Label: reason.Words()})
	}
	return view.Parts{view.Radios{Name: "reason", Legend: why, LegendSize: "s", Items: items}.From(a), pointedField(set, a), toldField(noun, a)}
}

// declined is the decision that a form with those fields asks for.
func declined(f *web.Form, service catalogue.Service, ref id.Referral, version int) referral.Decide {
	return referral.Decide{Service: service, Referral: ref, Version: version, To: referral.Declined,
		Reason: referral.Reason(f.Text("reason")), PointedTo: f.Text("pointed_to"), Told: f.Text("told")}
}

func decline(r *web.Request, s subject) (web.Reply, error) {
	if _, err := write(r, declined(r.Form(), s.service, s.Referral.ID, s.Referral.Version).Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("Declined."), nil
}

// nowhere is the answer that there was nowhere to point to. It feeds the list of what is missing.
const nowhere = "nowhere"

// pointedField asks where the person was pointed.
func pointedField(set *catalogue.Set, a view.Answers) view.Part {
	items := []view.Choice{{Value: nowhere, Label: "There was nowhere to point to"}}
	if list, ok := set.List("onward-services"); ok {
		for _, c := range list.Codes {
			items = append(items, view.Choice{Value: c.Key, Label: c.Label})
		}
	}
	return view.Select{Name: "pointed_to", Label: "Where were they pointed to?", LabelSize: "s", Items: items}.From(a)
}

// pointed says where somebody was pointed, in words.
func (p pages) pointed(code string) string {
	if code == nowhere {
		return "There was nowhere to point to"
	}
	if list, ok := p.set.List("onward-services"); ok {
		return list.Label(code)
	}
	return code
}

// toldField asks who was told.
func toldField(noun catalogue.Noun, a view.Answers) view.Part {
	return view.Radios{Name: "told", Legend: "Who was told?", LegendSize: "s", Items: []view.Choice{
		{Value: "referrer", Label: "Whoever referred"}, {Value: "person", Label: "The " + noun.One}, {Value: "both", Label: "Both"},
		{Value: "nobody", Label: "Nobody yet"}}}.From(a)
}
