package staff

import (
	"context"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// logged is what the log of one service shows.
type logged struct {
	service    catalogue.Service
	may        []catalogue.Service
	activities []workforce.Activity
	more       bool
	first      bool
	day        clock.Date // one that was asked for by itself; empty: the latest
	days       []workforce.Day
	today      clock.Date
	me         id.Account
	supervises bool
}

// daysShown is how far back the log lists days.
const daysShown = 28

// showLog is GET /work-log: today in one press, the days of the last four weeks, and what was done beside the cases.
func (p pages) showLog(r *web.Request) (web.Reply, error) {
	l, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (l logged, err error) {
		if l.service, l.may, err = p.asked(ctx, v, r, workforce.ActSeeLog); err != nil {
			return l, err
		}
		before := workforce.Activity{ID: r.Query("before")}
		if on, err := clock.ParseDate(r.Query("on")); err == nil {
			before.On = on
		}
		l.first, l.today, l.me = before.On == "", v.Now().Date(), v.Actor().Account()
		l.supervises = v.Actor().HoldsAny(l.service.Key, "supervisor")
		if on, bad := clock.ParseDate(r.Query("day")); bad == nil {
			l.day = on
			if l.activities, err = workforce.ActivitiesOn(ctx, v, l.service.Key, on); err != nil {
				return l, err
			}
			l.days, err = workforce.Days(ctx, v, l.service.Key, on, on)
			return l, err
		}
		if l.activities, l.more, err = workforce.Activities(ctx, v, l.service.Key, before); err != nil {
			return l, err
		}
		l.days, err = workforce.Days(ctx, v, l.service.Key, l.today.AddDays(-daysShown), l.today)
		return l, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	if l.day != "" {
		return web.Page(p.logDayPage(r, l)), nil
	}
	return web.Page(p.logPage(r, l)), nil
}

// logDayPage is one day of the log: where a figure of a return leads.
func (p pages) logDayPage(r *web.Request, l logged) view.Page {
	rows := make([][]view.Part, 0, len(l.days))
	for _, d := range l.days {
		with := ""
		if d.CoLocated {
			with = "With a partner"
		}
		rows = append(rows, view.Cells(d.Name, l.place(d.Place), with))
	}
	return view.Page{Title: "Work log", Heading: "Work log, " + l.day.Plain(), Section: workLog, Caption: l.service.Name,
		Back: &view.Back{Text: "Work log", Href: at(workLog, l.service.Key)},
		Lead: "What stands in the log for this day. What was taken back is not shown, though a return as at an earlier date still counts it.",
		Body: view.Parts{view.H2("Beside the cases"), p.activityRows(r, l),
			view.Table{Caption: "Who worked where", CaptionSize: "s", Pattern: view.Tight, Rows: rows, Empty: "No day is noted.",
				Columns: []view.Column{{Head: "Who"}, {Head: "Where"}, {Head: "Co-located"}}}}}
}

func (p pages) logPage(r *web.Request, l logged) view.Page {
	return view.Page{Title: "Work log", Section: workLog, Caption: l.service.Name,
		Lead:  "Days worked, and what no count of cases shows. Both stand in the returns, in numbers and in your words.",
		Intro: choose(workLog, l.service, l.may),
		Body:  view.Parts{l.todayPart(r), p.activitiesPart(r, l)},
		Aside: view.Parts{view.Paragraph{Body: view.Link{Text: "Your record: supervision, checks, expenses, days away", Href: at(register+"/"+me, l.service.Key)}}, l.daysPart()}}
}

// todayPart is one press for where somebody is today.
func (l logged) todayPart(r *web.Request) view.Part {
	hidden := []view.Hidden{{Name: "service", Value: l.service.Key}, {Name: "on", Value: string(l.today)}}
	other := view.Link{Text: "Another day", Href: at(workLog+"/day", l.service.Key)}
	for _, d := range l.days {
		if d.Account == l.me && d.On == l.today {
			return view.Parts{view.H2("Today"), view.Para("You are at: " + l.place(d.Place) + "."),
				view.ButtonForm{Action: workLog + "/day/back", Key: r.Key(), Hidden: hidden, Beside: other,
					Button: view.Button{Text: "Take this day back", Kind: view.Secondary}}}
		}
	}
	parts := view.Parts{view.H2("Where are you today?")}
	for _, place := range l.service.Staff.Places {
		parts = append(parts, view.ButtonForm{Action: workLog + "/day", Key: r.Key(), Hidden: append([]view.Hidden{{Name: "place", Value: place.Key}}, hidden...),
			Button: view.Button{Text: "Today: " + place.Name, Kind: view.Secondary}})
	}
	return append(parts, view.Paragraph{Body: other})
}

func (l logged) place(key string) string {
	if place, ok := l.service.Staff.Place(key); ok {
		return place.Name
	}
	return key
}

// daysPart counts each colleague's days of the last four weeks, and how many of them with a partner.
func (l logged) daysPart() view.Part {
	type sum struct {
		name      string
		all, with int
	}
	var order []*sum
	of := map[id.Account]*sum{}
	for _, d := range l.days {
		if of[d.Account] == nil {
			of[d.Account] = &sum{name: d.Name}
			order = append(order, of[d.Account])
		}
		of[d.Account].all++
		if d.CoLocated {
			of[d.Account].with++
		}
	}
	rows := make([][]view.Part, 0, len(order))
	for _, s := range order {
		rows = append(rows, view.Cells(s.name, number(s.all), number(s.with)))
	}
	return view.Table{Caption: "Days worked in four weeks", CaptionSize: "s", Pattern: view.Tight, Rows: rows, Empty: "No day is noted.",
		Columns: []view.Column{{Head: "Who"}, {Head: "Days", Numeric: true}, {Head: "With a partner", Numeric: true}}}
}

// when writes the day of an entry: with its year where that is another than today's.
func (l logged) when(on clock.Date) string {
	if on.Year() != l.today.Year() {
		return on.Plain()
	}
	return on.Short()
}

func (p pages) activityRows(r *web.Request, l logged) view.Rows {
	kinds, _ := p.set.List("activities")
	rows := view.Rows{Empty: "Nothing is written down yet."}
	for _, a := range l.activities {
		row := view.Row{When: l.when(a.On), Title: kinds.Label(a.Kind), Body: view.Text(a.Outcome), Note: view.Text(detail(a))}
		if a.By == l.me || l.supervises {
			row.Do = view.ButtonForm{Action: workLog + "/activity/back", Key: r.Key(),
				Hidden: []view.Hidden{{Name: "service", Value: l.service.Key}, {Name: "activity", Value: a.ID}},
				Button: view.Button{Text: "Take back", Unseen: ": " + kinds.Label(a.Kind) + ", " + l.when(a.On), Kind: view.Secondary, Flush: true}}
		}
		rows.Items = append(rows.Items, row)
	}
	return rows
}

func (p pages) activitiesPart(r *web.Request, l logged) view.Part {
	parts := view.Parts{view.H2("Beside the cases"), view.LinkButton{Text: "Write down an activity", Href: at(workLog+"/activity", l.service.Key)}, p.activityRows(r, l)}
	if !l.more && l.first {
		return parts
	}
	paging := view.Pagination{Of: "activities"}
	if l.more {
		last := l.activities[len(l.activities)-1]
		paging.Next = at(workLog, l.service.Key, [2]string{"on", string(last.On)}, [2]string{"before", last.ID})
	}
	if !l.first {
		paging.Previous = at(workLog, l.service.Key)
	}
	return append(parts, paging)
}

// detail says who wrote it down, how long it took and where it was.
func detail(a workforce.Activity) string {
	words := []string{a.Name}
	if a.Body != "" {
		words = append(words, a.Body)
	}
	if a.Minutes > 0 {
		words = append(words, count(a.Minutes, "minute", "minutes"))
	}
	if a.People > 0 {
		words = append(words, count(a.People, "person took part", "people took part"))
	}
	return strings.Join(words, " · ")
}

// activityPage is the form of one activity: what kind, what came of it.
func (p pages) activityPage(r *web.Request, a view.Answers) (view.Page, error) {
	s, err := p.mayWrite(r)
	if err != nil {
		return view.Page{}, err
	}
	kinds, _ := p.set.List("activities")
	var items []view.Choice
	for _, k := range kinds.Codes {
		items = append(items, view.Choice{Value: k.Key, Label: k.Label, Hint: k.Help})
	}
	return view.Page{Title: "An activity beside the cases", Section: workLog, Caption: s.Name, Back: &view.Back{Text: "Work log", Href: at(workLog, s.Key)},
		Body: view.Form{Action: workLog + "/activity", Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: s.Key}},
			Body: view.Parts{
				view.Radios{Name: "kind", Legend: "What kind?", LegendSize: "s", Items: items}.From(a),
				view.Textarea{Name: "outcome", Label: "What came of it?", LabelSize: "s", Rows: 3,
					Hint: "These words stand in the return as they are, for everybody who reads it. They are about our work: name nobody we support, and nothing that tells who it is."}.From(a),
				view.DateInput{Name: "on", Legend: "When was it?", LegendSize: "s"}.On(r.Now().Date()).From(a),
				view.TextInput{Name: "body", Label: "Which borough or body? (optional)", Hint: "Where there was one."}.From(a),
				view.TextInput{Name: "minutes", Label: "How many minutes? (optional)", InputMode: "numeric", Width: 4}.From(a),
				view.TextInput{Name: "people", Label: "How many people took part? (optional)", InputMode: "numeric", Width: 4}.From(a),
			},
			Submit: view.Button{Text: "Save"}, Beside: view.Link{Text: "Cancel", Href: at(workLog, s.Key)}}}, nil
}

// mayWrite gives the service of a form of the log.
func (p pages) mayWrite(r *web.Request) (catalogue.Service, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (catalogue.Service, error) {
		s, _, err := p.asked(ctx, v, r, workforce.ActLog)
		if err != nil {
			return s, err
		}
		return s, v.Authorize(ctx, workforce.ActLog, gate.On{Service: s.Key})
	})
}

// doActivity is POST /work-log/activity.
func (p pages) doActivity(r *web.Request) (web.Reply, error) {
	f := r.Form()
	kinds, _ := p.set.List("activities")
	cmd := workforce.RecordActivity{Service: f.Text("service"), Kinds: kinds, Kind: f.Text("kind"), Outcome: f.Text("outcome"), On: f.Date("on"),
		Minutes: f.Int("minutes"), People: f.Int("people"), Body: f.Text("body")}
	if err := do(r, cmd.Run); err != nil {
		return r.FormAgain(p.activityPage, err)
	}
	return web.SeeOther(at(workLog, cmd.Service)).Saying("It is in the log."), nil
}

// takeBackActivity is POST /work-log/activity/back.
func (p pages) takeBackActivity(r *web.Request) (web.Reply, error) {
	cmd := workforce.TakeBackActivity{Service: r.Form().Text("service"), Activity: r.Form().Text("activity")}
	if err := do(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(at(workLog, cmd.Service)).Saying("It is out of the log."), nil
}

// dayPage asks for another day than today.
func (p pages) dayPage(r *web.Request, a view.Answers) (view.Page, error) {
	s, err := p.mayWrite(r)
	if err != nil {
		return view.Page{}, err
	}
	var items []view.Choice
	for _, place := range s.Staff.Places {
		choice := view.Choice{Value: place.Key, Label: place.Name}
		if place.CoLocated {
			choice.Hint = "A day with a partner"
		}
		items = append(items, choice)
	}
	if len(items) == 0 {
		return view.Page{Title: "A day worked", Section: workLog, Caption: s.Name, Back: &view.Back{Text: "Work log", Href: at(workLog, s.Key)},
			Body: view.Para("The service’s file names no place where its days are worked.")}, nil
	}
	return view.Page{Title: "A day worked", Section: workLog, Caption: s.Name, Back: &view.Back{Text: "Work log", Href: at(workLog, s.Key)},
		Body: view.Form{Action: workLog + "/day", Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: s.Key}},
			Body: view.Parts{
				view.DateInput{Name: "on", Legend: "Which day?", LegendSize: "s"}.On(r.Now().Date()).From(a),
				view.Radios{Name: "place", Legend: "Where did you work?", LegendSize: "s", Items: items}.From(a)},
			Submit: view.Button{Text: "Save"}, Beside: view.Link{Text: "Cancel", Href: at(workLog, s.Key)}}}, nil
}

// doDay is POST /work-log/day.
func (p pages) doDay(r *web.Request) (web.Reply, error) {
	s, err := p.service(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	cmd := workforce.MarkDay{Service: s, On: f.Date("on"), Place: f.Text("place")}
	if err := do(r, cmd.Run); err != nil {
		return r.FormAgain(p.dayPage, err)
	}
	place, _ := s.Staff.Place(cmd.Place)
	return web.SeeOther(at(workLog, s.Key)).Saying(cmd.On.Short() + ": " + place.Name + "."), nil
}

// takeBackDay is POST /work-log/day/back.
func (p pages) takeBackDay(r *web.Request) (web.Reply, error) {
	f := r.Form()
	cmd := workforce.TakeBackDay{Service: f.Text("service"), On: f.Date("on")}
	err := do(r, cmd.Run)
	switch {
	case err == nil:
		return web.SeeOther(at(workLog, cmd.Service)).Saying("That day is not counted."), nil
	case errs.KindOf(err) == errs.Invalid:
		return r.FormAgain(p.dayPage, err)
	}
	return web.Reply{}, err
}
