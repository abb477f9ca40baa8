package referrals

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// acceptForm asks once more before somebody is contacted.
func acceptForm(s subject, _ view.Answers) sheet {
	if s.Referral.State == referral.Accepted {
		return sheet{title: "Accept and start first contact",
			intro:  view.Para("You take up the first contact. The case opens with how it is safe to call, before the number."),
			submit: view.Button{Text: "Accept and start first contact"}}
	}
	return sheet{title: "Accept for contact",
		intro:  view.Para("It is checked again that there is a legal basis, that they did not ask us to stop, and that a way to reach them is left."),
		submit: view.Button{Text: "Accept for contact"}}
}

// accept starts the first contact of what is ready for it, and decides about anything else.
func accept(r *web.Request, s subject) (web.Reply, error) {
	if s.Referral.State == referral.Accepted {
		opened, err := write(r, casework.OpenCase{Referral: s.Referral.ID, Service: s.service}.Run)
		if err != nil {
			return web.Reply{}, err
		}
		return web.SeeOther("/cases/" + string(opened)).Saying("Accepted. Start the first contact here."), nil
	}
	cmd := referral.Decide{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, To: referral.Accepted}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("Accepted for contact."), nil
}
