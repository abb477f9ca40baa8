package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// needs records what the person needs, and what else came up: the two lists a return counts.
var needs = form{path: "needs", action: casework.ActWork,
	meanwhile: func(_ *web.Request, c kase) (meanwhile, error) {
		return meanwhile{changes: []change{{name: "How much " + c.they.they + " " + c.they.verb("needs", "need"), is: c.list("need-levels").Label(c.Case.Level)}}}, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "What "+c.they.they+" "+c.they.verb("needs", "need"), c.form(r, "needs", "Save needs", view.Parts{
			view.Radios{Name: "kind", Legend: "Which list?", LegendSize: "s", Value: string(casework.Need), Items: []view.Choice{
				{Value: string(casework.Need), Label: "What " + c.they.they + " " + c.they.verb("needs", "need"),
					Reveal: view.Checkboxes{Name: "codes", Legend: "Tick all that apply", Items: immediateFirst(c.list("needs")), Small: true}.From(a)},
				{Value: string(casework.Additional), Label: "What else came up",
					Reveal: view.Checkboxes{Name: "also", Legend: "Tick all that apply", Items: choices(c.list("additional-needs")), Small: true}.From(a)},
			}}.From(a),
			view.Radios{Name: "level", Legend: "How much " + c.they.verb("does", "do") + " " + c.they.they + " need?", LegendSize: "s", Hint: "Leave it as it is where nothing has changed",
				Value: c.Case.Level, Items: choices(c.list("need-levels")), Small: true}.From(a),
			view.DateInput{Name: "on", Legend: "When was it noted?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		}, view.Hidden{Name: "seen", Value: casework.SeenLevel(c.Case.Level)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		cmd := casework.RecordNeeds{Case: c.Case.ID, Service: c.service, Kind: casework.NeedKind(f.Text("kind")), List: c.list("needs"), Codes: f.All("codes"),
			Level: changedLevel(f), Seen: f.Text("seen"), Levels: c.list("need-levels"), On: f.Date("on")}
		if cmd.Kind == casework.Additional {
			cmd.List, cmd.Codes = c.list("additional-needs"), f.All("also")
		}
		_, err := do(r, cmd.Run)
		saying := plural(len(cmd.Codes), "need is", "needs are") + " recorded."
		if len(cmd.Codes) == 0 {
			saying = "How much is needed is recorded."
		}
		return done{c.at(), saying}, err
	},
}

// changedLevel gives how much is needed, as it was chosen on the form; empty where it was left as it was shown, so that
// what a colleague wrote meanwhile stands.
func changedLevel(f *web.Form) string {
	if level := f.Text("level"); level != f.Text("seen") {
		return level
	}
	return ""
}

// immediateFirst puts the needs that can make somebody safer today before the others, as the list marks them.
func immediateFirst(l catalogue.List) []view.Choice {
	var now, later []view.Choice
	for i, item := range choices(l) {
		if l.Codes[i].Group == "immediate" {
			item.Hint = "Ask this first: what would make today safer?"
			now = append(now, item)
			continue
		}
		later = append(later, item)
	}
	return append(now, later...)
}

// needMet is POST /cases/{reference}/needs/met.
func (p pages) needMet(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	met := casework.MeetNeed{Case: c.Case.ID, Service: c.service, Kind: casework.NeedKind(f.Text("kind")), Code: f.Text("code"), On: c.Now.Date()}
	return c.back(r, "plan", "The need is met.", ignore(do(r, met.Run)))
}
