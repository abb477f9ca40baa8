package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
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
	return view.Text("Tried " + when(try.At, c.Now) + ", " + try.State + ".")
}
