package apptest_test

import (
	"sync/atomic"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
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

		{name: "workforce.Describe", reach: ofOffice, role: access.Supervisor, events: []string{"staff.described"}, make: func(s subject) act {
			return does(s.describe(s.a.Account(s.t, access.Mediator, home)).Run)
		}},
		{name: "workforce.TakeOver", reach: ofOffice, role: access.Supervisor, events: []string{"staff.supervisor changed"}, make: func(s subject) act {
			s.register(s.Worker)
			return does(workforce.TakeOver{Service: home, Account: s.Worker, Supervisor: s.a.Account(s.t, access.EngagementOfficer, home)}.Run)
		}},
		{name: "workforce.RecordCheck", reach: ofOffice, role: access.Supervisor, events: []string{"staff.check recorded"}, make: func(s subject) act {
			return does(workforce.RecordCheck{Service: s.service, Account: s.register(s.Worker), Kind: "dbs", On: s.today()}.Run)
		}},
		{name: "workforce.Supervise", reach: ofOffice, role: access.Supervisor, events: []string{"staff.supervised"}, make: func(s subject) act {
			return does(workforce.Supervise{Service: s.service, Account: s.register(s.Worker), Next: s.today()}.Run)
		}},
		{name: "workforce.ClaimExpense", reach: ofOffice, events: []string{"staff.expense claimed"}, make: func(s subject) act {
			s.register(s.Worker)
			return does(s.expense().Run)
		}},
		{name: "workforce.DecideExpense", reach: ofOffice, role: access.Supervisor, events: []string{"staff.expense decided"}, make: func(s subject) act {
			s.register(s.Worker)
			claimed, err := gate.Write(s.worker(), s.a.Gate, "", s.expense().Run)
			if err != nil {
				s.t.Fatal(err)
			}
			return does(workforce.DecideExpense{Service: home, Account: s.Worker, Expense: claimed, Approve: true}.Run)
		}},
		{name: "workforce.CheckIn", reach: ofOffice, events: []string{"staff.checked in"}, make: func(s subject) act {
			s.register(s.Worker)
			return does(workforce.CheckIn{Service: home, Answer: workforce.Fine}.Run)
		}},
		{name: "workforce.AnswerCheckIn", reach: ofOffice, role: access.Supervisor, events: []string{"staff.check-in answered"}, make: func(s subject) act {
			s.register(s.Worker)
			said, err := gate.Write(s.worker(), s.a.Gate, "", workforce.CheckIn{Service: home, Answer: workforce.Talk}.Run)
			if err != nil {
				s.t.Fatal(err)
			}
			return does(workforce.AnswerCheckIn{Service: home, Account: s.Worker, CheckIn: said, On: s.today()}.Run)
		}},
		{name: "workforce.NoteThanks", reach: ofOffice, events: []string{"staff.thanks noted"}, make: func(s subject) act {
			s.register(s.Worker)
			return does(workforce.NoteThanks{Service: home, Words: "A card with a heron on it"}.Run)
		}},
		{name: "workforce.Unsay", reach: ofOffice, events: []string{"staff.taken back"}, make: func(s subject) act {
			s.register(s.Worker)
			said, err := gate.Write(s.worker(), s.a.Gate, "", workforce.NoteThanks{Service: home, Words: "A card"}.Run)
			if err != nil {
				s.t.Fatal(err)
			}
			return does(workforce.Unsay{Service: home, Said: said}.Run)
		}},
		{name: "workforce.StartPlacement", reach: ofOffice, role: access.Supervisor, events: []string{"staff.placement started"}, make: func(s subject) act {
			s.register(s.Worker)
			return does(s.placement().Run)
		}},
		{name: "workforce.DropPlacement", reach: ofOffice, role: access.Supervisor, events: []string{"staff.placement dropped"}, make: func(s subject) act {
			s.register(s.Worker)
			started, err := gate.Write(s.a.As(s.t, access.Supervisor, home), s.a.Gate, "", s.placement().Run)
			if err != nil {
				s.t.Fatal(err)
			}
			return does(workforce.DropPlacement{Service: home, Account: s.Worker, Placement: started}.Run)
		}},
		{name: "workforce.LookAtPost", reach: ofOffice, role: access.Supervisor, events: []string{"staff.post looked at"}, make: func(s subject) act {
			roles, _ := s.a.Catalogue.List("roles")
			difficulties, _ := s.a.Catalogue.List("recruiting")
			return does(workforce.LookAtPost{Service: s.service, Roles: roles, Difficulties: difficulties, Post: workforce.Post{Role: access.Administrator, Share: 50,
				State: workforce.Filled, Since: s.today(), Difficulty: "none"}}.Run)
		}},
		{name: "workforce.GoAway", reach: ofOffice, events: []string{"staff.went away"}, make: func(s subject) act {
			return does(workforce.GoAway{Service: home, Account: s.Worker, From: s.today(), Until: s.today()}.Run)
		}},
		{name: "workforce.ComeBack", reach: ofOffice, events: []string{"staff.came back"}, make: func(s subject) act {
			s.do(s.worker(), does(workforce.GoAway{Service: home, Account: s.Worker, From: s.today(), Until: s.today()}.Run))
			return does(workforce.ComeBack{Service: home, Account: s.Worker}.Run)
		}},
		{name: "casework.NoteWishes", events: []string{"case.wishes noted"}, make: func(s subject) act {
			return does(casework.NoteWishes{Case: s.ID, Lists: workforce.ListsOf(s.a.Catalogue), Wishes: casework.Wishes{Language: "farsi"}}.Run)
		}},
		{name: "casework.Cover", reach: ofOffice, role: access.Supervisor, make: func(s subject) act {
			return does(casework.Cover{Service: s.service, Absent: s.Worker, By: "nobody"}.Run)
		}},
		{name: "casework.HandOver", reach: ofOffice, role: access.Supervisor, make: func(s subject) act {
			return does(casework.HandOver{Service: s.service}.Run)
		}},
		{name: "casework.LetGo", part: "of the program's own work after an account was suspended: no person may"},
	}
}

// placement is of a day on which no placement before it was.
func (s subject) placement() workforce.StartPlacement {
	on := s.today().AddDays(int(placements.Add(1)))
	return workforce.StartPlacement{Service: home, Account: s.Worker, Institution: "A university", Study: "Criminology, year 3", From: on, Until: on,
		Supervisor: s.a.Account(s.t, access.Supervisor, home)}
}

var placements atomic.Int64

// describe puts somebody into the register, as a student, so that she can have a placement.
func (s subject) describe(account id.Account) workforce.Describe {
	return described(s.t, s.a, home, account)
}

func described(t *testing.T, a *apptest.App, service string, account id.Account) workforce.Describe {
	return workforce.Describe{Service: a.Service(t, service), Lists: workforce.ListsOf(a.Catalogue), Account: account, Engaged: workforce.Student,
		Supervisor: a.Account(t, access.Supervisor, service)}
}

// register puts somebody into the register, with the supervisor who is to try commands on her.
func (s subject) register(account id.Account) id.Account {
	s.t.Helper()
	putInRegister(s.t, s.a, home, account)
	return account
}

// putInRegister puts somebody into a service's register under its supervisor; one who is in it gets that
// supervisor back.
func putInRegister(t *testing.T, a *apptest.App, service string, account id.Account) {
	t.Helper()
	supervisor := a.As(t, access.Supervisor, service)
	_, err := gate.Write(supervisor, a.Gate, "", described(t, a, service, account).Run)
	if errs.KindOf(err) == errs.Stale { // she is in it, and an earlier command may have given her another
		back := workforce.TakeOver{Service: service, Account: account, Supervisor: a.Account(t, access.Supervisor, service)}
		if _, err = gate.Write(supervisor, a.Gate, "", back.Run); errs.KindOf(err) == errs.Invalid {
			err = nil
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// plantStaff fills what is said about a worker: about somebody whose record no walk opens as herself.
func plantStaff(s subject) {
	office := s.a.Account(s.t, access.Administrator, home)
	supervisor, account := s.a.As(s.t, access.Supervisor, home), s.register(office)
	claim := s.expense()
	claim.What = sing(access.Staff)
	s.do(s.a.As(s.t, access.Administrator, home), does(claim.Run))
	// What has a page of one's own is planted about the supervisor, who may be shown a staff record: that page is walked too.
	engagement := described(s.t, s.a, home, s.a.Account(s.t, access.Supervisor, home))
	engagement.Supervisor = s.a.Account(s.t, access.EngagementOfficer, home)
	s.do(s.a.As(s.t, access.EngagementOfficer, home), does(engagement.Run))
	s.do(supervisor, does(workforce.CheckIn{Service: home, Answer: workforce.Hard, Words: sing(access.Staff)}.Run))
	s.do(supervisor, does(workforce.NoteThanks{Service: home, Words: sing(access.Staff)}.Run))
	s.do(supervisor, does(workforce.RecordCheck{Service: s.service, Account: account, Kind: "dbs", On: s.today(), Detail: sing(access.Staff)}.Run))
	s.do(supervisor, does(workforce.Supervise{Service: s.service, Account: account, Held: s.today(), Note: sing(access.Staff)}.Run))
}

// expense is what a worker claims.
func (s subject) expense() workforce.ClaimExpense {
	kinds, _ := s.a.Catalogue.List("expense-kinds")
	return workforce.ClaimExpense{Service: home, Kinds: kinds, Kind: "fares", On: s.today(), Pence: 420, What: "To the civic centre and back"}
}

func (s subject) today() clock.Date { return s.a.Clock.Now().Date() }

// activity is something done beside the cases, as it should be written down.
func (s subject) activity() workforce.RecordActivity {
	kinds, _ := s.a.Catalogue.List("activities")
	return workforce.RecordActivity{Service: home, Kinds: kinds, Kind: "working_group", Outcome: "A shared list of repeat addresses.", On: s.today()}
}
