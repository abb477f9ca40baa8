package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// court is GET /cases/{reference}/court: what is to come, and what help was given.
var court = tabOf{name: "Court", path: "court", body: func(r *web.Request, c kase) (view.Part, view.Part, view.Part) {
	var add view.Part
	if c.works(r) {
		add = view.LinkButton{Text: "Record a hearing or help", Href: c.at("court", "help")}
	}
	return nil, view.Parts{view.H2("Hearings and help"), c.rows(casework.ItemCourt, "No hearing and no help at court is recorded."), add}, view.Parts{
		view.H2("What can be offered"),
		view.List{Bullets: true, Small: true, Items: []view.Part{
			view.Text("A Victim Personal Statement, and help to write it"), view.Text("Special measures, and a visit to the court before"),
			view.Text("Company and travel on the day"), view.Text("What the outcome means, within a day"),
			view.Text("After the trial: expenses, compensation, the victim contact scheme"),
		}},
	}
}}

// courtHelp records a hearing that is to come, or help for someone who gives evidence.
var courtHelp = form{path: "court/help", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "A hearing, or help at court", c.form(r, "court/help", "Save", view.Parts{
			view.Radios{Name: "kind", Legend: "What is it?", LegendSize: "s", Items: spoken(casework.CourtKinds...)}.From(a),
			view.DateInput{Name: "on", Legend: "On which day?", Hint: "A hearing may be still to come", LegendSize: "s"}.On(c.Now.Date()).From(a),
			view.Textarea{Name: "note", Label: "What is to be known?", Hint: "Court, time, travel, who goes along", Rows: 3}.From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.RecordCourt{Case: c.Case.ID, Kind: f.Text("kind"), On: f.Date("on"), Note: f.Text("note")}.Run)
		return done{c.at("court"), "It is recorded."}, err
	},
}
