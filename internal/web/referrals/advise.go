package referrals

import (
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// adviseForm records that advice was all the person needed. No case is opened.
func adviseForm(s subject, a view.Answers) sheet {
	list, _ := s.set.List("advice")
	var items []view.Choice
	for _, k := range s.service.Advice {
		items = append(items, view.Choice{Value: k, Label: list.Label(k)})
	}
	return sheet{title: "Advice was enough",
		intro: view.Para("Advice is a whole service. The referral ends here and is counted; no case is opened."),
		fields: view.Parts{view.Checkboxes{Name: "kinds", Legend: "What was given?", LegendSize: "s", Items: items}.From(a),
			view.DateInput{Name: "on", Legend: "When?", LegendSize: "s"}.From(a), pointedField(s.set, a)},
		submit: view.Button{Text: "Record the advice"}}
}

func advise(r *web.Request, s subject) (web.Reply, error) {
	f := r.Form()
	cmd := referral.GiveAdvice{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, Kinds: f.All("kinds"), On: f.Date("on"),
		PointedTo: f.Text("pointed_to")}
	if err := f.Err(); err != nil {
		return web.Reply{}, err
	}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("The advice is recorded."), nil
}
