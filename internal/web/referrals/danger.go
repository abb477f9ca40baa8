package referrals

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// dangerForm is "In danger? Act now": two fields, and nothing stands in the way of it.
func dangerForm(s subject, a view.Answers) sheet {
	say := s.set.Word
	return sheet{title: say("alarm.title"), intro: view.WarningText{Body: view.Text(say("alarm.first"))},
		fields: append(view.AlarmQuestions(say, casework.Dangers, a), view.Quiet{Small: true, Heading: say("alarm.next"), Body: view.Text(say("alarm.both"))}),
		submit: view.Button{Text: say("alarm.send"), Kind: view.Danger}}
}

func danger(r *web.Request, s subject) (web.Reply, error) {
	f := r.Form()
	cmd := casework.RaiseActNow{Folder: s.Referral.Folder, Kind: casework.Danger(f.Text("kind")), What: f.Text("what"), Told: f.Text("told")}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(s.home(r).address).Saying(s.set.Word("alarm.raised")), nil
}
