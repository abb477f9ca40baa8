package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// contribution records what was passed on for another body's risk assessment.
var contribution = form{path: "contribution", from: "plan", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		page := c.page(r, "Something for an assessment of theirs", c.form(r, "contribution", "Save", view.Parts{
			view.Select{Name: "agency", Label: "Whose assessment is it?", LabelSize: "s", Items: choices(c.list("agencies-asked"))}.From(a),
			view.Radios{Name: "kind", Legend: "What is it about?", LegendSize: "s", Small: true, Items: choices(c.list("contributions"))}.From(a),
			view.Textarea{Name: "what", Label: "What did you pass on?", LabelSize: "s", Rows: 4}.From(a),
			view.DateInput{Name: "on", Legend: "When was it?", LegendSize: "s"}.On(c.Now.Date()).From(a),
			view.Radios{Name: "agreed", Legend: "Did " + c.they.they + " agree?", LegendSize: "s", Items: choices(c.list("agreement"))}.From(a),
			view.Textarea{Name: "why", Label: "Without agreement: why was it passed on all the same?", LabelSize: "s", Rows: 2}.From(a),
			view.Checkboxes{Name: "unsafe", Legend: "Without agreement: may " + c.they.they + " be told?", LegendSize: "s",
				Hint:  "If it is safe, it stands on the list of what is due, within two working days.",
				Items: []view.Choice{{Value: "yes", Label: "To tell " + c.they.them + " would not be safe"}}}.From(a),
		}))
		page.Lead = "What " + c.they.they + " told us helps others only if it reaches them, and saves " + c.they.them + " from telling it again."
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		cmd := casework.Contribute{Case: c.Case.ID, Service: c.service, Agencies: c.list("agencies-asked"), Agency: f.Text("agency"),
			Kinds: c.list("contributions"), Kind: f.Text("kind"), Agreement: c.list("agreement"), Agreed: f.Text("agreed"), Why: f.Text("why"),
			Unsafe: f.Has("unsafe"), What: f.Text("what"), On: f.Date("on")}
		_, err := do(r, cmd.Run)
		said := "It is recorded."
		if cmd.Agreed != casework.WithAgreement && !cmd.Unsafe {
			said = "It is recorded. Tell " + c.they.them + " what was passed on, within two working days."
		}
		return done{c.at("plan"), said}, err
	},
}

// contributionRows lists what was passed on for assessments of others.
func (c kase) contributionRows(r *web.Request) view.Part {
	rows := view.Rows{Empty: "Nothing was passed on yet."}
	for _, it := range c.Of(casework.ItemContribution) {
		body := view.Parts{view.Para(it.Text.Text()), view.Small(c.list("agreement").Label(it.State) + ".")}
		if why := it.More.Text(); why != "" {
			body = append(body, view.Small("Passed on all the same: "+why))
		}
		row := view.Row{When: full(it.On), Title: c.list("agencies-asked").Label(it.Of) + ": " + text.Within(c.list("contributions").Label(it.Code)), Body: body}
		switch {
		case !it.Settled:
			row.Note, row.Do = view.Text("Tell "+c.they.them+" "+by(it.Due, c.Now)+"."), c.tell(r, it)
		case it.Due > 0:
			row.Note = view.Text(c.they.They() + " " + c.they.verb("was", "were") + " told.")
		case it.State != casework.WithAgreement:
			row.Note = view.Text("Not told: it would not be safe.")
		}
		rows.Items = append(rows.Items, row)
	}
	return rows
}
