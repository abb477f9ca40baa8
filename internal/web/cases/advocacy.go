package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// advocacy records that somebody spoke up for the person at a meeting.
var advocacy = form{path: "advocacy", from: "plan", action: casework.ActWork, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		var before view.Part
		if rows := c.aheadRows(r); rows != nil {
			before = view.Parts{view.H2("What was written down before"), rows}
		}
		return c.page(r, "Speaking up at a meeting", c.form(r, "advocacy", "Save", view.Parts{
			before, c.whichMeeting(a),
			view.DateInput{Name: "on", Legend: "When was it?", LegendSize: "s"}.On(c.Now.Date()).From(a),
			view.Textarea{Name: "asked", Label: "What did you ask for?", Rows: 3}.From(a),
			view.Textarea{Name: "agreed", Label: "What was agreed?", Rows: 3}.From(a),
			view.InsetText{Body: view.Text("Tell " + c.they.them + " within two working days. It comes onto the list of what is due.")},
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.Advocate{Case: c.Case.ID, Service: c.service, Forum: casework.Forum(f.Text("forum")), On: f.Date("on"),
			Asked: f.Text("asked"), Agreed: f.Text("agreed")}.Run)
		return done{c.at("plan"), "The meeting is recorded. Tell " + c.they.them + " what was agreed."}, err
	},
}
