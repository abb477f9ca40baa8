package apptest_test

import (
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/workforce"
)

// workforceCommands are the rows of the people who do the work.
func workforceCommands() []command {
	return []command{
		{name: "workforce.RecordActivity", reach: ofOffice, events: []string{"staff log.activity recorded"}, make: func(s subject) act { return does(s.activity().Run) }},
		{name: "workforce.TakeBackActivity", reach: ofOffice, events: []string{"staff log.activity taken back"}, make: func(s subject) act {
			activity, err := gate.Write(s.worker(), s.a.Gate, "", s.activity().Run)
			if err != nil {
				s.t.Fatal(err)
			}
			return does(workforce.TakeBackActivity{Service: home, Activity: activity}.Run)
		}},
		{name: "workforce.MarkDay", reach: ofOffice, events: []string{"staff log.day marked"}, make: func(s subject) act {
			return does(workforce.MarkDay{Service: s.service, On: s.today(), Place: "own_office"}.Run)
		}},
		{name: "workforce.TakeBackDay", reach: ofOffice, events: []string{"staff log.day taken back"}, make: func(s subject) act {
			s.do(s.worker(), does(workforce.MarkDay{Service: s.service, On: s.today(), Place: "business_park"}.Run))
			return does(workforce.TakeBackDay{Service: home, On: s.today()}.Run)
		}},
	}
}

func (s subject) today() clock.Date { return s.a.Clock.Now().Date() }

// activity is something done beside the cases, as it should be written down.
func (s subject) activity() workforce.RecordActivity {
	kinds, _ := s.a.Catalogue.List("activities")
	return workforce.RecordActivity{Service: home, Kinds: kinds, Kind: "working_group", Outcome: "A shared list of repeat addresses.", On: s.today()}
}
