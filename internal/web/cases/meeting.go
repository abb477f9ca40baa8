package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// meeting writes down, before a meeting, what the person wants asked there.
var meeting = form{path: "meeting", from: "plan", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		page := c.page(r, "Before a meeting", c.form(r, "meeting", "Save", view.Parts{
			c.whichMeeting(a),
			view.DateInput{Name: "on", Legend: "When is it?", LegendSize: "s"}.From(a),
			view.Textarea{Name: "wants", Label: "What " + c.they.they + " " + c.they.verb("wants", "want") + " asked there", LabelSize: "s", Rows: 4,
				Hint: "In " + c.they.their + " words. Ask also what must not be said."}.From(a),
		}))
		page.Lead = "Ask before the meeting, not after it. It stands on the case until somebody has spoken up there."
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.PrepareMeeting{Case: c.Case.ID, Forum: casework.Forum(f.Text("forum")), On: f.Date("on"), Wants: f.Text("wants")}.Run)
		return done{c.at("plan"), "It is written down for the meeting."}, err
	},
}

// whichMeeting asks which meeting something is about.
func (c kase) whichMeeting(a view.Answers) view.Part {
	var items []view.Choice
	for _, f := range casework.Forums {
		items = append(items, view.Choice{Value: string(f), Label: f.Words()})
	}
	return view.Radios{Name: "forum", Legend: "Which meeting?", LegendSize: "s", Items: items,
		Hint: "The Community MARAC and the domestic-abuse MARAC are two meetings."}.From(a)
}

// aheadRows are meetings still to come, with what the person wants asked there.
func (c kase) aheadRows(r *web.Request) view.Part {
	ahead := c.Ahead()
	if len(ahead) == 0 {
		return nil
	}
	rows := view.Rows{}
	for _, it := range ahead {
		row := view.Row{When: full(it.On), Tag: &view.Tag{Text: "To come"}, Title: casework.Forum(it.Code).Words(), Body: view.Para(c.they.They() + " " + c.they.verb("wants", "want") + " asked: " + it.Text.Text()),
			Note: view.Text("Written down on " + dayMonth(it.At.Date()) + ", by " + c.name(it) + ".")}
		if it.On <= c.Now.Date() && c.works(r) && r.Could(casework.ActWork) {
			row.Do = view.Link{Text: "Record what was asked and agreed", Href: c.at("advocacy")}
		}
		rows.Items = append(rows.Items, row)
	}
	return rows
}
