package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// update records what another body said of the person's matter.
var update = form{path: "update", from: "plan", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "An update obtained", c.form(r, "update", "Save update", append(c.liaisonFields(a, "Who is it from?", "What did they say?"),
			view.Checkboxes{Name: "told", Legend: "Has " + c.they.they + " been told?", LegendSize: "s",
				Hint:  "If not, it stands on the list of what is due, within two working days.",
				Items: []view.Choice{{Value: "yes", Label: "I told " + c.they.them + " the same day"}}}.From(a)))), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		_, err := do(r, c.liaise(r.Form(), casework.Update).Run)
		return done{c.at("plan"), "The update is recorded."}, err
	},
}

// expectation records that what a body can and can't do was talked over.
var expectation = form{path: "expectation", from: "plan", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "What to expect of an agency", c.form(r, "expectation", "Save", c.liaisonFields(a, "Whose work?", "What was talked over?"))), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		_, err := do(r, c.liaise(r.Form(), casework.Expectation).Run)
		return done{c.at("plan"), "It is recorded."}, err
	},
}

func (c kase) liaisonFields(a view.Answers, who, what string) view.Parts {
	return view.Parts{
		view.Select{Name: "agency", Label: who, LabelSize: "s", Items: choices(c.list("agencies-asked"))}.From(a),
		view.Textarea{Name: "what", Label: what, LabelSize: "s", Rows: 3}.From(a),
		view.DateInput{Name: "on", Legend: "When was it?", LegendSize: "s"}.On(c.Now.Date()).From(a),
	}
}

func (c kase) liaise(f *web.Form, kind casework.LiaisonKind) casework.Liaise {
	return casework.Liaise{Case: c.Case.ID, Service: c.service, Kind: kind, List: c.list("agencies-asked"), Agency: f.Text("agency"), What: f.Text("what"),
		On: f.Date("on"), Told: f.Has("told")}
}

// toTell are the kinds of what was learned for the person, with where its list stands.
var toTell = []struct {
	kind  casework.ItemKind
	below string
}{{casework.ItemAdvocacy, "plan"}, {casework.ItemUpdate, "plan"}, {casework.ItemContribution, "plan"}, {casework.ItemCourt, "court"}}

// tell is the button "I have told her" of something that was learned for the person.
func (c kase) tell(r *web.Request, it casework.Item) view.Part {
	if it.Settled || !c.works(r) {
		return nil
	}
	return view.ButtonForm{Action: c.at("told-her"), Key: r.Key(), Hidden: []view.Hidden{{Name: "kind", Value: string(it.Kind)}, {Name: "item", Value: it.ID}},
		Button: view.Button{Text: "I have told " + c.they.them, Kind: view.Secondary}}
}

// toldNote says when the person was told, or by when they are to be.
func (c kase) toldNote(it casework.Item) view.Part {
	switch {
	case !it.Settled:
		return view.Text("Tell " + c.they.them + " " + by(it.Due, c.Now) + ".")
	case it.State != "" && it.Kind != casework.ItemCourt:
		return view.Text("Told " + c.they.them + " on " + dayMonth(clock.Date(it.State)) + ".")
	}
	return nil
}

// toldHer is POST /cases/{reference}/told-her.
func (p pages) toldHer(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	kind, below := casework.ItemKind(f.Text("kind")), "plan"
	for _, t := range toTell {
		if t.kind == kind {
			below = t.below
		}
	}
	told := casework.TellHer{Case: c.Case.ID, Kind: kind, Item: f.Text("item"), On: c.Now.Date()}
	saying := "It is recorded that you told " + c.they.them + "."
	err = ignore(do(r, told.Run))
	if f.Text("from") == "my-day" && err == nil {
		return web.SeeOther("/my-day").Saying(c.initials() + ": " + saying), nil
	}
	return c.back(r, below, saying, err)
}

// liaisonRows lists updates, or what was talked over.
func (c kase) liaisonRows(r *web.Request, kind casework.ItemKind, empty string) view.Part {
	rows := view.Rows{Empty: empty}
	for _, it := range c.Of(kind) {
		row := view.Row{When: full(it.On), Title: c.list("agencies-asked").Label(it.Code), Body: view.Para(it.Text.Text())}
		if kind == casework.ItemUpdate {
			row.Note, row.Do = c.toldNote(it), c.tell(r, it)
		}
		rows.Items = append(rows.Items, row)
	}
	return rows
}
