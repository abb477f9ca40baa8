package referrals

import (
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// signpostForm asks where the person is pointed and who was told.
func signpostForm(s subject, a view.Answers) sheet {
	return sheet{title: "Point elsewhere",
		intro:  view.Para("Another service is the right one. The " + s.service.Noun.One + " is not turned away: they are shown where to go."),
		fields: view.Parts{pointedField(s.set, a), toldField(s.service.Noun, a)},
		submit: view.Button{Text: "Point elsewhere"}}
}

func signpost(r *web.Request, s subject) (web.Reply, error) {
	f := r.Form()
	cmd := referral.Decide{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, To: referral.Signposted,
		PointedTo: f.Text("pointed_to"), Told: f.Text("told")}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("Pointed elsewhere."), nil
}
