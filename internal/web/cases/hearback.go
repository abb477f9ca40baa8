package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

var onwardWords = map[casework.OnwardStatus]string{casework.OnwardSent: "Sent", casework.OnwardReceived: "They have it", casework.OnwardAccepted: "Accepted",
	casework.OnwardRefused: "Refused", casework.OnwardEnded: "Ended", casework.OnwardChased: "Asked after it"}

// hearBack records what came back from another service, or that it was asked after.
var hearBack = form{path: "onward/{line}", from: "plan", action: casework.ActWork, whole: true,
	meanwhile: func(r *web.Request, c kase) (meanwhile, error) {
		answers := c.Answers(r.Path("line"))
		if len(answers) == 0 {
			return meanwhile{}, nil
		}
		last := answers[0]
		return meanwhile{c.name(last), last.At, []change{{name: "What came back", is: onwardWords[casework.OnwardStatus(last.Code)]}, {name: "Why", is: last.State},
			{name: "What they said", is: last.Text.Text()}}}, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		sent, ok := c.Line(casework.ItemOnward, r.Path("line"))
		if !ok {
			return view.Page{}, gate.NoSuchRecord()
		}
		moves := casework.OnwardMoves[casework.OnwardStatus(sent.State)]
		title := c.list("onward-services").Label(sent.Code)
		if len(moves) == 0 {
			return c.page(r, title, view.Para("Nothing more is to come of this referral.")), nil
		}
		var items []view.Choice
		for _, m := range moves {
			item := view.Choice{Value: string(m), Label: onwardWords[m]}
			if m == casework.OnwardRefused {
				item.Reveal = view.Select{Name: "reason", Label: "Why?", Items: spoken(casework.Refusals...)}.From(a)
			}
			items = append(items, item)
		}
		return c.page(r, title, c.form(r, "onward/"+sent.ID, "Save", view.Parts{
			view.Radios{Name: "status", Legend: "What came back?", LegendSize: "s", Items: items}.From(a),
			view.Textarea{Name: "words", Label: "What did they say?", Rows: 2}.From(a),
			view.DateInput{Name: "on", Legend: "When was it?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		}, view.Hidden{Name: "seen", Value: number(sent.Number)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		back := casework.HearBack{Case: c.Case.ID, Onward: r.Path("line"), Version: f.Int("seen"), Status: casework.OnwardStatus(f.Text("status")),
			Words: f.Text("words"), On: f.Date("on")}
		if back.Status == casework.OnwardRefused {
			back.Reason = f.Text("reason")
		}
		_, err := do(r, back.Run)
		return done{c.at("plan"), "It is recorded."}, err
	},
}

// onwardRows are the referrals to other services, each with how it stands and how long it took.
func (c kase) onwardRows(r *web.Request) view.Part {
	rows := view.Rows{Empty: "Nobody else was asked yet."}
	for _, sent := range c.Of(casework.ItemOnward) {
		status := casework.OnwardStatus(sent.State)
		row := view.Row{When: full(sent.On), WhenNote: "sent", Title: c.list("onward-services").Label(sent.Code), Tag: &view.Tag{Text: onwardWords[status]}}
		switch status {
		case casework.OnwardAccepted:
			row.Tag.Colour = view.Green
		case casework.OnwardRefused, casework.OnwardEnded:
			row.Tag.Colour = view.Grey
		}
		row.Note = view.Text(c.onwardNote(sent))
		var body view.Parts
		if words := sent.Text.Text(); words != "" {
			body = append(body, view.Para(words))
		}
		for _, back := range c.Answers(sent.ID) {
			body = append(body, view.Small(full(back.On)+": "+text.Within(c.answerWords(back))))
		}
		if len(casework.OnwardMoves[status]) > 0 && c.works(r) {
			text := "What came back?"
			if c.chase(sent) {
				text = "No answer yet: ask after it"
			}
			body = append(body, view.Paragraph{Body: view.Link{Text: text, Href: c.at("onward", sent.ID), Unseen: ", " + row.Title}})
		}
		row.Body = body
		rows.Items = append(rows.Items, row)
	}
	return rows
}

func (c kase) answerWords(back casework.Item) string {
	words := onwardWords[casework.OnwardStatus(back.Code)]
	if back.State != "" {
		words += ": " + back.State
	}
	if said := back.Text.Text(); said != "" {
		words += ". " + said
	}
	return words
}

// onwardNote says how long a referral took to be answered, or has been waiting.
func (c kase) onwardNote(sent casework.Item) string {
	first := clock.Date("")
	for _, back := range c.Answers(sent.ID) {
		if back.Code != string(casework.OnwardChased) && (first == "" || back.On < first) {
			first = back.On
		}
	}
	if first == "" {
		return "Waiting for " + plural(sent.On.DaysUntil(c.Now.Date()), "day", "days")
	}
	return "Answered after " + plural(sent.On.DaysUntil(first), "day", "days")
}

// chase tells whether it is time to ask after a referral: nothing came back, and nobody has asked lately.
func (c kase) chase(sent casework.Item) bool {
	last := sent.On
	for _, back := range c.Answers(sent.ID) {
		last = max(last, back.On)
	}
	wait := catalogue.Clock{N: c.service.OnwardAnswer, Unit: catalogue.WorkingDays}
	return !sent.Settled && wait.N > 0 && c.service.Hours.Deadline(last.At(0, int(c.service.Hours.Close)), wait) < c.Now
}
