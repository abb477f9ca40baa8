package demo

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/workforce"
)

// beside is what somebody did beside the cases, so many days ago.
type beside struct {
	who              post
	service          string
	ago              int
	kind, came, body string
	minutes, people  int
}

// besides is the last weeks' work that no count of cases shows.
var besides = []beside{
	{barnetWorker, "barnet-asb", 3, "working_group", "One list of repeat addresses for all agencies, kept by the council.", "Barnet ASB working group", 120, 11},
	{barnetWorker, "barnet-asb", 9, "practitioner_meeting", "How others explain closure orders to those who asked for one.", "Practitioners across London", 90, 24},
	{worker, "barnet-asb", 12, "cross_borough_powers", "A closure order asked for together; neighbours on both sides of the road are told the same.", "Haringey Council", 75, 5},
	{barnetWorker, "barnet-asb", 17, "relationship_building", "The new housing officers know whom to ring, and when.", "Larkwell Homes", 45, 4},
	{otherWorker, "pilot", 5, "relationship_building", "Shift leaders read out our number at the morning briefing.", "Darlington police station", 30, 9},
	{coach, "asc", 8, "practitioner_meeting", "Coaches compared how a first session begins.", "Coaches of the county", 90, 8},
}

// workLog is days worked and work beside the cases, of the last weeks.
func (w *world) workLog(ctx context.Context) error {
	kinds := w.list("activities")
	for _, b := range besides {
		t := w.begin(b.service, working(w.service(b.service, w.Now.Date()), w.Now.Date().AddDays(-b.ago)), 0)
		t.on(t.today(), 16, 30)
		did := workforce.RecordActivity{Service: b.service, Kinds: kinds, Kind: b.kind, Outcome: b.came, On: t.today(), Minutes: b.minutes, People: b.people, Body: b.body}
		if _, err := write(ctx, t, b.who, did.Run); err != nil {
			return err
		}
	}
	for _, d := range []struct {
		who     post
		service string
		places  []string // one day after the other
	}{
		{barnetWorker, "barnet-asb", []string{"own_office", "business_park", "business_park"}},
		{otherWorker, "pilot", []string{"darlington_police", "darlington_police", "own_office", "darlington_police", "cleveland_police"}},
		{officer, "pilot", []string{"cleveland_police", "cleveland_police", "own_office"}},
	} {
		if err := w.weeks(ctx, d.who, w.service(d.service, w.Now.Date()), d.places); err != nil {
			return err
		}
	}
	return nil
}

// weeks notes the days of three weeks at places that come round each week, up to yesterday.
func (w *world) weeks(ctx context.Context, who post, s catalogue.Service, places []string) error {
	day := w.Now.Date().AddDays(-21)
	for n := 0; day < w.Now.Date(); day = day.AddDays(1) {
		weekday := (int(day.Weekday()) + 6) % 7 // Monday is 0
		if !s.Hours.OpenOn(day) || weekday >= len(places) {
			continue
		}
		t := w.begin(s.Key, day, n)
		t.on(day, 9, 20)
		if err := none(write(ctx, t, who, workforce.MarkDay{Service: s, On: day, Place: places[weekday]}.Run)); err != nil {
			return err
		}
		n++
	}
	return nil
}
