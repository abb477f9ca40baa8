package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

var methodWords = map[catalogue.Method]string{catalogue.MethodPhone: "by telephone", catalogue.MethodText: "by text",
	catalogue.MethodLetter: "by letter", catalogue.MethodEmail: "by e-mail"}

// followUp agrees how often, by which way and until when the person hears from us.
var followUp = form{path: "follow-up", from: "plan", action: casework.ActWork, whole: true,
	meanwhile: func(_ *web.Request, c kase) (meanwhile, error) {
		plans := c.Of(casework.ItemFollowUp)
		if len(plans) == 0 {
			return meanwhile{}, nil
		}
		changed := change{name: "Plan", is: c.followWords(plans[0])}
		if len(plans) > 1 {
			changed.was = c.followWords(plans[1])
		}
		return meanwhile{c.name(plans[0]), plans[0].At, []change{changed}}, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		now := c.FollowUp()
		if now.Version == 0 {
			now.Every, now.Method = 7, catalogue.MethodPhone
		}
		var ways []view.Choice
		for _, m := range casework.FollowUpMethods {
			ways = append(ways, view.Choice{Value: string(m), Label: capital(methodWords[m])})
		}
		body := view.Parts{
			view.TextInput{Name: "every", Label: "How many days lie between two contacts?", LabelSize: "s", InputMode: "numeric", Width: 3, Suffix: "days", Value: number(now.Every)}.From(a),
			view.Radios{Name: "method", Legend: "By which way?", LegendSize: "s", Hint: c.About.Safe.Sentence(), Items: ways, Value: string(now.Method), Small: true}.From(a),
			view.DateInput{Name: "on", Legend: "When was it agreed?", LegendSize: "s"}.On(c.Now.Date()).From(a),
			view.DateInput{Name: "until", Legend: "Until when?", LegendSize: "s", Hint: "Leave empty for as long as the case is open"}.On(now.Until).From(a),
		}
		page := c.page(r, "How "+c.they.they+" "+c.they.verb("hears", "hear")+" from us", c.form(r, "follow-up", "Save the plan of contact", body,
			view.Hidden{Name: "seen", Value: number(c.FollowUp().Version)}))
		page.Lead = "From then on the next update is promised by this plan."
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.PlanFollowUp{Case: c.Case.ID, Version: f.Int("seen"), Every: f.Int("every"), Method: catalogue.Method(f.Text("method")),
			On: f.Date("on"), Until: f.Date("until")}.Run)
		return done{c.at("plan"), "The plan of contact is saved."}, err
	},
}

// followWords says a plan of contact in one sentence.
func (c kase) followWords(it casework.Item) string {
	words := "Every " + plural(it.Number2, "day", "days") + " " + methodWords[catalogue.Method(it.Code)]
	if it.State != "" {
		words += ", until " + it.State
	}
	return words + ". Agreed " + dayMonth(it.On) + "."
}

// followUpPart is the plan of contact in force, with those before it.
func (c kase) followUpPart(r *web.Request) view.Part {
	plans := c.Of(casework.ItemFollowUp)
	var parts view.Parts
	text := "Agree how often"
	if len(plans) == 0 {
		parts = append(parts, view.Para("Nothing is agreed yet. The next update is promised by the service’s default."))
	} else {
		parts, text = append(parts, view.Para(c.followWords(plans[0]))), "Change it"
	}
	if c.works(r) {
		parts = append(parts, view.Paragraph{Body: view.Link{Text: text, Href: c.at("follow-up"), Unseen: ", the plan of contact"}})
	}
	if len(plans) < 2 {
		return parts
	}
	var before []view.Part
	for _, it := range plans[1:] {
		before = append(before, view.Text(c.followWords(it)))
	}
	return append(parts, view.Details{Summary: plural(len(before), "earlier plan", "earlier plans"), Body: view.List{Bullets: true, Small: true, Items: before}})
}
