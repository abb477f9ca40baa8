package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// people is GET /cases/{reference}/people: who is around the person, and what makes home safer.
var people = tabOf{name: "People and home", path: "people", body: func(r *web.Request, c kase) (view.Part, view.Part, view.Part) {
	return nil, view.Parts{
		view.H2("Family and network"), c.tieRows(r), c.addLink(r, "Add somebody", "people", "add"),
		view.H2("Home security"), c.safetyRows(r, "home_security"),
		view.H2("Personal safety"), c.safetyRows(r, "personal_safety"), c.addLink(r, "Add something that makes it safer", "safety", "add"),
	}, view.Parts{c.record(r)}
}}

// addLink leads to where something is added, for those who may.
func (c kase) addLink(r *web.Request, text string, below ...string) view.Part {
	if !c.works(r) {
		return nil
	}
	return view.Paragraph{Body: view.Link{Text: text, Href: c.at(below...)}}
}

func (c kase) part(p casework.Part) string {
	switch p {
	case casework.Supports:
		return "supports " + c.they.them
	case casework.Affected:
		return "is affected too"
	}
	return "supports " + c.they.them + ", and is affected too"
}

func (c kase) tieRows(r *web.Request) view.Part {
	rows := view.Rows{Empty: "Nobody is written down yet."}
	for _, t := range c.Of(casework.ItemTie) {
		row := view.Row{Title: t.Text.Text(), Note: view.Text(c.list("ties").Label(t.Code) + ", " + c.part(casework.Part(t.State)))}
		if t.Settled {
			row.Tag = &view.Tag{Text: "Not any more", Colour: view.Grey}
		}
		var body view.Parts
		if need := t.More.Text(); need != "" {
			body = append(body, view.Para("Needs: "+need))
		}
		if c.works(r) {
			body = append(body, view.Paragraph{Small: true, Body: view.Link{Text: "Change", Href: c.at("people", t.ID), Unseen: " " + t.Text.Text()}})
		}
		row.Body = body
		rows.Items = append(rows.Items, row)
	}
	return rows
}

// added is what stands in an address in place of the id of something that is still to be added.
const added = "add"

// lineOf gives what a form is about: an item of the case, or something new.
func (c kase) lineOf(r *web.Request, kind casework.ItemKind) (casework.Item, error) {
	if r.Path("line") == added {
		return casework.Item{}, nil
	}
	it, ok := c.Line(kind, r.Path("line"))
	if !ok {
		return casework.Item{}, gate.NoSuchRecord()
	}
	return it, nil
}

// idOf gives the id a form is about; empty for something new.
func idOf(r *web.Request) string {
	if r.Path("line") == added {
		return ""
	}
	return r.Path("line")
}

// tieTo records somebody around the person, or changes what was recorded.
var tieTo = form{path: "people/{line}", from: "people", action: casework.ActWork, whole: true,
	meanwhile: func(r *web.Request, c kase) (meanwhile, error) {
		now, _ := c.Line(casework.ItemTie, r.Path("line"))
		return meanwhile{c.name(now), now.At, []change{{name: "Who", is: now.Text.Text()}, {name: "Their own need", is: now.More.Text()},
			{name: "Part", is: c.part(casework.Part(now.State))}}}, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		now, err := c.lineOf(r, casework.ItemTie)
		if err != nil {
			return view.Page{}, err
		}
		var parts []view.Choice
		for _, p := range casework.PartsOfTie {
			parts = append(parts, view.Choice{Value: string(p), Label: capital(c.part(p))})
		}
		fields := view.Parts{
			view.TextInput{Name: "name", Label: "Who is it?", LabelSize: "s", Hint: "A first name is enough. Never the other party", Value: now.Text.Text()}.From(a),
			view.Select{Name: "relation", Label: "Who are they to " + c.they.them + "?", LabelSize: "s", Items: choices(c.list("ties")), Value: now.Code}.From(a),
			view.Radios{Name: "part", Legend: "What do they have to do with it?", LegendSize: "s", Items: parts, Value: now.State, Small: true}.From(a),
			view.Textarea{Name: "need", Label: "What do they need themselves?", LabelSize: "s", Hint: "Leave empty if nothing is known", Rows: 3, Value: now.More.Text()}.From(a),
		}
		if now.ID != "" {
			state := casework.TieStates[0]
			if now.Settled {
				state = casework.TieStates[1]
			}
			fields = append(fields, view.Radios{Name: "state", Legend: "Is it so?", LegendSize: "s", Items: spoken(casework.TieStates...), Value: state, Small: true}.From(a))
		}
		return c.page(r, "Somebody around "+c.they.them, c.form(r, "people/"+r.Path("line"), "Save", fields, view.Hidden{Name: "seen", Value: number(now.Number)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.SetTie{Case: c.Case.ID, Tie: idOf(r), Version: f.Int("seen"), List: c.list("ties"), Name: f.Text("name"), Relation: f.Text("relation"),
			Part: casework.Part(f.Text("part")), Need: f.Text("need"), State: f.Text("state")}.Run)
		return done{c.at("people"), "It is saved."}, err
	},
}
