package reports

import (
	"context"
	"net/url"
	"strconv"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// list is GET /reports: the returns of the services the actor answers for or pays for.
func (p pages) list(r *web.Request) (web.Reply, error) {
	may, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]report.Definition, error) {
		if err := v.Authorize(ctx, report.ActMake, gate.On{}); err != nil {
			return nil, err
		}
		var may []report.Definition
		for _, d := range p.book.Definitions() {
			if v.Actor().HoldsAny(d.Service, report.ActMake.Policy().Roles...) {
				may = append(may, d)
			}
		}
		return may, nil
	})
	if err != nil {
		return web.Reply{}, err
	}
	body := view.Parts{view.Para("A return is made from the records when you ask for it. The same records always give the same figures and the same check code.")}
	for _, d := range may {
		body = append(body, view.H2(d.Title), ask(d, d.Key+"-", r.Now().Date(), view.Answers{}))
	}
	if len(may) == 0 {
		body = append(body, view.Para("There is no return for your service."))
	}
	return web.Page(view.Page{Title: "Reports", Body: body}), nil
}

// askAgain shows the form of one return once more, with what is wrong with it.
func (p pages) askAgain(r *web.Request, fault error) (web.Reply, error) {
	d, err := p.book.Definition(r.Path("report"))
	if err != nil {
		return web.Reply{}, err
	}
	a := view.Answers{Values: url.Values{}}
	for _, name := range []string{askFrom, askFrom + "-day", askFrom + "-month", askFrom + "-year", askTo + "-day", askTo + "-month", askTo + "-year", askAsAt + "-day", askAsAt + "-month", askAsAt + "-year"} {
		a.Values.Set(name, r.Query(name))
	}
	for _, f := range errs.FieldsOf(fault) {
		switch f.Name {
		case "as-at": // as the command line calls it
			f.Name = askAsAt
		case askTo: // the last day follows from the first, but where any time can be asked for
			if d.Months() > 0 {
				f.Name = askFrom
			}
		}
		a.Problems = append(a.Problems, f)
	}
	return web.Page(view.Page{Title: d.Title, Section: section, Back: &view.Back{Href: section}, Form: a,
		Body: ask(d, "", r.Now().Date(), a)}), nil
}

// ask is the small form that makes a return: which period, and as at which day.
func ask(d report.Definition, prefix string, today clock.Date, a view.Answers) view.Part {
	asAt := view.DateInput{Name: askAsAt, ID: prefix + askAsAt, Legend: "As at",
		Hint: "Only what was recorded by the end of this day counts. Leave it empty for today."}
	var body view.Parts
	if d.Months() == 0 {
		from := view.DateInput{Name: askFrom, ID: prefix + askFrom, Legend: "First day", Hint: "For example 1 4 2018."}
		to := view.DateInput{Name: askTo, ID: prefix + askTo, Legend: "Last day", Hint: "For example 31 3 2019."}
		body = view.Parts{from.From(a), to.From(a), asAt.From(a)}
	} else {
		which := view.Select{Name: askFrom, ID: prefix + askFrom, Label: "Period", Items: periods(d, today)}
		if items := which.Items; len(items) > 0 {
			which.Value = items[0].Value
		}
		body = view.Parts{which.From(a), asAt.From(a)}
	}
	return view.Form{Action: section + "/" + url.PathEscape(d.Key), Search: true, Body: body,
		Submit: view.Button{Text: "Make the return", Kind: view.Secondary, Unseen: ": " + d.Title}}
}

// most is how many periods are offered; an earlier one is asked for by its address.
const most = 60

// periods are those a return can be made for, latest first: each begins where the one before ends, from
// the first day for which records are complete.
func periods(d report.Definition, today clock.Date) []view.Choice {
	first := clock.NewDate(d.RecordsFrom.Year(), d.RecordsFrom.Month(), 1)
	var list []view.Choice
	for from := first; from <= today; from = from.AddMonths(d.Months()) {
		to := from.AddMonths(d.Months()).AddDays(-1)
		words := from.Month().String() + " " + strconv.Itoa(from.Year())
		if d.Months() > 1 {
			words += " to " + to.Month().String() + " " + strconv.Itoa(to.Year())
		}
		if to > today {
			words += ", so far"
		}
		list = append([]view.Choice{{Value: string(from), Label: words}}, list...)
	}
	return list[:min(len(list), most)]
}
