package referrals

import (
	"goldenthread/internal/access"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// holders are the roles that can own the next step.
var holders = append(append([]access.Role{}, access.Casework...), access.PoliceLiaison)

// holdForm asks why it is held and whose the next step is.
func holdForm(_ subject, a view.Answers) sheet {
	var why, whose []view.Choice
	for _, reason := range referral.Holds() {
		why = append(why, view.Choice{Value: string(reason), Label: reason.Words(), Hint: "Next: " + text.Within(reason.Next())})
	}
	for _, role := range holders {
		whose = append(whose, view.Choice{Value: string(role), Label: string(role)})
	}
	return sheet{title: "Hold for checking",
		intro: view.Para("Nobody contacts them until it is settled."),
		fields: view.Parts{
			view.Radios{Name: "reason", Legend: "Why is it held?", LegendSize: "s", Items: why}.From(a),
			view.Select{Name: "owner", Label: "Whose is the next step?", LabelSize: "s", Items: whose}.From(a),
		},
		submit: view.Button{Text: "Hold for checking"}}
}

func hold(r *web.Request, s subject) (web.Reply, error) {
	f := r.Form()
	if !f.Has("reason") {
		f.Fault("reason", "Choose why it is held")
	}
	cmd := referral.Decide{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, To: referral.Held,
		Reason: referral.Reason(f.Text("reason")), Owner: access.Role(f.Text("owner"))}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("Held for checking."), nil
}
