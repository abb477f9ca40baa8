package cases

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// pauseClock stops the clock of the stage the case is at.
var pauseClock = form{path: "pause", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "Stop the clock", c.form(r, "pause", "Stop the clock", view.Parts{
			view.Para(c.stage().Name + " is not late while its clock stands. What is left of the time is left when it runs again."),
			view.Radios{Name: "reason", Legend: "Why does it stand still?", LegendSize: "s", Items: choices(c.list("pause-reasons"))}.From(a),
			view.DateInput{Name: "back_on", Legend: "On which day do we look again?", LegendSize: "s", Hint: "It is on My day then."}.From(a),
			view.Textarea{Name: "note", Label: "Anything to add", Rows: 3}.From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.PauseClock{Case: c.Case.ID, Version: f.Int("version"), List: c.list("pause-reasons"), Reason: f.Text("reason"),
			Note: f.Text("note"), BackOn: f.Date("back_on")}.Run)
		return done{c.at(), "The clock stands still."}, err
	},
}

// resumeClock is POST /cases/{reference}/pause/end.
func (p pages) resumeClock(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	return c.back(r, "", "The clock runs again.", ignore(do(r, casework.ResumeClock{Case: c.Case.ID, Service: c.service}.Run)))
}

// lateReason gives a good reason for a step that was late.
var lateReason = form{path: "late", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		type found struct {
			step casework.LateStage
			late bool
		}
		got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (f found, err error) {
			f.step, f.late, err = casework.LateStep(ctx, v, c.Case)
			return f, err
		})
		if err != nil {
			return view.Page{}, err
		}
		const title = "A good reason for being late"
		if !got.late {
			return c.page(r, title, view.Para("No step of this case was late, or the reason is written down already.")), nil
		}
		return c.page(r, title, c.form(r, "late", "Save the reason", view.Parts{
			view.Para(c.stageName(got.step.Stage) + " was due " + by(got.step.Due, c.Now) + ". It is counted as late, with its reason beside it."),
			view.Radios{Name: "reason", Legend: "What was the reason?", LegendSize: "s", Items: choices(c.list("late-reasons"))}.From(a),
			view.Textarea{Name: "note", Label: "Anything to add", Rows: 3}.From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		_, err := do(r, casework.GiveReason{Case: c.Case.ID, List: c.list("late-reasons"), Reason: r.Form().Text("reason"), Note: r.Form().Text("note")}.Run)
		return done{c.at("timeline"), "The reason is written down."}, err
	},
}

// standing says that the clock of the stage stands, why, and offers to let it run again; not while nobody may make contact, when it
// runs again by itself once that is settled.
func (c kase) standing(r *web.Request) view.Part {
	if c.Paused == nil {
		return nil
	}
	words := "The clock stands: " + text.Within(c.list("pause-reasons").Label(c.Paused.Reason)) + "."
	if !c.Paused.BackOn.IsZero() {
		words += " Look again on " + c.Paused.BackOn.Short() + "."
	}
	parts := view.Parts{view.Para(words)}
	switch {
	case c.Came.State == referral.Held && (c.Paused.Reason == casework.PauseWrongNumber || c.Paused.Reason == casework.PauseUnsafe):
		parts = append(parts, view.Para("It runs again by itself once contact is possible."))
	case c.works(r):
		parts = append(parts, view.ButtonForm{Action: c.at("pause", "end"), Key: r.Key(),
			Button: view.Button{Text: "Let the clock run again", Kind: view.Secondary, Flush: true}})
	}
	return view.InsetText{Body: parts}
}
