package cases

import (
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// statements asks the service's statements, the same before, at a review and at the end.
var statements = form{path: "statements/{phase}", from: "outcomes", action: assessment.ActAssess,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		in, phase, err := c.statements(r)
		if err != nil {
			return view.Page{}, err
		}
		body := view.Parts{}
		for _, q := range in.Questions {
			body = append(body, view.TextInput{Name: q.Key, Label: "“" + q.Text + "”", LabelSize: "s", Hint: scaleHint(*in.Scale),
				InputMode: "numeric", Width: 2}.From(a))
		}
		body = append(body, view.Select{Name: "not_done", Label: "If nothing was asked: why not?", Items: spoken(catalogue.NotAsked...)}.From(a))
		page := c.page(r, in.Name+", "+phaseWords[phase], c.form(r, "statements/"+string(phase), "Save answers", body, view.Hidden{Name: "form", Value: in.Key}))
		page.Lead = "Read each out. " + c.they.They() + " " + c.they.verb("says", "say") + " how true it is. Leave out what does not apply."
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		in, phase, err := c.statements(r)
		if err != nil {
			return done{}, err
		}
		f := r.Form()
		answers := assessment.Answers{}
		for _, q := range in.Questions {
			answers[q.Key] = f.Text(q.Key)
		}
		_, err = do(r, assessment.Record{Folder: c.Case.Folder, Instrument: in, Phase: phase, Answers: answers, NotDoneWhy: f.Text("not_done")}.Run)
		return done{c.at("outcomes"), "The answers are saved."}, err
	},
}

// statements gives the instrument that was chosen, else the first the service asks, and the phase of the address.
func (c kase) statements(r *web.Request) (catalogue.Instrument, assessment.Phase, error) {
	phase, key := assessment.Phase(r.Path("phase")), r.Query("form")
	if key == "" {
		key = r.Form().Text("form")
	}
	if key == "" && len(c.service.Outcomes) > 0 {
		key = c.service.Outcomes[0]
	}
	in, ok := c.set.Instrument(key)
	if !ok || in.Scale == nil || !in.OfferedIn(c.service) || !slices.Contains(assessment.Phases, phase) || !in.AskedIn(string(phase)) {
		return catalogue.Instrument{}, "", errs.New(errs.NotFound, "this service asks no such statements")
	}
	return in, phase, nil
}

func scaleHint(s catalogue.Scale) string {
	return number(s.Min) + " " + text.Within(s.MinLabel) + ", " + number(s.Max) + " " + text.Within(s.MaxLabel)
}
