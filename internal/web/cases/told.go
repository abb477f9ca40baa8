package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// told writes down what the person wants and told, so that nobody asks twice.
var told = form{path: "told", action: person.ActRecordStory, whole: true,
	meanwhile: func(_ *web.Request, c kase) (meanwhile, error) {
		s := c.About.Story
		return meanwhile{c.colleague(s.Changed.By), s.Changed.At, []change{{name: "What " + c.they.they + " " + c.they.verb("wants", "want"), is: s.Wants.Text()},
			{name: "What " + c.they.they + " told us", is: s.Words.Text()}, {name: "How they know each other", is: relationWords[s.Relationship]}}}, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		s := c.About.Story
		var items []view.Choice
		for _, rel := range person.Relationships() {
			label := capital(relationWords[rel])
			if rel == person.RelationNotAsked {
				label = "Not asked yet"
			}
			items = append(items, view.Choice{Value: string(rel), Label: label})
		}
		page := c.page(r, "In "+c.they.their+" own words", c.form(r, "told", "Save", view.Parts{
			view.Textarea{Name: "wants", Label: "What " + c.they.they + " " + c.they.verb("wants", "want"), LabelSize: "s", Rows: 3, Value: s.Wants.Text()}.From(a),
			view.Textarea{Name: "words", Label: "What " + c.they.they + " told us", LabelSize: "s", Rows: 8, Value: s.Words.Text(),
				Hint: "Add to it, do not write it shorter: it is what saves " + c.they.them + " from telling it again"}.From(a),
			view.Radios{Name: "relationship", Legend: "How " + c.they.they + " " + c.they.verb("knows", "know") + " the other party", LegendSize: "s", Small: true,
				Hint: "A partner, a former partner or family: contact stops until those who handle domestic abuse have decided.", Items: items, Value: string(s.Relationship)}.From(a),
		}, view.Hidden{Name: "seen", Value: number(s.Version)}))
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		story := person.NewStory{Wants: f.Text("wants"), Words: f.Text("words"), ToldTo: "worker", Relationship: person.Relationship(f.Text("relationship"))}
		_, err := do(r, casework.Hear{Case: c.Case.ID, Version: f.Int("seen"), Story: story}.Run)
		if story.Relationship.DomesticAbuse() {
			return done{c.at(), "It is written down. This is domestic abuse: contact stops until those who handle it have decided. In danger, use Act now."}, err
		}
		return done{c.at(), "It is written down."}, err
	},
}
