package casework_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// held opens a case and gives it to somebody.
func held(t *testing.T, w *caseworktest.World, boss context.Context, name string, change ...func(*referral.Receive)) casework.Case {
	t.Helper()
	w.Staff(t, name, access.CaseWorker, barnet)
	c := w.Open(t, boss, barnet, change...)
	return caseworktest.Do(t, w, boss, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Worker: w.Account(t, name), Role: access.CaseWorker}.Run)
}

// Whoever covers one side of a dispute today can be neither given the other side nor cover it.
func TestCoverKeepsTheSidesApart(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Service(t, barnet)
		a, b := w.Someone(500), w.Someone(777)
		one := held(t, w, boss, "Nell Carter", func(r *referral.Receive) { r.Supported, r.Others = a, []person.New{b} })
		two := held(t, w, boss, "Zed Zorn", func(r *referral.Receive) { r.Supported, r.Others = b, []person.New{a} })
		w.Staff(t, "Olu Pike", access.CaseWorker, barnet)
		olu := w.Account(t, "Olu Pike")
		w.Clock.Set(max(w.Clock.Now(), w.Case(t, boss, one.ID).StageDue-3600e6))
		caseworktest.Do(t, w, boss, casework.Cover{Service: service, Absent: w.Account(t, "Nell Carter"), By: olu}.Run)
		if given, err := gate.Write(boss, w.Gate, "", casework.Cover{Service: service, Absent: w.Account(t, "Zed Zorn"), By: olu}.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("she covers both sides: %+v, %v", given, err)
		}
		give := casework.Allocate{Case: two.ID, Version: two.Version, Service: service, Worker: olu, Role: access.CaseWorker}
		if _, err := gate.Write(boss, w.Gate, "", give.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("given the other side: %v", err)
		}
	})
}

// A second side that turns up while somebody covers the first is kept from her for as long as she covers, and no longer;
// whoever has the first side is kept out for good.
func TestKeepingOutEndsWithTheCover(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Service(t, barnet)
		a, b := w.Someone(500), w.Someone(777)
		one := held(t, w, boss, "Nell Carter", func(r *referral.Receive) { r.Supported, r.Others = a, []person.New{b} })
		w.Staff(t, "Olu Pike", access.CaseWorker, barnet)
		w.Clock.Set(max(w.Clock.Now(), w.Case(t, boss, one.ID).StageDue-3600e6))
		caseworktest.Do(t, w, boss, casework.Cover{Service: service, Absent: w.Account(t, "Nell Carter"), By: w.Account(t, "Olu Pike")}.Run)
		two := w.Open(t, boss, barnet, func(r *referral.Receive) { r.Supported, r.Others = b, []person.New{a} })
		gives := func(name string) error {
			_, err := gate.Write(boss, w.Gate, "", casework.Allocate{Case: two.ID, Version: two.Version, Service: service, Worker: w.Account(t, name), Role: access.CaseWorker}.Run)
			return err
		}
		if err := gives("Olu Pike"); errs.KindOf(err) != errs.Conflict {
			t.Errorf("while she covers the first side: %v", err)
		}
		w.Clock.Set(w.Clock.Now().Date().AddDays(1).At(9, 0))
		if err := gives("Nell Carter"); errs.KindOf(err) != errs.Conflict {
			t.Errorf("whoever has the first side is given the second: %v", err)
		}
		if err := gives("Olu Pike"); err != nil {
			t.Errorf("the day after: %v", err)
		}
	})
}

// A supervisor who is kept out of a case neither gives it nor learns that it is there.
func TestCoverLeavesOutWhatSheMayNotSee(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Service(t, barnet)
		w.Staff(t, "Olu Pike", access.CaseWorker, barnet)
		one, two := held(t, w, boss, "Nell Carter"), held(t, w, boss, "Nell Carter")
		caseworktest.Do(t, w, w.System(t, "cli"), exclude{two.Folder, w.Account(t, "Sam Reid")}.Run)
		w.Clock.Set(max(w.Clock.Now(), w.Case(t, boss, one.ID).StageDue-3600e6))
		given := caseworktest.Do(t, w, boss, casework.Cover{Service: service, Absent: w.Account(t, "Nell Carter"), By: w.Account(t, "Olu Pike")}.Run)
		if given.Cases != 1 || given.Left != 0 {
			t.Errorf("given: %+v, want the one she may see", given)
		}
	})
}

// Of places that go to another supervisor, because she is kept out, whoever hands over is not told; and the referral
// of a case that nobody takes stands on the waiting list.
func TestHandOverCountsHerOwnPlaces(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Service(t, barnet)
		leaves := w.Staff(t, "Una Sims", access.Supervisor, barnet)
		third := w.Staff(t, "Tess Ray", access.Supervisor, barnet)
		for n := range 2 {
			c := w.Open(t, leaves, barnet)
			caseworktest.Do(t, w, leaves, casework.Wait{Case: c.ID, Reason: casework.WaitCap}.Run)
			if n == 1 {
				caseworktest.Do(t, w, w.System(t, "cli"), exclude{c.Folder, w.Account(t, "Sam Reid")}.Run)
			}
		}
		did := caseworktest.Do(t, w, boss, casework.HandOver{Service: service, From: w.Account(t, "Una Sims")}.Run)
		if did != (casework.HandedOver{Places: 1}) {
			t.Errorf("handed over: %+v, want one place", did)
		}
		if left := orphans(t, w, third); len(left) > 0 {
			t.Errorf("nobody has %v", left)
		}
		c := held(t, w, boss, "Nell Carter")
		caseworktest.Do(t, w, boss, casework.HandOver{Service: service, From: w.Account(t, "Nell Carter")}.Run)
		if now := w.Page(t, boss, c); now.Came.State != referral.Waiting {
			t.Errorf("on the waiting list, the referral is %s", now.Came.State)
		}
	})
}

// What was promised before anybody had the case is the worker's to keep.
func TestPromisesGoToTheFirstWorker(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Service(t, barnet)
		nell := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, boss, barnet)
		caseworktest.Do(t, w, boss, casework.MakePromise{Case: c.ID, Service: service, What: "Ring back"}.Run)
		caseworktest.Do(t, w, boss, casework.Allocate{Case: c.ID, Version: c.Version, Service: service, Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		w.Clock.Advance(14 * 24 * 3600e9)
		if d := day(t, w, nell); len(d.Promises) != 1 {
			t.Errorf("%d promises are hers, want 1", len(d.Promises))
		}
	})
}
