package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// session records a session that was held.
var session = form{path: "session", from: "plan", action: casework.ActWork, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		lead := ""
		if limit := c.service.Sessions; limit != nil {
			lead = "This service holds " + number(limit.Min) + " to " + number(limit.Max) + " sessions. This is session " + number(len(c.Of(casework.ItemSession))+1) + "."
		}
		page := c.page(r, "A session", c.form(r, "session", "Save session", view.Parts{
			view.DateInput{Name: "on", Legend: "When was it?", LegendSize: "s"}.On(c.Now.Date()).From(a),
			view.Radios{Name: "strand", Legend: "What was it about?", LegendSize: "s", Items: c.strands()}.From(a),
			view.TextInput{Name: "minutes", Label: "How long", InputMode: "numeric", Width: 3, Suffix: "minutes"}.From(a),
			view.Textarea{Name: "note", Label: "Note", Hint: "What was said that must not be asked again"}.From(a),
		}))
		page.Lead = lead
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		n, err := do(r, casework.RecordSession{Case: c.Case.ID, Service: c.service, List: c.list("strands"), On: f.Date("on"),
			Strand: f.Text("strand"), Minutes: f.Int("minutes"), Note: f.Text("note")}.Run)
		return done{c.at("plan"), "Session " + number(n) + " is recorded."}, err
	},
}

// strands are what a session can be about: the service's own, or the catalogue's.
func (c kase) strands() []view.Choice {
	list := c.list("strands")
	if c.service.Sessions == nil {
		return choices(list)
	}
	var items []view.Choice
	for _, key := range c.service.Sessions.Strands {
		items = append(items, view.Choice{Value: key, Label: list.Label(key)})
	}
	return items
}
