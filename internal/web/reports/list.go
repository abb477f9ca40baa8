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
	for _, name := range []string{askFrom, askAsAt + "-day", askAsAt + "-month", askAsAt + "-year"} {
		a.Values.Set(name, r.Query(name))
	}
	for _, f := range errs.FieldsOf(fault) {
		switch f.Name {
		case "as-at": // as the command line calls it
			f.Name = askAsAt
		case askTo: // the last day follows from the first
			f.Name = askFrom
		}
		a.Problems = append(a.Problems, f)
	}
	return web.Page(view.Page{Title: d.Title, Section: section, Back: &view.Back{Href: section}, Form: a,
		Body: ask(d, "", r.Now().Date(), a)}), nil
}

// ask is the small form that makes a return: which year, and as at which day.
func ask(d report.Definition, prefix string, today clock.Date, a view.Answers) view.Part {
	year := view.Select{Name: askFrom, ID: prefix + askFrom, Label: "Year", Items: years(d, today)}
	if items := year.Items; len(items) > 0 {
		year.Value = items[0].Value
	}
	asAt := view.DateInput{Name: askAsAt, ID: prefix + askAsAt, Legend: "As at",
		Hint: "Only what was recorded by the end of this day counts. Leave it empty for today."}
	return view.Form{Action: section + "/" + url.PathEscape(d.Key), Search: true,
		Body:   view.Parts{year.From(a), asAt.From(a)},
		Submit: view.Button{Text: "Make the return", Kind: view.Secondary, Unseen: ": " + d.Title}}
}

// years are the years a return can be made for, latest first: each begins where the one before ends,
// from the first day for which records are complete.
func years(d report.Definition, today clock.Date) []view.Choice {
	first := d.RecordsFrom
	if first.IsZero() {
		first = today.AddMonths(-12)
	}
	first = clock.NewDate(first.Year(), first.Month(), 1)
	var list []view.Choice
	for from := first; from <= today; from = from.AddMonths(12) {
		to := from.AddMonths(12).AddDays(-1)
		words := from.Month().String() + " " + strconv.Itoa(from.Year()) + " to " + to.Month().String() + " " + strconv.Itoa(to.Year())
		if to > today {
			words += ", so far"
		}
		list = append([]view.Choice{{Value: string(from), Label: words}}, list...)
	}
	return list
}
