package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/errs"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// goal writes a goal of the plan.
var goal = form{path: "goal", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "A goal of the plan", c.form(r, "goal", "Save goal", view.Parts{
			view.Textarea{Name: "what", Label: "What was agreed?", Hint: "In " + c.they.their + " own words where you can: “open my door without fear”", Rows: 3}.From(a),
			view.DateInput{Name: "on", Legend: "When was it agreed?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.AgreeGoal{Case: c.Case.ID, What: f.Text("what"), On: f.Date("on")}.Run)
		return done{c.at("plan"), "The goal is saved."}, err
	},
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
		return lower(fields[0].Message) + "."
	}
	return errs.MessageOf(err) + "."
}

// ignore drops the result of a command that the page does not need.
func ignore[T any](_ T, err error) error { return err }
