package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

func (c kase) safetyRows(r *web.Request, category string) view.Part {
	rows := view.Rows{Empty: "Nothing was asked for yet."}
	for _, s := range c.Of(casework.ItemSafety) {
		if s.Of != category {
			continue
		}
		label := c.list("safety-items").Label(s.Code)
		row := view.Row{When: full(s.On), Title: label, Tag: &view.Tag{Text: capital(s.State)}}
		switch casework.SafetyState(s.State) {
		case casework.SafetyFitted:
			row.Tag.Colour = view.Green
		case casework.SafetyLeftOut:
			row.Tag.Colour = view.Grey
		}
		if who := s.More.Text(); who != "" {
			row.Note = view.Text("By " + who)
		}
		if c.works(r) {
			row.Body = view.Paragraph{Small: true, Body: view.Link{Text: "How far is it?", Href: c.at("safety", s.ID), Unseen: " " + label}}
		}
		rows.Items = append(rows.Items, row)
	}
	return rows
}

// safety records an item of home security or personal safety, or how far one is.
var safety = form{path: "safety/{line}", from: "people", action: casework.ActWork, whole: true,
	meanwhile: func(r *web.Request, c kase) (meanwhile, error) {
		now, _ := c.Line(casework.ItemSafety, r.Path("line"))
		return meanwhile{c.name(now), now.At, []change{{name: "How far", is: now.State}, {name: "Who", is: now.More.Text()}, {name: "Day", is: full(now.On)}}}, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		now, err := c.lineOf(r, casework.ItemSafety)
		if err != nil {
			return view.Page{}, err
		}
		title, list := "What makes it safer", c.list("safety-items")
		var fields view.Parts
		if now.ID == "" {
			var items []view.Choice
			for _, code := range list.Codes {
				items = append(items, view.Choice{Value: code.Key, Label: categoryWords[code.Group] + ": " + text.Within(code.Label)})
			}
			now.State = string(casework.SafetyAsked)
			fields = append(fields, view.Select{Name: "code", Label: "What is it?", LabelSize: "s", Items: items}.From(a))
		} else {
			title = list.Label(now.Code)
		}
		fields = append(fields,
			view.Radios{Name: "state", Legend: "How far is it?", LegendSize: "s", Items: spoken(casework.SafetyStates...), Value: now.State, Small: true}.From(a),
			view.TextInput{Name: "who", Label: "Who fits it, or gives it?", LabelSize: "s", Value: now.More.Text()}.From(a),
			view.DateInput{Name: "on", Legend: "Since which day?", LegendSize: "s"}.On(c.Now.Date()).From(a))
		return c.page(r, title, c.form(r, "safety/"+r.Path("line"), "Save", fields, view.Hidden{Name: "seen", Value: number(now.Number)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.SetSafety{Case: c.Case.ID, Item: idOf(r), Version: f.Int("seen"), List: c.list("safety-items"), Code: f.Text("code"),
			State: casework.SafetyState(f.Text("state")), Who: f.Text("who"), On: f.Date("on")}.Run)
		return done{c.at("people"), "It is saved."}, err
	},
}

var categoryWords = map[string]string{"home_security": "Home security", "personal_safety": "Personal safety"}
