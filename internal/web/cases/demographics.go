package cases

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// askedAbout are the questions of the one quick page: lists of the catalogue.
var askedAbout = []string{"gender", "ethnicity"}

// The two answers that are no answer.
const (
	notAsked  = "not asked"
	prefersNo = "prefers not to say"
)

// demographics is the one quick page about the person, for when trust is there.
var demographics = form{path: "demographics", action: person.ActRecordAbout,
	meanwhile: func(r *web.Request, c kase) (meanwhile, error) {
		now, err := c.answers(r)
		m := meanwhile{who: c.colleague(now.Changed.By), at: now.Changed.At}
		for _, field := range askedAbout {
			list, is := c.list(field), answered(now.List, field)
			if label := list.Label(is); label != "" && is != notAsked && is != prefersNo {
				is = label
			}
			m.changes = append(m.changes, change{name: list.Name, is: capital(is)})
		}
		return m, err
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		known, err := c.answers(r)
		if err != nil {
			return view.Page{}, err
		}
		body := view.Parts{view.Para("Ask when trust is there. Not asked, and asked but not said, are two things, and both are all right.")}
		for _, field := range askedAbout {
			list := c.list(field)
			body = append(body, view.Select{Name: field, Label: list.Name, Value: answered(known.List, field), Items: append([]view.Choice{
				{Value: notAsked, Label: "Not asked"}, {Value: prefersNo, Label: "Prefers not to say"}}, givable(list)...)}.From(a))
		}
		return c.page(r, "About the "+c.service.Noun.One, c.form(r, "demographics", "Save", body, view.Hidden{Name: "seen", Value: number(known.Version)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		cmd := person.RecordDemographics{Folder: c.Case.Folder, Version: f.Int("seen"), Lists: c.set.List}
		for _, field := range askedAbout {
			answer := person.Answer{Field: field, State: person.Given, Code: f.Text(field)}
			switch f.Text(field) {
			case notAsked, "":
				answer.State, answer.Code = person.AnswerNotAsked, ""
			case prefersNo:
				answer.State, answer.Code = person.PrefersNot, ""
			}
			cmd.Answers = append(cmd.Answers, answer)
		}
		_, err := do(r, cmd.Run)
		return done{c.at(), "It is saved."}, err
	},
}

// answers reads what the person said of themselves so far.
func (c kase) answers(r *web.Request) (person.Answers, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (person.Answers, error) {
		return person.Demographics(ctx, v, c.Case.Folder)
	})
}

// givable are the answers of a list that say something, on offer today.
func givable(l catalogue.List) []view.Choice {
	var items []view.Choice
	for _, code := range l.Codes {
		if l.Says(code) && code.Until.IsZero() {
			items = append(items, view.Choice{Value: code.Key, Label: code.Label})
		}
	}
	return items
}

// answered gives how a question was met so far, as the form's value.
func answered(known []person.Answer, field string) string {
	for _, k := range known {
		if k.Field != field {
			continue
		}
		switch k.State {
		case person.Given:
			return k.Code
		case person.PrefersNot:
			return prefersNo
		}
	}
	return notAsked
}
