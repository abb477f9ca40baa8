package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// nextNews is what is promised when one key keeps a promise and makes the next.
const nextNews = "Say what has happened since"

// promise makes a promise, and settles the one that is open.
var promise = form{path: "promise", action: casework.ActWork, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		due := casework.NextNews(c.service, c.FollowUp(), c.Now)
		return c.page(r, "When "+c.they.they+" "+c.they.verb("hears", "hear")+" from us next", view.Parts{c.openPromises(r, "Open promises"), c.form(r, "promise", "Save promise", view.Parts{
			view.TextInput{Name: "what", Label: "What do you promise?", Hint: "“Ring after the visit from the lock fitter”"}.From(a),
			view.DateInput{Name: "due", Legend: "By which day?", Hint: "By " + due.Clock() + " on that day", LegendSize: "s"}.On(due.Date()).From(a),
		}, view.Hidden{Name: "open", Value: number(casework.SeenOpen(len(c.Promises())))})}), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.MakePromise{Case: c.Case.ID, Service: c.service, What: f.Text("what"), Due: f.Date("due"), Seen: f.Int("open")}.Run)
		return done{c.at(), "The promise is written down."}, err
	},
}

// openPromises are those that are neither kept nor withdrawn, each with the ways to settle it.
func (c kase) openPromises(r *web.Request, heading string) view.Part {
	open := c.Promises()
	if len(open) == 0 {
		return nil
	}
	rows := view.Rows{}
	for i, p := range open {
		hidden := []view.Hidden{{Name: "promise", Value: p.ID}, {Name: "seen", Value: number(p.Number)}}
		settle := func(text, name, value string) view.Part {
			return view.ButtonForm{Action: c.at("promise", "done"), Key: r.Key(), Hidden: append(hidden, view.Hidden{Name: name, Value: value}),
				Button: view.Button{Text: text, Unseen: ", promise " + number(i+1), Kind: view.Secondary, Flush: true}}
		}
		rows.Items = append(rows.Items, view.Row{When: p.Due.Date().Short(), WhenNote: p.Due.By(), Broken: p.Due < c.Now, Title: p.Text.Text(),
			Body: view.RowLinks{Items: []view.Part{settle("Kept, nothing more is promised", "last", "yes"),
				settle("No further contact agreed", "why", casework.Withdrawals[0]), settle("Not needed, closing", "why", casework.Withdrawals[1])}}})
	}
	return view.Parts{view.Heading{Text: heading, ID: "promises"}, rows}
}

// promiseDone is POST /cases/{reference}/promise/done: one key keeps a promise and makes the next, on
// the service's default day; or it is withdrawn, and why.
func (p pages) promiseDone(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	settle := casework.SettlePromise{Case: c.Case.ID, Service: c.service, Promise: f.Text("promise"), Version: f.Int("seen"),
		Kept: !f.Has("why"), Why: f.Text("why"), Next: nextNews}
	saying := "Promise kept, and the next one made."
	if !settle.Kept || f.Has("last") {
		settle.Next, saying = "", "The promise is settled."
	}
	err = ignore(do(r, settle.Run))
	if f.Text("from") == "my-day" && err == nil {
		return web.SeeOther("/my-day").Saying(c.initials() + ": " + saying), nil
	}
	return c.back(r, "", saying, err)
}
