package cases

import (
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

// calls tells whether the case is at a stage whose work is to reach the person.
func (c kase) calls() bool {
	step := c.stage().Step
	return step == catalogue.StepContact || step == catalogue.StepAssessmentCall
}

// lastTry gives the latest attempt of the stage the case is at: what came of an earlier stage says
// nothing about this one.
func (c kase) lastTry() (casework.Item, bool) {
	tries, stages := c.Of(casework.ItemAttempt), c.Of(casework.ItemStage)
	if len(tries) == 0 || !c.calls() || len(stages) > 0 && tries[0].At < stages[0].At {
		return casework.Item{}, false
	}
	return tries[0], true
}

// reached tells whether the person was reached at a stage that asks for it: then nobody calls again.
func (c kase) reached() bool {
	try, found := c.lastTry()
	return found && casework.Reached(try.State) == casework.ReachedHer
}

// triedWords says when somebody tried last, and what came of it.
func (c kase) triedWords() view.Part {
	try, found := c.lastTry()
	switch {
	case !found:
		return nil
	case casework.Reached(try.State) == casework.ReachedHer:
		return view.Text(capital(c.they.they) + " " + c.they.verb("was", "were") + " reached " + when(try.At, c.Now) + ".")
	}
	words := "Tried " + when(try.At, c.Now) + ", " + try.State + "."
	if next := c.Case.NextTry(c.service, c.Now); next != "" && c.Stop == "" {
		words += " " + next + "."
	}
	return view.Text(words)
}

// triedAll offers the one next step that the service's file gives when nobody was reached by any way. A person takes it.
func (c kase) triedAll(words view.Part) view.Part {
	p, _, _ := c.Case.Tries(c.service)
	reason, _ := c.service.ClosingReason(p.Then.Closes)
	follows := "Closing with the reason “" + reason.Name + "” is what comes next."
	if !p.Then.Keep.IsZero() {
		follows += " What was received is then kept for " + p.Then.Keep.String() + "."
	}
	if p.Then.Tell != "" {
		follows += " Whoever referred learns: " + text.Within(strings.TrimSuffix(c.set.Word("referrer."+p.Then.Tell, "day", "", "count", ""), ".")) + "."
	}
	return view.Quiet{Body: view.Parts{words, view.Para(follows),
		view.LinkButton{Text: "Close as: " + text.Within(reason.Name), Href: c.at("close") + "?reason=" + reason.Key},
		view.Paragraph{Body: view.Joined{view.Link{Text: "Record another call", Href: c.at("call")}, view.Text(", or "),
			view.Link{Text: "go on to the next stage", Href: c.at("advance")}, view.Text(".")}}}}
}
