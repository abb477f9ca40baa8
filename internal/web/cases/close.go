package cases

import (
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// closing ends a case. Everything that stands in the way is said at once, beside what it is about.
var closing = form{path: "close", action: casework.ActClose, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		var items []view.Choice
		for _, reason := range c.service.Closing {
			item := view.Choice{Value: reason.Key, Label: reason.Name}
			if reason.ExitMeasure {
				item.Hint = "Asks for the statements at the end, or why there are none"
			}
			switch {
			case reason.Check:
				item.Hint += ". Somebody asks afterwards how it is"
			case reason.NoCheck && !c.service.Check.IsZero():
				item.Hint = "Nobody asks afterwards, whatever day stands below"
			}
			items = append(items, item)
		}
		body := view.Parts{c.openThings(r), c.form(r, "close", "Close the case", view.Parts{
			view.Radios{Name: "reason", Legend: "Why does support end?", LegendSize: "s", Items: items, Value: r.Query("reason")}.From(a),
			view.Select{Name: "exit", Label: "If the statements at the end were not asked: why not?", Items: spoken(catalogue.NotAsked...)}.From(a),
			view.DateInput{Name: "check", Legend: "When do we ask how " + c.they.they + " " + c.they.verb("is", "are") + "?", LegendSize: "s",
				Hint: "Leave empty for no check"}.On(c.checkDay()).From(a),
		})}
		page := c.page(r, "Close the case", body)
		page.Aside = view.Parts{view.Small("Nothing is lost. The case can be opened again, and what " + c.they.they + " told us is kept so that nobody asks twice.")}
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		check := f.Date("check")
		_, err := do(r, casework.Close{Case: c.Case.ID, Version: f.Int("version"), Service: c.service, Reason: f.Text("reason"),
			ExitNotDone: f.Text("exit"), Check: check, NoCheck: check.IsZero()}.Run)
		return done{c.at(), "The case is closed."}, err
	},
}

// nobodyAsksAfter names the reasons of closing after which nobody asks how somebody is, whatever day was given.
func (c kase) nobodyAsksAfter() string {
	var names []string
	for _, reason := range c.service.Closing {
		if reason.NoCheck {
			names = append(names, text.Within(reason.Name))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ". Nobody asks, whatever day stands here, after: " + strings.Join(names, "; ")
}

// checkDay is the service's default for the check after closing.
func (c kase) checkDay() clock.Date {
	if c.service.Check.IsZero() {
		return ""
	}
	return c.service.Hours.Deadline(c.Now, c.service.Check).Date()
}

// openThings is what stands in the way of closing, each with where it is settled.
func (c kase) openThings(r *web.Request) view.Part {
	var parts view.Parts
	if len(c.Promises()) > 0 {
		parts = append(parts, c.openPromises(r, "Open promises"))
	}
	if len(c.Alarms()) > 0 {
		parts = append(parts, view.Heading{Text: "An Act now is open", ID: "act_now"}, view.Para("The supervisor and the safeguarding lead both answer for it first."))
	}
	if c.Stop != "" {
		parts = append(parts, view.Heading{Text: "Contact", ID: "contact"}, view.Para(c.Stop+"."), c.stopNext())
	}
	if len(parts) == 0 {
		return nil
	}
	return parts
}
