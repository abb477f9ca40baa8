package referrals

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

var dangerWords = map[casework.Danger]view.Choice{
	casework.InDanger:          {Label: "In danger now", Hint: "Call 999 first"},
	casework.AdultSafeguarding: {Label: "Adult safeguarding"},
	casework.ChildSafeguarding: {Label: "Child safeguarding"},
	casework.DomesticAbuse:     {Label: "Domestic abuse", Hint: "Goes to the domestic-abuse MARAC, which is not the Community MARAC. Has the DASH risk check been done?"},
	casework.Suicide:           {Label: "Suicide or self-harm"},
	casework.ThreatToLife:      {Label: "Threat to life"},
	casework.Arson:             {Label: "Threat of fire", Hint: "The fire service visits"},
}

// dangerForm is "In danger? Act now": two fields, and nothing stands in the way of it.
func dangerForm(_ subject, a view.Answers) sheet {
	var items []view.Choice
	for _, d := range casework.Dangers {
		c := dangerWords[d]
		c.Value = string(d)
		items = append(items, c)
	}
	return sheet{title: "Act now",
		intro: view.WarningText{Body: view.Text("If somebody is in danger, call 999 first.")},
		fields: view.Parts{
			view.Radios{Name: "kind", Legend: "What is the danger?", LegendSize: "s", Items: items}.From(a),
			view.Textarea{Name: "what", Label: "What is happening", Rows: 3}.From(a),
			view.TextInput{Name: "told", Label: "Who have you told?", Hint: "For example: 999 at 09:12, fire service"}.From(a),
		},
		submit: view.Button{Text: "Raise the alarm", Kind: view.Danger}}
}

func danger(r *web.Request, s subject) (web.Reply, error) {
	f := r.Form()
	cmd := casework.RaiseActNow{Folder: s.Referral.Folder, Kind: casework.Danger(f.Text("kind")), What: f.Text("what"), Told: f.Text("told")}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(s.home(r).address).Saying("The alarm is raised. The supervisor and the safeguarding lead are told at once."), nil
}
