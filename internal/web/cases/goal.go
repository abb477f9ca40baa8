package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// goal writes a goal of the plan.
var goal = form{path: "goal", from: "plan", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "A goal of the plan", c.form(r, "goal", "Save goal", c.goalFields(a, "", casework.WithPerson, c.Now.Date()))), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.AgreeGoal{Case: c.Case.ID, What: f.Text("what"), With: casework.AgreedWith(f.Text("with")), On: f.Date("on")}.Run)
		return done{c.at("plan"), "The goal is saved."}, err
	},
}

// changeGoal words a goal anew; how it read before is kept.
var changeGoal = form{path: "goal/{line}", from: "plan", action: casework.ActWork, whole: true, meanwhile: lineMeanwhile(casework.ItemGoal),
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		g, ok := c.Line(casework.ItemGoal, r.Path("line"))
		if !ok {
			return view.Page{}, gate.NoSuchRecord()
		}
		return c.page(r, "Change a goal", c.form(r, "goal/"+g.ID, "Save goal", c.goalFields(a, g.Text.Text(), casework.AgreedWith(g.Code), g.On),
			view.Hidden{Name: "seen", Value: number(g.Number)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.ChangeGoal{Case: c.Case.ID, Goal: r.Path("line"), Version: f.Int("seen"), What: f.Text("what"),
			With: casework.AgreedWith(f.Text("with")), On: f.Date("on")}.Run)
		return done{c.at("plan"), "The goal is changed. How it read before is kept."}, err
	},
}

func (c kase) goalFields(a view.Answers, what string, with casework.AgreedWith, on clock.Date) view.Parts {
	var items []view.Choice
	for _, w := range casework.AllAgreedWith {
		items = append(items, view.Choice{Value: string(w), Label: capital(c.agreedWith(w))})
	}
	return view.Parts{
		view.Textarea{Name: "what", Label: "What was agreed?", Hint: "In " + c.they.their + " own words where you can: “open my door without fear”", Rows: 3, Value: what}.From(a),
		view.Radios{Name: "with", Legend: "Who was it agreed with?", LegendSize: "s", Items: items, Value: string(with), Small: true}.From(a),
		view.DateInput{Name: "on", Legend: "When was it agreed?", LegendSize: "s"}.On(on).From(a),
	}
}

// agreedWith says with whom a goal was agreed.
func (c kase) agreedWith(w casework.AgreedWith) string {
	switch w {
	case casework.WithBoth:
		return "with " + c.they.them + " and " + c.they.their + " family"
	case casework.WithFamily:
		return "with " + c.they.their + " family"
	case casework.Proposed:
		return "not agreed yet: a proposal"
	}
	return "with " + c.they.them
}

// moveGoal is POST /cases/{reference}/goal/move: how far a goal is.
func (p pages) moveGoal(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	move := casework.MoveGoal{Case: c.Case.ID, Goal: f.Text("goal"), Version: f.Int("seen"), State: casework.GoalState(f.Text("state"))}
	return c.back(r, "plan", "The goal is changed.", ignore(do(r, move.Run)))
}

// back goes to a page of the case after a button that has no form of its own. Somebody else was
// faster, or the case is closed: that is said there, and nothing is lost.
func (c kase) back(_ *web.Request, below, saying string, err error) (web.Reply, error) {
	to := c.at()
	if below != "" {
		to = c.at(below)
	}
	switch errs.KindOf(err) {
	case errs.None:
		return web.SeeOther(to).Saying(saying), nil
	case errs.Stale, errs.Conflict, errs.Invalid:
		return web.SeeOther(to).Saying("That was not done: " + firstWords(err)), nil
	}
	return web.Reply{}, err
}

func firstWords(err error) string {
	if fields := errs.FieldsOf(err); len(fields) > 0 {
		return text.Within(fields[0].Message) + "."
	}
	return errs.MessageOf(err) + "."
}

// ignore drops the result of a command that the page does not need.
func ignore[T any](_ T, err error) error { return err }
