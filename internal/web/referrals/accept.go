package referrals

import (
	"goldenthread/internal/intake"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// acceptForm asks once more before somebody is contacted.
func acceptForm(s subject, a view.Answers) sheet {
	if s.Referral.State == referral.Accepted {
		return sheet{title: "Accept and start first contact",
			intro:  view.Para("You take up the first contact. The case opens with how it is safe to call, before the number."),
			submit: view.Button{Text: "Accept and start first contact"}}
	}
	return sheet{title: "Accept for contact",
		intro:  view.Para("It is checked again that there is a legal basis, that they did not ask us to stop, and that a way to reach them is left."),
		fields: putIn(s, a),
		submit: view.Button{Text: "Accept for contact"}}
}

// accept starts the first contact of what is ready for it, and decides about anything else.
func accept(r *web.Request, s subject) (web.Reply, error) {
	cmd := intake.Accept{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, Start: s.Referral.State == referral.Accepted, PutIn: r.Form().Has("put_in")}
	started, err := write(r, cmd.Run)
	switch {
	case err != nil:
		return web.Reply{}, err
	case started.Case != "":
		return web.SeeOther("/cases/" + string(s.Referral.Reference)).Saying("Accepted. Start the first contact here."), nil
	}
	return s.back("Accepted for contact."), nil
}
