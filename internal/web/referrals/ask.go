package referrals

import (
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// askForm asks what the referrer is asked for. She sees it beside her referral.
func askForm(_ subject, a view.Answers) sheet {
	var items []view.Choice
	for _, x := range referral.Asks() {
		items = append(items, view.Choice{Value: x.Code, Label: x.Words})
	}
	return sheet{title: "Ask the referrer",
		intro:  view.Para("The referral is held until the answer is here. The referrer sees what is asked, and nothing about why."),
		fields: view.Parts{view.Radios{Name: "for", Legend: "What do you ask for?", LegendSize: "s", Items: items}.From(a)},
		submit: view.Button{Text: "Ask the referrer"}}
}

func ask(r *web.Request, s subject) (web.Reply, error) {
	cmd := referral.AskReferrer{Referral: s.Referral.ID, Version: s.Referral.Version, For: r.Form().Text("for")}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("The referrer is asked."), nil
}
