package casework_test

import (
	"context"
	"strings"
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
	"goldenthread/internal/store"
)

// One key keeps a promise and makes the next, on the service's default day; a broken one stays until
// somebody deals with it.
func TestPromises(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		service := w.Service(t, barnet)
		c := w.Open(t, worker, barnet)
		caseworktest.Do(t, w, worker, casework.MakePromise{Case: c.ID, Service: service, What: "Say what the council decided"}.Run)
		p := w.Page(t, worker, c)
		open := p.Promises()
		if want := clock.NewDate(2026, time.November, 26).At(17, 0); len(open) != 1 || open[0].Due != want {
			t.Fatalf("the promise: %+v, want due %v", open, want)
		}
		if got := len(day(t, w, worker).Promises); got != 0 {
			t.Errorf("%d promises today, want none", got)
		}
		w.Clock.Set(clock.NewDate(2026, time.November, 27).At(9, 0))
		d := day(t, w, worker)
		if len(d.Promises) != 1 || d.Promises[0].What.Text() != "Say what the council decided" {
			t.Fatalf("a broken promise is not on the day: %+v", d.Promises)
		}
		one := d.Promises[0]
		keep := casework.SettlePromise{Case: c.ID, Service: service, Promise: one.ID, Version: one.Version, Kept: true, Next: "Ring with what has happened"}
		caseworktest.Do(t, w, worker, keep.Run)
		if _, err := gate.Write(worker, w.Gate, "", keep.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("kept twice: %v", err)
		}
		p = w.Page(t, worker, c)
		open = p.Promises()
		if want := clock.NewDate(2026, time.December, 4).At(17, 0); len(open) != 1 || open[0].Due != want {
			t.Errorf("the next promise: %+v, want due %v", open, want)
		}
		withdraw := casework.SettlePromise{Case: c.ID, Service: service, Promise: open[0].ID, Version: open[0].Number}
		if _, err := gate.Write(worker, w.Gate, "", withdraw.Run); len(errs.FieldsOf(err)) != 1 {
			t.Errorf("withdrawn without a reason: %v", err)
		}
		yesterday := casework.MakePromise{Case: c.ID, Service: service, Due: "2026-11-26"}
		if _, err := gate.Write(worker, w.Gate, "", yesterday.Run); len(errs.FieldsOf(err)) != 2 {
			t.Errorf("a promise without words for a day that is gone: %v", err)
		}
	})
}

// A case that nobody has is on the day of those who do its stage, also where the stage has no clock; and once it is
// closed, asking how it is waits for them as well. A check that a reason demands can't be left out.
func TestNobodysCaseIsOnADay(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, boss := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		walk := &walker{t: t, World: w, worker: worker, supervisor: boss, role: access.CaseWorker, c: w.Open(t, worker, barnet)}
		walk.toOffer()
		if got := len(day(t, w, worker).Pool); got != 1 {
			t.Errorf("what is offered: on the case worker's day %d, want 1", got)
		}
		if got := len(day(t, w, boss).Pool); got != 0 {
			t.Errorf("what is offered: on the supervisor's day %d, want 0", got)
		}
		walk.advance("support", "allocate")
		if got := len(day(t, w, boss).Pool); got != 0 {
			t.Errorf("a case to be given in two days is on today's: %d", got)
		}
		w.Clock.Advance(3 * 24 * time.Hour)
		if got := len(day(t, w, boss).Pool); got != 1 {
			t.Errorf("a case to be given: on the supervisor's day %d, want 1", got)
		}
		c := walk.now()
		end := casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Reason: "goals_met", ExitNotDone: catalogue.NotAsked[0], NoCheck: true}
		if _, err := gate.Write(worker, w.Gate, "", end.Run); len(errs.FieldsOf(err)) != 1 || errs.FieldsOf(err)[0].Name != "check" {
			t.Errorf("closed without the check that the reason demands: %v", err)
		}
		other := w.Open(t, worker, barnet)
		if none := caseworktest.Do(t, w, worker, casework.Close{Case: other.ID, Version: other.Version, Service: end.Service, Reason: "moved_away", NoCheck: true}.Run); none.CheckOn != "" {
			t.Errorf("no check was wanted, and one is due %s", none.CheckOn)
		}
		never := w.Open(t, worker, barnet)
		if none := caseworktest.Do(t, w, worker, casework.Close{Case: never.ID, Version: never.Version, Service: end.Service, Reason: "declined"}.Run); none.CheckOn != "" {
			t.Errorf("whoever does not want support is asked how they are on %s", none.CheckOn)
		}
		end.NoCheck = false
		closed := caseworktest.Do(t, w, worker, end.Run)
		w.Clock.Set(closed.CheckOn.At(10, 0))
		d := day(t, w, worker)
		if len(d.Pool) != 1 || d.Pool[0].Case.ID != c.ID {
			t.Errorf("the check is due, and the pool is %+v", d.Pool)
		}
	})
}

// A day at court to which the person need not go, or that was put off since, is not said before a call; what was recorded last counts.
func TestWhetherCourtIsNear(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		over := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		caseworktest.Do(t, w, over, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet),
			Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		for _, step := range []struct {
			kind, answer string
			on, next     clock.Date
			near         int    // on My day within a week; who need not go is told all the same what came of it
			stand        string // on the case's page, soonest first
		}{
			{"hearing", "has to go", "2026-11-24", "2026-11-24", 1, "24 has to go"},
			{"hearing", "not known", "2026-11-30", "2026-11-24", 1, "24 has to go, 30 not known"},
			{"outcome", "put off", "2026-11-19", "2026-11-30", 0, "30 not known"},
			{"hearing", "need not go", "2026-11-30", "", 0, "30 need not go"},
			{"hearing", "has to go", "2026-11-24", "2026-11-24", 1, "24 has to go, 30 need not go"},
			{"hearing", "need not go", "2026-11-24", "", 1, "24 need not go, 30 need not go"},
			{"hearing", "has to go", "2026-12-02", "2026-12-02", 1, "24 need not go, 30 need not go, 02 has to go"},
		} {
			w.Clock.Advance(time.Minute)
			caseworktest.Do(t, w, worker, casework.RecordCourt{Case: c.ID, Service: w.Service(t, barnet), Kind: step.kind, Answer: step.answer, On: step.on}.Run)
			if p := w.Page(t, worker, c); p.Hearing != step.next {
				t.Errorf("after %s %s on %s: the next is %q, want %q", step.kind, step.answer, step.on, p.Hearing, step.next)
			}
			var stand []string
			for _, h := range w.Page(t, worker, c).Hearings("2026-11-19") {
				stand = append(stand, string(h.On[8:])+" "+h.State)
			}
			if got := strings.Join(stand, ", "); got != step.stand {
				t.Errorf("after %s %s on %s: on the case's page stand %q, want %q", step.kind, step.answer, step.on, got, step.stand)
			}
			if d := day(t, w, worker); len(d.Hearings) != step.near {
				t.Errorf("after %s %s on %s: My day has %d hearings, want %d", step.kind, step.answer, step.on, len(d.Hearings), step.near)
			}
			handed, err := gate.Read(over, w.Gate, func(ctx context.Context, v *gate.View) (casework.HandoverOf, error) {
				return casework.Handover(ctx, v, w.Service(t, barnet), w.Account(t, "Nell Carter"))
			})
			if err != nil || len(handed.Cases) != 1 || len(handed.Cases[0].Hearings) != len(stand) {
				t.Errorf("after %s %s on %s: a handover tells %+v (%v), want %q", step.kind, step.answer, step.on, handed.Cases, err, step.stand)
			}
		}
	})
}

// A visit to the court before the trial stands on My day and in a handover beside the days at court, until it was made or is not wanted: what is
// recorded of another visit does not take it away. One that is not wanted is the next from the day on which that was said.
func TestAVisitBeforeTheTrial(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		c, s := w.Open(t, worker, barnet), w.Service(t, barnet)
		caseworktest.Do(t, w, over, casework.Allocate{Case: c.ID, Version: c.Version, Service: s, Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		for _, step := range []struct {
			kind, answer string
			on           clock.Date
			want         string
		}{
			{"pre-trial visit", "arranged", "2026-11-20", "2026-11-20 visit"},
			{"hearing", "has to go", "2026-11-24", "2026-11-20 visit, 2026-11-24"},
			{"pre-trial visit", "arranged", "2026-11-23", "2026-11-20 visit, 2026-11-23 visit, 2026-11-24"},
			{"pre-trial visit", "made", "2026-11-19", "2026-11-20 visit, 2026-11-23 visit, 2026-11-24"},
			{"pre-trial visit", "arranged", "2026-11-23", "2026-11-20 visit, 2026-11-23 visit, 2026-11-24"},
			{"pre-trial visit", "not wanted", "2026-11-19", "2026-11-23 visit, 2026-11-24"},
			{"pre-trial visit", "arranged", "2026-11-20", "2026-11-20 visit, 2026-11-23 visit, 2026-11-24"},
			{"pre-trial visit", "not wanted", "2026-11-23", "2026-11-20 visit, 2026-11-24"},
			{"pre-trial visit", "made", "2026-11-20", "2026-11-24"},
		} {
			w.Clock.Advance(time.Minute)
			caseworktest.Do(t, w, worker, casework.RecordCourt{Case: c.ID, Service: s, Kind: step.kind, Answer: step.answer, On: step.on}.Run)
			said := func(list []casework.Hearing) string {
				var words []string
				for _, h := range list {
					words = append(words, string(h.On)+map[bool]string{true: " visit"}[h.Visit])
				}
				return strings.Join(words, ", ")
			}
			if got := said(day(t, w, worker).Hearings); got != step.want {
				t.Errorf("after %s %s on %s: My day has %q, want %q", step.kind, step.answer, step.on, got, step.want)
			}
			handed, err := gate.Read(over, w.Gate, func(ctx context.Context, v *gate.View) (casework.HandoverOf, error) {
				return casework.Handover(ctx, v, s, w.Account(t, "Nell Carter"))
			})
			if err != nil || len(handed.Cases) != 1 || said(handed.Cases[0].Hearings) != step.want {
				t.Errorf("after %s %s on %s: a handover tells %+v (%v), want %q", step.kind, step.answer, step.on, handed.Cases, err, step.want)
			}
		}
	})
}

// Something new that was told of a case nobody has taken stands on the day of whoever gives cases to workers, and of nobody else, until
// somebody looked at the risk or took the case.
func TestSomethingNewOfACaseNobodyHas(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		office, far := w.Staff(t, "Olu Pike", access.Administrator, barnet), w.Staff(t, "Far Away", access.Supervisor, pilot)
		c, s := w.Open(t, worker, barnet), w.Service(t, barnet)
		wk := &walker{World: w, t: t, worker: worker, supervisor: over, c: c}
		tell := func() {
			w.Clock.Advance(time.Minute)
			caseworktest.Do(t, w, worker, casework.RecordIssue{Case: c.ID, Service: s, List: w.List(t, "additional-needs"), Code: "assault", What: "Pushed on the stairs",
				ReportedTo: casework.ToPolice, ToldOn: w.Clock.Now().Date()}.Run)
			w.Clock.Advance(time.Minute)
		}
		taken := false
		stands := func(when string, want int) {
			t.Helper()
			for who, as := range map[string]context.Context{"the supervisor": over, "the administrator": office, "a worker": worker, "another service": far} {
				n := 0
				for _, wait := range day(t, w, as).Waits {
					if wait.Reference == c.Reference && wait.Code == "assault" {
						n++
						if taken := who == "a worker"; wait.Kind != map[bool]casework.Awaited{true: casework.AwaitsRisk, false: casework.AwaitsTaker}[taken] {
							t.Errorf("%s: on the day of %s it stands as %s", when, who, wait.Kind)
						}
					}
				}
				if expected := map[bool]int{true: want}[taken == (who == "a worker") && who != "another service"]; n != expected {
					t.Errorf("%s: on the day of %s it stands %d times, want %d", when, who, n, expected)
				}
			}
		}
		stands("before anything was told", 0)
		tell()
		tell()
		stands("told twice, and nobody has looked at the risk yet", 1)
		wk.ask("asb-matrix", assessment.Before)
		stands("the risk was looked at", 0)
		tell()
		stands("told after it was looked at", 1)
		take := func() {
			t.Helper()
			c, taken = w.Case(t, over, c.ID), true
			caseworktest.Do(t, w, over, casework.Allocate{Case: c.ID, Version: c.Version, Service: s, Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		}
		take()
		stands("somebody took the case", 1)
		c, taken = w.Open(t, worker, barnet), false
		wk.c = c
		tell()
		stands("told of a case that nobody has looked at", 1)
		take()
		stands("somebody took it before anybody looked at the risk", 1)
		wk.ask("asb-matrix", assessment.Before)
		stands("and then looked at it", 0)
	})
}

// Of cases that nobody has and of which something new was told, fifteen stand on the supervisor's day, and it says that there are more.
func TestMoreOfWhichSomethingNewWasTold(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		for n := range 16 {
			c := w.Open(t, worker, barnet)
			w.Clock.Advance(time.Minute)
			caseworktest.Do(t, w, worker, casework.RecordIssue{Case: c.ID, Service: w.Service(t, barnet), List: w.List(t, "additional-needs"), Code: "assault", What: "Pushed on the stairs",
				ReportedTo: casework.ToPolice, ToldOn: w.Clock.Now().Date()}.Run)
			if n == 14 {
				if d := day(t, w, over); len(d.Waits) != 15 || d.MoreTold {
					t.Errorf("of 15 stand %d, more %t", len(d.Waits), d.MoreTold)
				}
			}
		}
		if d := day(t, w, over); len(d.Waits) != 15 || !d.MoreTold {
			t.Errorf("of 16 stand %d, more %t", len(d.Waits), d.MoreTold)
		}
	})
}

// The pool is for those whose stage it is; one's own cases come with the case.
func TestMyDay(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		supervisor := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		mine, free := w.Open(t, worker, barnet), w.Open(t, worker, barnet)
		caseworktest.Do(t, w, supervisor, casework.Allocate{Case: mine.ID, Version: mine.Version, Service: w.Service(t, barnet),
			Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		caseworktest.Do(t, w, worker, casework.RecordCourt{Case: mine.ID, Service: w.Service(t, mine.Service), Kind: "hearing", On: "2026-11-24", Note: "Guildford, trial day 1"}.Run)
		w.Clock.Set(clock.NewDate(2026, time.November, 23).At(9, 30)) // first contact is due by the end of the day
		d := day(t, w, worker)
		if len(d.Due) != 1 || d.Due[0].Case.ID != mine.ID || len(d.Pool) != 1 || d.Pool[0].Case.ID != free.ID || d.Open != 1 || d.Unowned != 1 {
			t.Fatalf("due %v, pool %v, open %d, nobody's %d", d.Due, d.Pool, d.Open, d.Unowned)
		}
		one := d.Due[0]
		if one.Initials.Text() == "" || one.Why.Text() == "" || one.Contact == "" || one.Stop != "" {
			t.Errorf("to call: %q, %q, %q, %q", one.Initials.Text(), one.Why.Text(), one.Contact, one.Stop)
		}
		if got, want := one.Safe.Sentence(), "09:00 to 18:00 only; They answer themselves; no voicemail; say “Jo from the Centre”"; got != want {
			t.Errorf("the rule: %q, want %q", got, want)
		}
		if len(d.Hearings) != 1 || d.Hearings[0].Note.Text() != "Guildford, trial day 1" {
			t.Errorf("hearings: %+v", d.Hearings)
		}
		if d := day(t, w, supervisor); len(d.Due)+len(d.Pool) != 0 {
			t.Errorf("the supervisor has to call %d", len(d.Due)+len(d.Pool))
		}
		stranger := w.Staff(t, "Una Sims", access.CaseWorker, "harmony")
		if d := day(t, w, stranger); len(d.Due)+len(d.Pool)+len(d.Hearings) != 0 {
			t.Error("a stranger sees calls")
		}
		if d := day(t, w, worker); d.MorePool {
			t.Error("more wait than the one of the pool")
		}
		for range 15 {
			w.Open(t, worker, barnet)
		}
		w.Clock.Advance(4 * 24 * time.Hour)
		if d := day(t, w, worker); len(d.Pool) != 15 || !d.MorePool || d.Pool[0].Case.ID != free.ID || len(d.Due) != 1 {
			t.Errorf("16 wait: the day has %d of them, more %t, and %d of her own", len(d.Pool), d.MorePool, len(d.Due))
		}
	})
}

// What a page costs is counted, so that it does not grow by itself. The session's two statements and
// the record of the reading, three, come on top of what a page reads for itself.
func TestStatements(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		if _, err := w.Call(t, worker, c, casework.ReachedHer); err != nil {
			t.Fatal(err)
		}
		w.Clock.Set(clock.NewDate(2026, time.November, 23).At(9, 30))
		tests := map[string]func(ctx context.Context, v *gate.View) error{
			"case page": func(ctx context.Context, v *gate.View) error {
				_, err := casework.Load(ctx, v, c.Reference)
				return err
			},
			"my day": func(ctx context.Context, v *gate.View) error {
				_, err := casework.MyDay(ctx, v, w.Set.Services())
				return err
			},
		}
		look := func(ctx context.Context, read func(ctx context.Context, v *gate.View) error) {
			t.Helper()
			_, err := gate.Read(ctx, w.Gate, func(ctx context.Context, v *gate.View) (struct{}, error) { return struct{}{}, read(ctx, v) })
			if err != nil {
				t.Fatal(err)
			}
		}
		for name, read := range tests {
			look(worker, read) // the keys it opens are kept from now on: whichever page comes first would pay for them
			ctx, counts := store.Counting(worker)
			look(ctx, read)
			t.Logf("%s on %s: %+v", name, w.DB.Engine(), *counts)
			if counts.Statements > 10 {
				t.Errorf("%s: %d statements, want at most 10 before the session's two", name, counts.Statements)
			}
		}
	})
}

// Stopped contact, one's own cases and those that nobody has taken each have their own room on a day: none pushes out another without
// saying so, and contact that has been stopped longest stands first.
func TestMyDayKeepsRoomForEachKind(t *testing.T) {
	const own, stopped, free = 35, 16, 16 // of 50 in all her own would lose one
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, worker := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		var first []casework.Case
		for range own + stopped + free {
			first = append(first, w.Open(t, worker, barnet))
		}
		for _, c := range first[:own] {
			caseworktest.Do(t, w, boss, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		}
		stop := func(c casework.Case) {
			if _, err := w.Call(t, worker, c, casework.NotSafe); err != nil {
				t.Fatal(err)
			}
		}
		stop(first[own+stopped-1]) // a day before the others
		w.Clock.Advance(24 * time.Hour)
		for _, c := range first[own : own+stopped-1] {
			stop(c)
		}
		w.Clock.Set(clock.NewDate(2026, time.November, 27).At(9, 30)) // all the others are due
		w.Staff(t, "Nell Carter", access.SafeguardingLead, barnet)
		both := access.WithActor(t.Context(), access.NewPerson(w.Account(t, "Nell Carter"), "session", []access.Membership{
			{Role: access.CaseWorker, Agency: w.Agency, Team: w.Teams[barnet], Service: barnet}, {Role: access.SafeguardingLead, Agency: w.Agency, Team: w.Teams[barnet], Service: barnet}}))
		d := day(t, w, both)
		if len(d.Due) != own {
			t.Errorf("of her own stand %d, want %d", len(d.Due), own)
		}
		if len(d.Pool) != free-1 || !d.MorePool {
			t.Errorf("of those whom nobody has stand %d and more %t, want %d and that there are more", len(d.Pool), d.MorePool, free-1)
		}
		if len(d.Stopped) != stopped-1 || !d.MoreStop || d.Stopped[0].Case.ID != first[own+stopped-1].ID {
			t.Errorf("of stopped contact stand %d and more %t, want %d and the longest stopped first", len(d.Stopped), d.MoreStop, stopped-1)
		}
	})
}
