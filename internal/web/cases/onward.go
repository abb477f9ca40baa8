package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// onward records a referral to another service, which the person agreed to.
var onward = form{path: "onward", from: "plan", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "A referral to another service", c.form(r, "onward", "Save referral", view.Parts{
			view.Select{Name: "code", Label: "Where to?", Items: choices(c.list("onward-services"))}.From(a),
			view.Checkboxes{Name: "agreed", Legend: "Did " + c.they.they + " agree?", LegendSize: "s",
				Hint:  "Nothing goes to another service without it. In danger, use Act now: it asks for no agreement.",
				Items: []view.Choice{{Value: "yes", Label: c.they.They() + " agreed"}}}.From(a),
			view.Textarea{Name: "what", Label: "What for?", Rows: 3}.From(a),
			view.DateInput{Name: "on", Legend: "When was it made?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.ReferOnward{Case: c.Case.ID, List: c.list("onward-services"), Code: f.Text("code"), Agreed: f.Has("agreed"),
			What: f.Text("what"), On: f.Date("on")}.Run)
		return done{c.at("plan"), "The referral is recorded."}, err
	},
}
