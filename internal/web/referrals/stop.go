package referrals

import (
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// stopForm notes that the person asks not to be contacted. One press is enough: the usual answer is
// chosen.
func stopForm(s subject, a view.Answers) sheet {
	return sheet{title: "They ask not to be contacted",
		intro: view.Para("It is remembered for every later file, also when everything else is deleted."),
		fields: view.Parts{
			view.Radios{Name: "scope", Legend: "About what?", LegendSize: "s", Value: string(person.ScopeMatter), Items: []view.Choice{
				{Value: string(person.ScopeMatter), Label: "This matter", Hint: s.stopSaid(person.ScopeMatter)},
				{Value: string(person.ScopeService), Label: "Anything from this service", Hint: s.stopSaid(person.ScopeService)},
				{Value: string(person.ScopeAll), Label: "Anything at all", Hint: s.stopSaid(person.ScopeAll)}}}.From(a),
			view.DateInput{Name: "said_on", Legend: "When did they say so?", Hint: "Leave it empty for today"}.From(a),
		},
		submit: view.Button{Text: "Stop contact"}}
}

// stopSaid is what to tell somebody who asks to be left alone: what is promised with this answer.
func (s subject) stopSaid(about person.Scope) string {
	return s.set.Word("stop.say", "words", s.set.Word("stop."+string(about)))
}

func stop(r *web.Request, s subject) (web.Reply, error) {
	f := r.Form()
	cmd := referral.DoNotContact{Referral: s.Referral.ID, Scope: person.Scope(f.Text("scope")), SaidOn: f.Date("said_on")}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("Remembered: nobody contacts them about this."), nil
}
