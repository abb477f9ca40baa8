package cases

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// advance takes a case to the next stage of its service's file, and shows what is still missing.
var advance = form{path: "advance", action: casework.ActWork, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		missing, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]catalogue.Must, error) {
			return casework.MissingFor(ctx, v, c.Case, c.service, c.stage())
		})
		if err != nil {
			return view.Page{}, err
		}
		return c.page(r, c.stage().Name, view.Parts{c.asksFor(r, missing), c.goOn(r, a, len(missing) == 0)}), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		moved, err := do(r, casework.Advance{Case: c.Case.ID, Version: f.Int("version"), Service: c.service, Outcome: f.Text("outcome"), To: f.Text("to")}.Run)
		if err != nil {
			return done{}, err
		}
		if o, ok := c.stage().Outcome(f.Text("outcome")); ok && o.Closes != "" {
			return done{c.at("close") + "?reason=" + o.Closes, "Close the case now, with the reason."}, nil
		}
		st, _ := c.service.Stage(moved.Stage)
		return done{c.at(), "The case is at: " + st.Name + "."}, nil
	},
}

// asksFor lists what the stage asks for: what is there, and where to record what is not.
func (c kase) asksFor(r *web.Request, missing []catalogue.Must) view.Part {
	musts := c.stage().Must
	if len(musts) == 0 {
		return view.Para("This stage asks for nothing to be recorded.")
	}
	list := view.TaskList{}
	var plain []view.Choice
	for _, m := range musts {
		task := view.Task{ID: m.Key, Title: m.Name, Status: view.Tag{Text: "Done", Colour: view.Green}}
		if has(missing, m.Key) {
			task.Status = view.Tag{Text: "Still to record", Colour: view.Yellow}
			task.Href = c.recordAt(m)
			if casework.Sayable(c.stage(), m.Key, len(c.Of(casework.ItemGoal)) > 0) {
				label := m.Name
				if !m.Said {
					label = "That the plan was looked at together, and stands"
				}
				plain = append(plain, view.Choice{Value: m.Key, Label: label})
			}
		}
		list.Items = append(list.Items, task)
	}
	parts := view.Parts{view.H2("What this stage asks for"), list}
	if len(plain) > 0 && c.works(r) {
		parts = append(parts, view.Form{Action: c.at("confirm"), Key: r.Key(),
			Body:   view.Checkboxes{Name: "records", Legend: "Tick what was done", LegendSize: "s", Items: plain, Small: true},
			Submit: view.Button{Text: "Save what was done", Kind: view.Secondary}})
	}
	return parts
}

func has(list []catalogue.Must, key string) bool {
	for _, m := range list {
		if m.Key == key {
			return true
		}
	}
	return false
}

// recordAt says where something is recorded; empty: a person says that it was done.
func (c kase) recordAt(m catalogue.Must) string {
	if m.Instrument {
		in, ok := c.set.Instrument(m.Key)
		if ok && in.Scale == nil {
			return c.askedAt(in)
		}
		phase := assessment.Before
		switch step := c.stage().Step; {
		case step == catalogue.StepExitMeasure:
			phase = assessment.Exit
		case in.AskedIn(string(assessment.Review)) && (step == catalogue.StepReview || slices.ContainsFunc(c.Of(casework.ItemAssessment), func(it casework.Item) bool { return it.Code == m.Key })):
			phase = assessment.Review
		}
		return c.at("statements", string(phase))
	}
	below := map[string]string{"contact_outcome": "call", "needs": "needs", "additional_needs": "needs", "demographics": "demographics",
		"session_note": "session", "plan": "goal", "next_update": "promise", "conflict_of_interest": "allocate", "closing_reason": "close",
		"coach_referral": "coach-referral", "what_she_wants": "told", "relationship": "told"}[m.Key]
	switch m.Key {
	case "safe_contact":
		return c.referral() + "/safe-contact"
	case "legal_basis", "agreement":
		return c.referral() + "/consent"
	case "known_already_check":
		return c.referral() + "/compare"
	case "do_not_contact_check", "priority", "panel_item":
		return c.referral()
	}
	if below == "" {
		return ""
	}
	return c.at(below)
}

// goesOn tells whether the reader may go on from the stage the case is at.
func (c kase) goesOn() bool { return casework.GoesOn(c.Reader, c.service.Key, c.stage()) }

// goOn asks how the stage ended, or which comes next; others than those whom the file names read whom it waits for.
func (c kase) goOn(r *web.Request, a view.Answers, ready bool) view.Part {
	st := c.stage()
	if len(st.Next) == 0 {
		return view.Para("This is the last stage.")
	}
	if !c.goesOn() {
		return view.InsetText{Body: view.Text(casework.WaitsFor(st) + ". They go on from here, or a supervisor. What is still to record, you can record.")}
	}
	var ask view.Part
	if len(st.Outcomes) > 0 {
		var items []view.Choice
		for _, o := range st.Outcomes {
			items = append(items, view.Choice{Value: o.Key, Label: o.Name})
		}
		ask = view.Radios{Name: "outcome", Legend: "How did this stage end?", LegendSize: "s", Items: items}.From(a)
	} else if len(st.Next) > 1 {
		var items []view.Choice
		for _, n := range c.service.Next(st.Key) {
			items = append(items, view.Choice{Value: n.Key, Label: n.Name})
		}
		ask = view.Radios{Name: "to", Legend: "What comes next?", LegendSize: "s", Items: items}.From(a)
	} else {
		ask = view.Para("Next: " + c.stageName(st.Next[0]) + ".")
	}
	form := c.form(r, "advance", "Go on", ask)
	if !ready {
		form.Submit.Kind = view.Secondary
	}
	return view.Parts{view.H2("Go on"), form}
}

// confirm is POST /cases/{reference}/confirm: things the stage asks for were done.
func (p pages) confirm(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	cmd := casework.Confirm{Case: c.Case.ID, Service: c.service, Records: r.Form().All("records")}
	return c.back(r, "advance", "It is saved.", ignore(do(r, cmd.Run)))
}
