package casework_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

func watch(t *testing.T, w *caseworktest.World, as context.Context, which casework.Watch) casework.TeamDay {
	t.Helper()
	d, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
		return casework.TeamWatch(ctx, v, w.Service(t, barnet), w.Set.RiskStages, which)
	})
	if err != nil {
		t.Fatalf("%s: %v", which, err)
	}
	return d
}

// Every count of a supervisor's page is the length of its list, and each list holds what it says; a worker and
// another service's supervisor have no such page.
func TestTeamCountsAreItsLists(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		service := w.Service(t, barnet)
		first, second, free := w.Open(t, worker, barnet), w.Open(t, worker, barnet), w.Open(t, worker, barnet)
		for _, c := range []casework.Case{first, second} {
			caseworktest.Do(t, w, over, casework.Allocate{Case: c.ID, Version: c.Version, Service: service, Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		}
		promise := func(due clock.Date) string {
			return caseworktest.Do(t, w, worker, casework.MakePromise{Case: first.ID, Service: service, What: "Ring", Due: due}.Run)
		}
		settle := func(which string, s casework.SettlePromise) {
			s.Case, s.Service, s.Promise, s.Version = first.ID, service, which, 1
			caseworktest.Do(t, w, worker, s.Run)
		}
		onTime, late, withdrawn := promise("2026-11-20"), promise("2026-11-20"), promise("2026-11-24")
		promise("2026-11-20") // and this one is broken
		settle(onTime, casework.SettlePromise{Kept: true})
		settle(withdrawn, casework.SettlePromise{Why: casework.Withdrawals[0]})
		caseworktest.Do(t, w, worker, casework.RaiseActNow{Folder: second.Folder, Kind: casework.Arson, What: "Petrol"}.Run)
		caseworktest.Do(t, w, over, casework.Wait{Case: free.ID, Reason: casework.WaitReasons[0]}.Run)
		walk := &walker{World: w, t: t, worker: worker, supervisor: over, c: second}
		walk.ask("asb-matrix", assessment.Before)
		w.Clock.Set(clock.NewDate(2026, time.November, 25).At(9, 0)) // first contact was due on the 23rd
		settle(late, casework.SettlePromise{Kept: true})

		want := map[casework.Watch]int{casework.WatchAlarms: 1, casework.WatchStopped: 0, casework.WatchBroken: 1, casework.WatchLate: 3, casework.WatchWaiting: 1,
			casework.WatchUnowned: 1, casework.WatchUnassessed: 0, casework.WatchKept: 1, casework.WatchKeptLate: 1, casework.WatchWithdrawn: 1, casework.WatchUp: 0}
		if d := watch(t, w, over, ""); d.Which != casework.WatchAlarms || len(d.Rows) != 1 {
			t.Errorf("unasked the page shows %s with %d rows, not the alarm", d.Which, len(d.Rows))
		}
		for _, which := range casework.Watches {
			d := watch(t, w, over, which)
			if d.Counts[which] != len(d.Rows) || len(d.Rows) != want[which] {
				t.Errorf("%s: counted %d, listed %d, want %d", which, d.Counts[which], len(d.Rows), want[which])
			}
			for _, r := range d.Rows {
				if r.Initials.Text() == "" || r.Reference == "" {
					t.Errorf("%s: a row of nobody: %+v", which, r)
				}
			}
		}
		for name, as := range map[string]context.Context{"a worker": worker, "another service's": w.Staff(t, "Una Sims", access.Supervisor, "harmony")} {
			_, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
				return casework.TeamWatch(ctx, v, service, w.Set.RiskStages, casework.WatchLate)
			})
			if errs.KindOf(err) != errs.NotFound && errs.KindOf(err) != errs.Forbidden {
				t.Errorf("%s sees the team's page: %v", name, err)
			}
		}
	})
}

// An assessment is missing once the service's own file wants it: when the clock of the stage that asks for it has run out, or
// a case is past that stage; not while first contact is still being made.
func TestUnassessed(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		walk := &walker{World: w, t: t, worker: worker, supervisor: over, role: access.CaseWorker, c: w.Open(t, worker, barnet)}
		walk.allocate()
		missing := func(when string, want int) {
			t.Helper()
			d := watch(t, w, over, casework.WatchUnassessed)
			if len(d.Rows) != want || d.Counts[casework.WatchUnassessed] != want {
				t.Errorf("%s: listed %d, counted %d, want %d", when, len(d.Rows), d.Counts[casework.WatchUnassessed], want)
			}
		}
		missing("at first contact", 0)
		walk.reach()
		walk.confirm("who_passed_details")
		walk.advance("reached", "needs")
		missing("at the stage that asks for it", 0)
		w.Clock.Set(walk.c.StageDue + 1)
		missing("when its clock has run out", 1)
		walk.ask("asb-matrix", assessment.Before)
		missing("when it was asked", 0)

		brought := w.Refer(t, barnet, w.Someone(8)) // with a list of cases kept before
		caseworktest.Do(t, w, w.System(t, "cli"), casework.TakeOver{Referral: brought.Referral, Service: w.Service(t, barnet), Stage: "plan", Named: true,
			Worker: w.Account(t, "Nell Carter")}.Run)
		missing("when a case is past it", 1)
	})
}

// The pool of victim care officers: to agree with the police, waiting, unsafe; each count is its list's, on My day
// as on the pool's own page.
func TestPool(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		officer, nell := w.Staff(t, "Olu Pike", access.VictimCareOfficer, pilot), w.Staff(t, "Nell Carter", access.CaseWorker, pilot)
		agree, waits, unsafe := w.Open(t, officer, pilot), w.Open(t, officer, pilot), w.Open(t, officer, pilot)
		for _, c := range []casework.Case{waits, unsafe} {
			walk := &walker{World: w, t: t, worker: officer, supervisor: officer, c: c}
			walk.agree()
		}
		if _, err := w.Call(t, officer, unsafe, casework.SomeoneElse); err != nil {
			t.Fatal(err)
		}
		fresh := w.Refer(t, pilot, w.Someone(9)) // accepted, and nobody has picked it up
		taken := w.Open(t, officer, pilot)       // picked up and given to somebody, and still to be agreed
		caseworktest.Do(t, w, w.Staff(t, "Sam Reid", access.Supervisor, pilot), casework.Allocate{Case: taken.ID, Version: taken.Version, Service: w.Service(t, pilot),
			Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		want := map[casework.Pooled][]id.Reference{casework.PoolToAgree: {agree.Reference, fresh.Reference, taken.Reference},
			casework.PoolWaiting: {waits.Reference}, casework.PoolUnsafe: {unsafe.Reference}}
		service := w.Service(t, pilot)
		stage, _, _ := w.Set.JointStage(service)
		today := day(t, w, officer).Calls
		for _, which := range casework.Pooleds {
			var counts casework.Pool
			listed, err := gate.Read(officer, w.Gate, func(ctx context.Context, v *gate.View) (refs []id.Reference, err error) {
				if which == casework.PoolToAgree {
					by, err := casework.CountToAgree(ctx, v, map[string]catalogue.Stage{pilot: stage})
					if err != nil {
						return nil, err
					}
					counts.ToAgree = by[pilot]
					rows, err := casework.ToAgree(ctx, v, service, stage)
					for _, r := range rows {
						refs = append(refs, r.Reference)
					}
					return refs, err
				}
				var rows []casework.Row
				counts, rows, err = casework.PoolList(ctx, v, w.Set.Services(), which)
				for _, r := range rows {
					refs = append(refs, r.Case.Reference)
				}
				return refs, err
			})
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(listed)
			slices.Sort(want[which])
			if n := len(listed); !slices.Equal(listed, want[which]) || counts.Of(which) != n || today.Of(which) != n {
				t.Errorf("%s: listed %v, want %v; counted %d, on My day %d", which, listed, want[which], counts.Of(which), today.Of(which))
			}
		}
		if d := day(t, w, nell); d.Officer || d.Calls != (casework.Pool{}) {
			t.Errorf("a case worker has a pool: %+v", d.Calls)
		}
	})
}

// A coach has two lists: her clients, and her sessions that are still to be written up.
func TestCoachDay(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		coach, over := w.Staff(t, "Nell Carter", access.Coach, "asc"), w.Staff(t, "Sam Reid", access.Supervisor, "asc")
		service := w.Service(t, "asc")
		c := w.Open(t, w.Staff(t, "Olu Pike", access.Administrator, "asc"), "asc")
		caseworktest.Do(t, w, over, casework.Allocate{Case: c.ID, Version: c.Version, Service: service, Worker: w.Account(t, "Nell Carter"), Role: access.Coach}.Run)
		for _, note := range []string{"", "We made a list"} {
			caseworktest.Do(t, w, coach, casework.RecordSession{Case: c.ID, Service: service, Strand: "listening", On: "2026-11-19", Note: note}.Run)
		}
		mine := func() casework.CoachDay {
			d, err := gate.Read(coach, w.Gate, func(ctx context.Context, v *gate.View) (casework.CoachDay, error) {
				return casework.MyCoaching(ctx, v, w.Set.Services())
			})
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		d := mine()
		if len(d.Clients) != 1 || d.Clients[0].Sessions != 2 || len(d.Unwritten) != 1 || d.Unwritten[0].Number != 1 {
			t.Fatalf("clients %+v, to write up %+v", d.Clients, d.Unwritten)
		}
		now := w.Case(t, coach, c.ID)
		caseworktest.Do(t, w, coach, casework.ReferOnward{Case: c.ID, List: w.List(t, "onward-services"), Code: "housing_support", Agreed: true, On: "2026-11-10"}.Run)
		caseworktest.Do(t, w, coach, casework.PauseClock{Case: c.ID, Version: now.Version, List: w.List(t, "pause-reasons"), Reason: "away", BackOn: "2026-11-26"}.Run)
		if d := mine(); len(d.Waits) != 2 || d.Waits[0].Kind != casework.AwaitsPerson || d.Waits[1].Kind != casework.AwaitsAnswer {
			t.Errorf("the clock to look at again comes first: %+v", d.Waits)
		}
		write := casework.WriteUp{Case: c.ID, Session: d.Unwritten[0].Session, Note: "We talked about the stairs"}
		if _, err := gate.Write(over, w.Gate, "", write.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("somebody else writes it up: %v", err)
		}
		caseworktest.Do(t, w, coach, write.Run)
		if d := mine(); len(d.Unwritten) != 0 {
			t.Errorf("still to write up: %+v", d.Unwritten)
		}
		if _, err := gate.Write(coach, w.Gate, "", write.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("written up twice: %v", err)
		}
	})
}
