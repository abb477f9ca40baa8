package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// ease records what makes contact possible at all.
var ease = form{path: "ease", action: person.ActRecordContact,
	meanwhile: func(_ *web.Request, c kase) (meanwhile, error) {
		var m meanwhile
		for _, asked := range person.EaseAsked {
			list := c.list(asked.List)
			m.changes = append(m.changes, change{name: list.Name, is: list.Label(*c.About.Ease.Of(asked.Field))})
		}
		return m, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		now := c.About.Ease
		body := view.Parts{view.Para("What is said here stands beside how it is safe to make contact, on every page of the case. Leave out what you do not know.")}
		for _, asked := range person.EaseAsked {
			list, known := c.list(asked.List), *now.Of(asked.Field)
			items := choices(list)
			if known != "" {
				items = append(items, view.Choice{Label: "Not known"})
			}
			body = append(body, view.Select{Name: asked.Field, Label: list.Name, LabelSize: "s", Value: known, Items: items}.From(a))
		}
		return c.page(r, "Interpreter, hearing, and whose telephone", c.form(r, "ease", "Save", body, view.Hidden{Name: "seen", Value: number(now.Version)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		cmd := person.SetEase{Folder: c.Case.Folder, Lists: c.set.List, Ease: person.Ease{Version: f.Int("seen")}}
		for _, asked := range person.EaseAsked {
			*cmd.Ease.Of(asked.Field) = f.Text(asked.Field)
		}
		_, err := do(r, cmd.Run)
		return done{c.at(), "It is saved, and stands beside how it is safe to make contact."}, err
	},
}

// mustKnow is what else must be known before contact is made, each only where it is known, and the next promise.
func (c kase) mustKnow() []view.Fact {
	var facts []view.Fact
	for _, e := range c.About.Ease.Eases() {
		list := c.list(e.List)
		facts = append(facts, view.Fact{Name: list.Name, Value: view.Text(list.Label(e.Code))})
	}
	if court := casework.CourtWords(c.Hearing, c.Now.Date()); court != "" {
		facts = append(facts, view.Fact{Name: "Hearing at court", Value: view.Text(capital(court))})
	}
	if waits, found := c.Proposal(); found {
		facts = append(facts, view.Fact{Name: "The panel", Value: view.Text("Proposed on " + dayMonth(waits.On) + ", no answer yet")})
	}
	if len(c.Promises()) > 0 {
		facts = append(facts, view.Fact{Name: "Next promise", Value: c.promiseFact()})
	}
	return facts
}
