package demo

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/workforce"
)

// beside is what somebody did beside the cases.
type beside struct {
	who              post
	service          string
	on               clock.Date
	kind, came, body string
	minutes, people  int
}

// works is where somebody works her days of a stretch, one place after the other from Monday on.
type works struct {
	who      post
	service  string
	from, to clock.Date
	places   []string
}

// stands is how a post stood when its supervisor looked at it.
type stands struct {
	post  string // a name of ours, by which looks at one post belong together
	on    clock.Date
	looks workforce.Post
}

// barnetLog is the Barnet project's work beside its cases in 2017 to 2018: what the printed report tells in words. It gives
// no days, so they are made up, and so is the half year in which the project began to sit with its partners.
func (w *world) barnetLog(ctx context.Context) error {
	return w.log(ctx, []beside{
		{barnetWorker, "barnet-asb", "2017-05-10", "working_group", "The police are at the table; they now send people to us straight from the group.", "Barnet ASB working group", 120, 12},
		{barnetWorker, "barnet-asb", "2017-06-14", "practitioner_meeting", "Best practice, and what is new in policy on anti-social behaviour.", "Victim Support ASB practitioners", 180, 15},
		{barnetWorker, "barnet-asb", "2017-09-20", "practitioner_meeting", "How other boroughs use the newer powers, and what their residents are told.", "Capsticks ASB Leads, pan-London", 180, 30},
		{barnetWorker, "barnet-asb", "2017-10-05", "relationship_building", "In one building we find out sooner what is known of a person’s risks and needs.", "MASH and CAFT teams", 60, 6},
		{barnetWorker, "barnet-asb", "2017-11-15", "working_group", "Partners raise with us what they could not settle by themselves.", "Barnet ASB working group", 120, 11},
		{barnetWorker, "barnet-asb", "2018-01-18", "relationship_building", "Victim awareness training is asked for again; referrals have gone up since the first.", "Police in Barnet", 45, 5},
		{barnetWorker, "barnet-asb", "2018-02-07", "cross_borough_powers", "Boroughs apply the newer powers differently. The differences are written down for people who live on a border.", "Capsticks ASB Leads, pan-London", 120, 26},
		{barnetWorker, "barnet-asb", "2018-03-14", "practitioner_meeting", "What a MARAC needs from a project like ours.", "ASB MARAC sub-group", 90, 9},
	}, []works{
		{barnetWorker, "barnet-asb", "2017-04-03", "2017-09-29", []string{"own_office", "own_office", "own_office"}},
		{barnetWorker, "barnet-asb", "2017-10-02", "2018-03-30", []string{"own_office", "business_park", "business_park"}},
	})
}

// pilotLog is where the pilot's people sat in 2015 to 2016 and how its posts stood. All of it is made up: the decision record asks
// for the posts and names the risk that nobody suitable is found in time.
func (w *world) pilotLog(ctx context.Context) error {
	if err := w.log(ctx, []beside{
		{otherWorker, "pilot", "2015-11-12", "relationship_building", "Shift leaders read out our number at the morning briefing.", "Darlington police station", 30, 9},
		{officer, "pilot", "2016-01-20", "working_group", "One list of what is passed on, and by when, for both control rooms.", "Project board", 90, 7},
	}, []works{
		{officer, "pilot", "2015-09-01", "2016-02-29", []string{"cleveland_police", "cleveland_police", "own_office", "cleveland_police", "cleveland_police"}},
		{otherWorker, "pilot", "2015-10-12", "2016-02-29", []string{"darlington_police", "darlington_police", "darlington_police", "own_office"}},
	}); err != nil {
		return err
	}
	return w.posts(ctx, "pilot", "2016-03-01", []stands{
		{"officer", "2015-09-01", workforce.Post{Role: access.VictimCareOfficer, Share: 100, State: workforce.Filled, Since: "2015-09-01", Difficulty: "none"}},
		{"administrator", "2015-09-01", workforce.Post{Role: access.Administrator, Share: 50, State: workforce.Filled, Since: "2015-09-01", Difficulty: "none", Note: "Works across both areas."}},
		{"worker", "2015-09-01", workforce.Post{Role: access.CaseWorker, Share: 100, State: workforce.Vacant, Since: "2015-09-01", Adverts: 1, Difficulty: "serious",
			Note: "Few applied, and none had worked both with victims and with the police. Advertised again, more widely.", AgainOn: "2015-09-22"}},
		{"worker", "2015-09-22", workforce.Post{Role: access.CaseWorker, Share: 100, State: workforce.Vacant, Since: "2015-09-01", Adverts: 2, Difficulty: "some",
			Note: "Offered to somebody with the skills, who has to give notice first.", AgainOn: "2015-10-12"}},
		{"worker", "2015-10-12", workforce.Post{Role: access.CaseWorker, Share: 100, State: workforce.Filled, Since: "2015-10-12", Difficulty: "none"}},
		{"second worker", "2015-11-02", workforce.Post{Role: access.CaseWorker, Share: 100, State: workforce.Vacant, Since: "2015-10-26", Adverts: 2, Difficulty: "serious",
			Note: "Two rounds without anybody who has the skills. A worker of the transfer helps out on three days.", AgainOn: "2015-12-01"}},
	})
}

// workLog is days worked, work beside the cases and posts, of the last weeks.
func (w *world) workLog(ctx context.Context) error {
	today := w.Now.Date()
	ago := func(service string, days int) clock.Date {
		return working(w.service(service, today), today.AddDays(-days))
	}
	from, to := today.AddDays(-21), today.AddDays(-1)
	if err := w.log(ctx, []beside{
		{barnetWorker, "barnet-asb", ago("barnet-asb", 3), "working_group", "One list of repeat addresses for all agencies, kept by the council.", "Barnet ASB working group", 120, 11},
		{barnetWorker, "barnet-asb", ago("barnet-asb", 9), "practitioner_meeting", "How others explain closure orders to those who asked for one.", "Practitioners across London", 90, 24},
		{worker, "barnet-asb", ago("barnet-asb", 12), "cross_borough_powers", "A closure order asked for together; neighbours on both sides of the road are told the same.", "Haringey Council", 75, 5},
		{barnetWorker, "barnet-asb", ago("barnet-asb", 17), "relationship_building", "The new housing officers know whom to ring, and when.", "Larkwell Homes", 45, 4},
		{otherWorker, "pilot", ago("pilot", 5), "relationship_building", "Shift leaders read out our number at the morning briefing.", "Darlington police station", 30, 9},
		{coach, "asc", ago("asc", 8), "practitioner_meeting", "Coaches compared how a first session begins.", "Coaches of the county", 90, 8},
	}, []works{
		{barnetWorker, "barnet-asb", from, to, []string{"own_office", "business_park", "business_park"}},
		{otherWorker, "pilot", from, to, []string{"darlington_police", "darlington_police", "own_office", "darlington_police", "cleveland_police"}},
		{officer, "pilot", from, to, []string{"cleveland_police", "cleveland_police", "own_office"}},
	}); err != nil {
		return err
	}
	return w.posts(ctx, "pilot", "", []stands{
		{"administrator of today", ago("pilot", 40), workforce.Post{Role: access.Administrator, Share: 50, State: workforce.Filled, Since: ago("pilot", 200), Difficulty: "none", Note: "Works across both areas."}},
		{"worker of today", ago("pilot", 40), workforce.Post{Role: access.CaseWorker, Share: 100, Areas: []string{"E06000005"}, State: workforce.Vacant, Since: ago("pilot", 60), Adverts: 2,
			Difficulty: "serious", Note: "Nobody with the skills has applied. The notice goes to colleges next.", AgainOn: today.AddDays(-2)}},
	})
}

// log writes down activities and days, each on its own date.
func (w *world) log(ctx context.Context, besides []beside, days []works) error {
	kinds := w.list("activities")
	for _, b := range besides {
		t := w.begin(b.service, b.on, 0)
		t.on(b.on, 16, 30)
		did := workforce.RecordActivity{Service: b.service, Kinds: kinds, Kind: b.kind, Outcome: b.came, On: t.today(), Minutes: b.minutes, People: b.people, Body: b.body}
		if _, err := write(ctx, t, b.who, did.Run); err != nil {
			return err
		}
	}
	for _, d := range days {
		if err := w.weeks(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// weeks notes the days of a stretch at places that come round each week.
func (w *world) weeks(ctx context.Context, d works) error {
	for day := d.from; day <= d.to; day = day.AddDays(1) {
		s := w.service(d.service, day)
		weekday := (int(day.Weekday()) + 6) % 7 // Monday is 0
		if !s.Hours.OpenOn(day) || weekday >= len(d.places) {
			continue
		}
		t := w.begin(s.Key, day, 0)
		t.on(day, 9, 20)
		if err := none(write(ctx, t, d.who, workforce.MarkDay{Service: s, On: day, Place: d.places[weekday]}.Run)); err != nil {
			return err
		}
	}
	return nil
}

// posts writes down how posts stood, in the order of the days, and that they ended on a day, if they did.
func (w *world) posts(ctx context.Context, service string, ended clock.Date, looks []stands) error {
	if !ended.IsZero() {
		ends := map[string]bool{}
		for _, l := range slices.Backward(looks) {
			if !ends[l.post] {
				ends[l.post] = true
				l.looks.State, l.looks.Since, l.looks.AgainOn, l.on = workforce.Ended, ended, "", ended
				looks = append(looks, l)
			}
		}
	}
	last := map[string]string{}
	for _, l := range looks {
		t := w.begin(service, l.on, 0)
		t.on(l.on, 15, 10)
		cmd := workforce.LookAtPost{Service: t.service, Roles: w.list("roles"), Difficulties: w.list("recruiting"), Post: l.looks}
		cmd.Look = last[l.post]
		look, err := write(ctx, t, supervisor, cmd.Run)
		if err != nil {
			return err
		}
		last[l.post] = look
	}
	return nil
}
