package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// proposePanel records that the case was proposed to the panel.
var proposePanel = form{path: "panel", action: casework.ActWork, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		if _, waits := c.Proposal(); waits {
			return c.page(r, "Propose to the panel", view.Parts{view.Para("It is proposed already, and the panel has not answered yet."),
				view.Paragraph{Body: view.Link{Text: "Record what the panel said", Href: c.at("panel", "answer")}}}), nil
		}
		page := c.page(r, "Propose to the panel", c.form(r, "panel", "Record the proposal", view.Parts{
			view.Textarea{Name: "reason", Label: "Why should the panel look at it?", LabelSize: "s", Rows: 4, Hint: c.reachesPanel()}.From(a),
			view.Radios{Name: "agreed", Legend: "Does " + c.they.they + " agree?", LegendSize: "s", Items: choices(c.list("agreement"))}.From(a),
			view.Textarea{Name: "why", Label: "Without agreement: why does it go there all the same?", LabelSize: "s", Rows: 2}.From(a),
			view.DateInput{Name: "on", Legend: "When was it proposed?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		}))
		page.Lead = "This keeps who proposed it, when and why. Put it to the panel’s coordinator in the way your district does: nothing is sent from here."
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.ProposeToPanel{Case: c.Case.ID, Reason: f.Text("reason"), Agreement: c.list("agreement"), Agreed: f.Text("agreed"),
			Why: f.Text("why"), On: f.Date("on")}.Run)
		return done{c.at(), "The proposal to the panel is recorded."}, err
	},
}

var panelWords = map[casework.PanelAnswer]string{casework.PanelTakes: "The panel takes the case", casework.PanelNot: "The panel does not take it"}

// answerPanel records what the panel said.
var answerPanel = form{path: "panel/answer", action: casework.ActWork, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		waits, found := c.Proposal()
		if !found {
			return c.page(r, "What the panel said", view.Parts{view.Para("No proposal to the panel waits for an answer: it was answered, or none was made."),
				view.Paragraph{Body: view.Link{Text: "Propose to the panel", Href: c.at("panel")}}}), nil
		}
		var items []view.Choice
		for _, said := range casework.PanelAnswers {
			items = append(items, view.Choice{Value: string(said), Label: panelWords[said]})
		}
		parts := view.Parts{
			view.InsetText{Body: view.Parts{view.Para(c.proposedWords(waits)), view.Para(waits.Text.Text())}},
			view.Radios{Name: "answer", Legend: "What did the panel say?", LegendSize: "s", Items: items}.From(a),
			view.Textarea{Name: "said", Label: "In its words", LabelSize: "s", Rows: 3, Hint: "If it does not take the case, say why."}.From(a),
			view.DateInput{Name: "on", Legend: "When did it say so?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		}
		if waits.Code == casework.WithAgreement {
			parts = append(parts, view.Checkboxes{Name: "unsafe", Legend: "May " + c.they.they + " be told?", LegendSize: "s",
				Hint:  "If it is safe, it becomes a promise: to be told within two working days.",
				Items: []view.Choice{{Value: "yes", Label: "To tell " + c.they.them + " would not be safe"}}}.From(a))
		}
		return c.page(r, "What the panel said", c.form(r, "panel/answer", "Save", parts, view.Hidden{Name: "proposal", Value: waits.ID})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.AnswerProposal{Case: c.Case.ID, Service: c.service, Proposal: f.Text("proposal"), Answer: casework.PanelAnswer(f.Text("answer")),
			Said: f.Text("said"), On: f.Date("on"), Unsafe: f.Has("unsafe"), Tell: "Tell " + c.they.them + " what the panel said"}.Run)
		return done{c.at(), "What the panel said is recorded."}, err
	},
}

// proposedWords says when and by whom a case was proposed, and whether the person agrees.
func (c kase) proposedWords(it casework.Item) string {
	return "Proposed to the panel on " + dayMonth(it.On) + ", by " + c.name(it) + ". " + c.they.They() + ": " + text.Within(c.list("agreement").Label(it.Code)) + "."
}

// reachesPanel says that the latest score reaches the panel's threshold; empty: it does not, or nobody has scored it.
func (c kase) reachesPanel() string {
	if it, reaches := c.overThreshold(); reaches {
		in, _ := c.set.Instrument(it.Code)
		return "The score of " + dayMonth(it.On) + " is " + atLeast(it.Number, it.Number2) + ": " + number(in.Panel.From) + " or more goes to the panel."
	}
	return ""
}

// overThreshold gives the latest score, if it reaches the panel's threshold whatever is not answered yet.
func (c kase) overThreshold() (casework.Item, bool) {
	for _, it := range c.Of(casework.ItemAssessment) {
		if it.State != "" {
			in, _ := c.set.Instrument(it.Code)
			return it, in.MeetsPanel(it.Number)
		}
	}
	return casework.Item{}, false
}

// panelStands says how the case stands with the panel, and asks for what is missing: a proposal where the score reaches the
// threshold, an answer where one is proposed.
func (c kase) panelStands(r *web.Request) view.Part {
	all := c.Of(casework.ItemProposal)
	scored, reaches := c.overThreshold()
	switch {
	case len(all) > 0 && !all[0].Settled:
		parts := view.Parts{view.Para(c.proposedWords(all[0]) + " The panel has not answered yet.")}
		if r.Could(casework.ActWork) {
			parts = append(parts, view.Paragraph{Body: view.Link{Text: "Record what the panel said", Href: c.at("panel", "answer")}})
		}
		return view.InsetText{Body: parts}
	case reaches && (len(all) == 0 || all[0].At < scored.At) && c.works(r):
		return view.InsetText{Body: view.Parts{view.Para(c.reachesPanel()), view.Paragraph{Body: view.Link{Text: "Propose the case to the panel", Href: c.at("panel")}}}}
	case len(all) > 0:
		answer := c.Of(casework.ItemPanelAnswer)[0]
		return view.Para(panelWords[casework.PanelAnswer(answer.Code)] + ", said on " + dayMonth(answer.On) + ".")
	}
	return nil
}
