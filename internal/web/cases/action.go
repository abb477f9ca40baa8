package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// action adds a step to the plan: who does what by when.
var action = form{path: "action", from: "plan", action: casework.ActWork, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		goals := []view.Choice{{Value: "", Label: "None in particular"}}
		for _, g := range c.Of(casework.ItemGoal) {
			goals = append(goals, view.Choice{Value: g.ID, Label: g.Text.Text()})
		}
		body := view.Parts{c.stepFields(a, casework.Step{Owner: casework.WorkerDoes, Due: casework.NextNews(c.service, c.FollowUp(), c.Now).Date()}),
			view.Select{Name: "goal", Label: "Which goal does it lead to?", LabelSize: "s", Items: goals}.From(a)}
		return c.page(r, "A step of the plan", c.form(r, "action", "Save step", body)), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		step := stepOf(r.Form())
		step.Goal = r.Form().Text("goal")
		_, err := do(r, casework.PlanAction{Case: c.Case.ID, Step: step}.Run)
		return done{c.at("plan"), "The step is saved."}, err
	},
}

// changeAction changes a step of the plan; how it read before is kept.
var changeAction = form{path: "action/{line}", from: "plan", action: casework.ActWork, whole: true, meanwhile: lineMeanwhile(casework.ItemAction),
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		s, ok := c.Line(casework.ItemAction, r.Path("line"))
		if !ok {
			return view.Page{}, gate.NoSuchRecord()
		}
		body := view.Parts{c.stepFields(a, casework.Step{What: s.Text.Text(), Owner: casework.Owner(s.Code), Agency: s.More.Text(), Due: s.On}),
			view.Radios{Name: "state", Legend: "How far is it?", LegendSize: "s", Items: spoken(casework.ActionStates...), Value: s.State, Small: true}.From(a)}
		return c.page(r, "Change a step", c.form(r, "action/"+s.ID, "Save step", body, view.Hidden{Name: "seen", Value: number(s.Number)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		step := stepOf(f)
		_, err := do(r, casework.ChangeAction{Case: c.Case.ID, Action: r.Path("line"), Version: f.Int("seen"), State: casework.ActionState(f.Text("state")), Step: &step}.Run)
		return done{c.at("plan"), "The step is changed. How it read before is kept."}, err
	},
}

// actionDone is POST /cases/{reference}/action-done: a step is done.
func (p pages) actionDone(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	cmd := casework.ChangeAction{Case: c.Case.ID, Action: f.Text("line"), Version: f.Int("seen"), State: casework.ActionDone}
	return c.back(r, "plan", "The step is done.", ignore(do(r, cmd.Run)))
}

func (c kase) stepFields(a view.Answers, s casework.Step) view.Parts {
	return view.Parts{
		view.TextInput{Name: "what", Label: "What is to be done?", LabelSize: "s", Hint: "“Door viewer and back door lock fitted”", Value: s.What}.From(a),
		view.Radios{Name: "owner", Legend: "Who does it?", LegendSize: "s", Value: string(s.Owner), Items: []view.Choice{
			{Value: string(casework.WorkerDoes), Label: "Whoever has the case"}, {Value: string(casework.PersonDoes), Label: c.they.They()},
			{Value: string(casework.AgencyDoes), Label: "Another agency",
				Reveal: view.TextInput{Name: "agency", Label: "Which, and who there?", Value: s.Agency}.From(a)}}}.From(a),
		view.DateInput{Name: "due", Legend: "By which day?", LegendSize: "s"}.On(s.Due).From(a),
	}
}

func stepOf(f *web.Form) casework.Step {
	return casework.Step{What: f.Text("what"), Owner: casework.Owner(f.Text("owner")), Agency: f.Text("agency"), Due: f.Date("due")}
}

// does says who does a step: "you", "she", "Barnet Homes".
func (c kase) does(s casework.Item) string {
	switch casework.Owner(s.Code) {
	case casework.PersonDoes:
		return c.they.they
	case casework.AgencyDoes:
		return s.More.Text()
	}
	return text.Within(c.workerWords())
}

// actionRows are the steps of the plan, those that are open first.
func (c kase) actionRows(r *web.Request) view.Part {
	rows := view.Rows{Empty: "No step is planned yet."}
	for _, settled := range []bool{false, true} {
		for _, s := range c.Of(casework.ItemAction) {
			if s.Settled == settled {
				rows.Items = append(rows.Items, c.actionRow(r, s))
			}
		}
	}
	return rows
}

func (c kase) actionRow(r *web.Request, s casework.Item) view.Row {
	row := view.Row{When: full(s.On), WhenNote: capital(c.does(s)), Title: s.Text.Text(), Tag: &view.Tag{Text: "Open"}}
	if g, ok := c.Line(casework.ItemGoal, s.Of); ok {
		row.Note = view.Text("For: " + g.Text.Text())
	}
	var body view.Parts
	switch {
	case s.Settled:
		row.Tag = &view.Tag{Text: capital(s.State), Colour: view.Grey}
		if s.State == string(casework.ActionDone) {
			row.Tag.Colour = view.Green
		}
	case s.On < c.Now.Date():
		row.Tag = &view.Tag{Text: "Late", Colour: view.Orange}
	}
	if c.works(r) && !s.Settled {
		row.Do = view.ButtonForm{Action: c.at("action-done"), Key: r.Key(), Hidden: []view.Hidden{{Name: "line", Value: s.ID}, {Name: "seen", Value: number(s.Number)}},
			Button: view.Button{Text: "Done", Unseen: ": " + s.Text.Text(), Kind: view.Secondary}}
	}
	if c.works(r) {
		body = append(body, view.Paragraph{Small: true, Body: view.Link{Text: "Change", Href: c.at("action", s.ID), Unseen: " the step " + s.Text.Text()}})
	}
	row.Body = append(body, c.history(s.ID))
	return row
}

// history is how a goal or a step read before, with who changed it and when.
func (c kase) history(of string) view.Part {
	var items []view.Part
	for _, past := range c.Changes(of) {
		words := past.Text.Text() + " (" + past.State + ", " + full(past.On) + ")"
		items = append(items, view.Text(words+" until "+when(past.At, c.Now)+", when "+c.name(past)+" changed it"))
	}
	if len(items) == 0 {
		return nil
	}
	return view.Details{Summary: plural(len(items), "earlier version", "earlier versions"), Body: view.List{Bullets: true, Small: true, Items: items}}
}

// nextStepOf is the open step of a goal that is due soonest, in words; empty when there is none.
func (c kase) nextStepOf(goal string) string {
	words, soonest := "", clock.Date("")
	for _, s := range c.Of(casework.ItemAction) {
		if s.Of == goal && !s.Settled && (soonest == "" || s.On < soonest) {
			words, soonest = capital(c.does(s))+": "+text.Within(s.Text.Text())+", by "+s.On.Short(), s.On
		}
	}
	return words
}
