package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// mediation records that mediation was offered: it is counted at the offer.
var mediation = form{path: "mediation", from: "plan", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "An offer of mediation", c.form(r, "mediation", "Save offer", view.Parts{
			view.InsetText{Body: view.Text("Mediation is voluntary for both, and never between people who are or were partners or family.")},
			view.Radios{Name: "outcome", Legend: "What came of it?", LegendSize: "s", Items: spoken(casework.MediationOutcomes...)}.From(a),
			view.DateInput{Name: "on", Legend: "When was it offered?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.OfferMediation{Case: c.Case.ID, Outcome: f.Text("outcome"), On: f.Date("on")}.Run)
		return done{c.at("plan"), "The offer is recorded."}, err
	},
}
