package casework_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
)

// change runs a command that may be refused.
func change[T any](w *caseworktest.World, as context.Context, run func(context.Context, *gate.Tx) (T, error)) errs.Kind {
	_, err := gate.Write(as, w.Gate, "", run)
	return errs.KindOf(err)
}

// A goal and a step keep every wording, with who changed it; whoever read an older one is told, and
// changes nothing.
func TestPlanKeepsItsVersions(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		ben := w.Staff(t, "Ben Osei", access.CaseWorker, "barnet-asb")
		c := w.Open(t, ada, "barnet-asb")
		today := w.Clock.Now().Date()
		goal := caseworktest.Do(t, w, ada, casework.AgreeGoal{Case: c.ID, What: "Open my door", On: today}.Run)
		step := caseworktest.Do(t, w, ada, casework.PlanAction{Case: c.ID, Step: casework.Step{Goal: goal, What: "Fit a lock", Owner: casework.AgencyDoes,
			Agency: "Barnet Homes", Due: today.AddDays(5)}}.Run)
		reword := casework.ChangeGoal{Case: c.ID, Goal: goal, Version: 1, What: "Open my door without fear", With: casework.WithBoth, On: today}
		done := casework.ChangeAction{Case: c.ID, Action: step, Version: 1, State: casework.ActionDone}
		caseworktest.Do(t, w, ben, reword.Run)
		caseworktest.Do(t, w, ben, done.Run)

		for name, kind := range map[string]errs.Kind{
			"a goal read before the change":  change(w, ada, casework.ChangeGoal{Case: c.ID, Goal: goal, Version: 1, What: "Mine", With: casework.WithPerson, On: today}.Run),
			"its state read before":          change(w, ada, casework.MoveGoal{Case: c.ID, Goal: goal, Version: 1, State: casework.GoalMet}.Run),
			"a step read before the change":  change(w, ada, casework.ChangeAction{Case: c.ID, Action: step, Version: 1, State: casework.ActionOpen}.Run),
			"another plan of contact before": change(w, ada, casework.PlanFollowUp{Case: c.ID, Version: 1, Every: 7, Method: catalogue.MethodPhone, On: today}.Run),
		} {
			if kind != errs.Stale {
				t.Errorf("%s: %v, want stale", name, kind)
			}
		}
		p := w.Page(t, ada, c)
		g, _ := p.Line(casework.ItemGoal, goal)
		s, _ := p.Line(casework.ItemAction, step)
		if g.Text.Text() != "Open my door without fear" || g.Number != 2 || casework.AgreedWith(g.Code) != casework.WithBoth {
			t.Errorf("the goal reads %q, version %d, agreed %s", g.Text.Text(), g.Number, g.Code)
		}
		if s.State != string(casework.ActionDone) || s.More.Text() != "Barnet Homes" || s.Of != goal {
			t.Errorf("the step is %+v", s)
		}
		for of, was := range map[string]string{goal: "Open my door", step: "Fit a lock"} {
			past := p.Changes(of)
			if len(past) != 1 || past[0].Text.Text() != was || past[0].By != w.Account(t, "Ben Osei") {
				t.Errorf("what is kept of %s: %+v", of, past)
			}
		}
		for name, bad := range map[string]casework.Step{
			"no words": {Owner: casework.WorkerDoes, Due: today}, "an agency without a name": {What: "x", Owner: casework.AgencyDoes, Due: today},
			"no day": {What: "x", Owner: casework.PersonDoes}, "another case's goal": {What: "x", Owner: casework.PersonDoes, Due: today, Goal: "none"},
		} {
			if kind := change(w, ada, casework.PlanAction{Case: c.ID, Step: bad}.Run); kind != errs.Invalid {
				t.Errorf("a step with %s: %v, want invalid", name, kind)
			}
		}
	})
}

// The plan of contact that was agreed says when the next update is promised, until it ends.
func TestFollowUpFeedsPromises(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c := w.Open(t, ada, "barnet-asb")
		today, s := w.Clock.Now().Date(), w.Service(t, "barnet-asb")
		promised := func() casework.Item {
			t.Helper()
			made := caseworktest.Do(t, w, ada, casework.MakePromise{Case: c.ID, Service: s, What: "Ring"}.Run)
			it, _ := w.Page(t, ada, c).Line(casework.ItemPromise, made)
			return it
		}
		for _, tt := range []struct {
			plan casework.PlanFollowUp
			due  int
		}{
			{casework.PlanFollowUp{Every: 3, Method: catalogue.MethodPhone, On: today}, 3},
			{casework.PlanFollowUp{Version: 1, Every: 14, Method: catalogue.MethodLetter, On: today, Until: today.AddDays(30)}, 14},
		} {
			tt.plan.Case = c.ID
			caseworktest.Do(t, w, ada, tt.plan.Run)
			if got := promised(); got.Due.Date() != today.AddDays(tt.due) {
				t.Errorf("with a contact every %d days the next is due %s", tt.plan.Every, got.Due.Date())
			}
		}
		caseworktest.Do(t, w, ada, casework.PlanFollowUp{Case: c.ID, Version: 2, Every: 30, Method: catalogue.MethodPhone, On: today, Until: today.AddDays(10)}.Run)
		if got := promised(); got.Due != casework.NextUpdate(s, w.Clock.Now()) {
			t.Errorf("after the plan has ended the next is due %s, not at the service's default", got.Due.Date())
		}
	})
}
