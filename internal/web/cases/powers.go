package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// powers records advice on the powers there are against anti-social behaviour.
var powers = form{path: "powers", from: "plan", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "Advice on powers", c.form(r, "powers", "Save advice", view.Parts{
			view.Checkboxes{Name: "codes", Legend: "Which powers did you talk about?", LegendSize: "s", Items: choices(c.list("asb-powers")), Small: true}.From(a),
			view.Textarea{Name: "note", Label: "What was said", Rows: 3}.From(a),
			view.DateInput{Name: "on", Legend: "When was it?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.AdviseOnPowers{Case: c.Case.ID, List: c.list("asb-powers"), Codes: f.All("codes"), Note: f.Text("note"), On: f.Date("on")}.Run)
		return done{c.at("plan"), "The advice is recorded."}, err
	},
}
