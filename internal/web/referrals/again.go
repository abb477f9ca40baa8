package referrals

import (
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// againForm notes that the person wants contact after all. It is theirs to say, nobody else's.
func againForm(_ subject, a view.Answers) sheet {
	return sheet{title: "They want contact again",
		intro:  view.WarningText{Body: view.Text("Only the person can say this. What a referrer says is not enough.")},
		fields: view.Parts{view.DateInput{Name: "said_on", Legend: "When did they say so?", Hint: "Leave it empty for today"}.From(a)},
		submit: view.Button{Text: "Record that they want contact"}}
}

func again(r *web.Request, s subject) (web.Reply, error) {
	cmd := referral.ContactAgain{Referral: s.Referral.ID, Version: s.Referral.Version, SaidOn: r.Form().Date("said_on")}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("Recorded. Somebody decides what comes next."), nil
}
