package cases

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// wishes writes down what the person asks of whoever works with her: the case is offered by it.
var wishes = form{path: "wishes", action: casework.ActWork,
	meanwhile: func(r *web.Request, c kase) (meanwhile, error) {
		now, err := c.wished(r)
		return meanwhile{c.colleague(now.By), now.At, []change{{name: "A language beside English", is: c.list("languages").Label(now.Language)},
			{name: "Somebody who knows about", is: c.list("staff-skills").Label(now.Skill)}, {name: "A time of day", is: c.list("staff-times").Label(now.Time)},
			{name: "A woman or a man", is: either(now.Gender)}}}, err
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		now, err := c.wished(r)
		if err != nil {
			return view.Page{}, err
		}
		ask := func(name, label, list, code string) view.Part {
			return view.Select{Name: name, Label: label, Value: code, Items: append([]view.Choice{{Value: "", Label: "No matter"}}, choices(c.list(list))...)}.From(a)
		}
		return c.page(r, "What is asked for", c.form(r, "wishes", "Save", view.Parts{
			view.Para("Whoever takes the case is offered by it. Ask; do not guess."),
			ask("language", "A language beside English", "languages", now.Language),
			ask("skill", "Somebody who knows about", "staff-skills", now.Skill),
			ask("time", "A time of day", "staff-times", now.Time),
			view.Radios{Name: "gender", Legend: "A woman or a man?", LegendSize: "s", Inline: true, Value: either(now.Gender),
				Items: []view.Choice{{Value: "woman", Label: "A woman"}, {Value: "man", Label: "A man"}, {Value: "either", Label: "Either"}}}.From(a),
		}, view.Hidden{Name: "seen", Value: number(now.Version)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		gender := workforce.Gender(f.Text("gender"))
		if gender == "either" {
			gender = workforce.Unsaid
		}
		_, err := do(r, casework.NoteWishes{Case: c.Case.ID, Version: f.Int("seen"), Lists: workforce.ListsOf(c.set), Wishes: casework.Wishes{
			Language: f.Text("language"), Gender: gender, Skill: f.Text("skill"), Time: f.Text("time")}}.Run)
		to := c.at()
		if r.Could(casework.ActAllocate) {
			to = c.at("allocate")
		}
		return done{to, "It is written down what is asked for."}, err
	},
}

// wished reads what is asked for so far.
func (c kase) wished(r *web.Request) (casework.Wished, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (casework.Wished, error) {
		return casework.WishesOf(ctx, v, c.Case)
	})
}

func either(g workforce.Gender) string {
	if g == workforce.Unsaid {
		return "either"
	}
	return string(g)
}
