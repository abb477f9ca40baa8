package referrals

import (
	"context"
	"strconv"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// outOfHoursPage asks what was needed while the service was shut, and shows what was needed in a year.
func (p pages) outOfHoursPage(r *web.Request, a view.Answers) (view.Page, error) {
	type shown struct {
		services []catalogue.Service
		counts   map[string][]referral.OutOfHoursCount
	}
	since := r.Now().Date().AddMonths(-12)
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (shown, error) {
		s := shown{p.servicesOf(v.Actor(), referral.ActOutOfHours), map[string][]referral.OutOfHoursCount{}}
		for _, service := range s.services {
			counts, err := referral.OutOfHours(ctx, v, service.Key, since)
			if err != nil {
				return shown{}, err
			}
			s.counts[service.Key] = counts
		}
		return s, nil
	})
	if err != nil {
		return view.Page{}, err
	}
	needs, _ := p.set.List("out-of-hours-needs")
	answers, _ := p.set.List("out-of-hours-answers")
	var which []view.Choice
	var year view.Parts
	for _, s := range got.services {
		which = append(which, view.Choice{Value: s.Key, Label: s.Name})
		table := view.Table{Pattern: view.Stack, Caption: s.Name + ": needed while it was shut, since " + since.Plain(), Columns: []view.Column{{Head: "What"}, {Head: "Who answered"}, {Head: "Times", Numeric: true}}}
		for _, c := range got.counts[s.Key] {
			table.Rows = append(table.Rows, []view.Part{view.Text(needs.Label(c.Kind)), view.Text(answers.Label(c.Answered)), view.Text(strconv.Itoa(c.N))})
		}
		if len(table.Rows) > 0 {
			year = append(year, table)
		}
	}
	service := view.Radios{Name: "service", Legend: "Which service was shut?", LegendSize: "s", Items: which}
	if len(which) == 1 {
		service.Value = which[0].Value
	}
	body := view.Parts{
		view.Para("What is needed while a service is shut shows whether it should answer then. Nobody is named here: what somebody needs stands on their case."),
		view.Form{Action: section + "/out-of-hours", Key: r.Key(), Submit: view.Button{Text: "Record it"}, Body: view.Parts{
			service.From(a),
			view.Radios{Name: "kind", Legend: "What was needed?", LegendSize: "s", Items: codes(needs)}.From(a),
			view.Radios{Name: "answered", Legend: "Who answered?", LegendSize: "s", Items: codes(answers)}.From(a),
			view.DateInput{Name: "arose_on", Legend: "Which day?"}.From(a),
			view.TextInput{Name: "arose_at", Label: "At what time?", Hint: "A time like 21:30", Width: 5}.From(a),
		}},
	}
	if len(year) > 0 {
		body = append(body, view.H2("In the last twelve months"), year)
	}
	return view.Page{Title: "Needed while we were shut", Section: section, Back: &view.Back{Text: "Back to referrals", Href: section}, Body: body}, nil
}

// codes gives the values of a list as choices.
func codes(list catalogue.List) []view.Choice {
	var items []view.Choice
	for _, c := range list.Codes {
		items = append(items, view.Choice{Value: c.Key, Label: c.Label})
	}
	return items
}

func (p pages) outOfHours(r *web.Request) (web.Reply, error) {
	f := r.Form()
	service, ok := p.set.Service(f.Text("service"))
	if !ok {
		f.Fault("service", "Choose the service that was shut")
	}
	day := f.Date("arose_on")
	if day.IsZero() {
		f.Fault("arose_on", "Give the day it arose")
	}
	hour, minute, given := f.TimeOfDay("arose_at")
	if !given {
		f.Fault("arose_at", "Give the time it arose, like 21:30")
	}
	if err := f.Err(); err != nil {
		return r.FormAgain(p.outOfHoursPage, err)
	}
	cmd := referral.NoteOutOfHours{Service: service, Catalogue: p.set, Kind: f.Text("kind"), Answered: f.Text("answered"), Arose: day.At(hour, minute)}
	if _, err := write(r, cmd.Run); err != nil {
		return r.FormAgain(p.outOfHoursPage, err)
	}
	return web.SeeOther(section + "/out-of-hours").Saying("It is recorded."), nil
}
