package demo_test

import (
	"context"
	"encoding/json"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/casework"
	"goldenthread/internal/demo"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// TestTheDayOfTheCaseWorker looks at what a visitor sees who signs in as the case worker: calls due
// today, promises of today and a broken one, a trial, alarms.
func TestTheDayOfTheCaseWorker(t *testing.T) {
	storetest.BothEngines(t, app.Schemas(), func(t *testing.T, db *store.DB) {
		in := load(t, db, demo.Harmony, demo.Living)
		day, err := gate.Read(in.as(t, access.CaseWorker), in.gate, func(ctx context.Context, v *gate.View) (casework.Day, error) {
			return casework.MyDay(ctx, v, in.set.Services())
		})
		must(t, err)
		calls, broken, promised, checks := 0, 0, 0, 0
		for _, d := range day.Due {
			if d.Stop == "" && d.Case.Stage == "contact" {
				calls++
			}
			if d.Case.State == casework.Closed {
				checks++
			}
		}
		for _, p := range day.Promises {
			if p.Due < today {
				broken++
			} else {
				promised++
			}
		}
		if checks > 5 {
			t.Errorf("%d people of the past are still to be asked how they are: a day holds a few", checks)
		}
		if calls != 3 || broken != 1 || promised != 2 || len(day.Hearings) != 1 || len(day.Alarms) != 2 {
			t.Errorf("%d calls, %d promises broken and %d of today, %d hearings, %d alarms; not 3, 1 and 2, 1, 2",
				calls, broken, promised, len(day.Hearings), len(day.Alarms))
		}
		for _, h := range day.Hearings {
			if h.Travel != "arranged" || h.Witness != "confirmed" {
				t.Errorf("the trial stands with travel %q and Witness Service %q: not arranged, confirmed", h.Travel, h.Witness)
			}
		}
	})
}

// TestSomebodyCanCover: whoever tries what is done when the case worker is off sick finds a colleague who can take today's calls, though the
// other one's check ran out.
func TestSomebodyCanCover(t *testing.T) {
	in := load(t, storetest.Open(t, store.SQLite, app.Schemas()...), demo.Living)
	service, _ := in.set.Service("harmony")
	me, _ := access.ActorFrom(in.as(t, access.CaseWorker))
	can, err := gate.Read(in.as(t, access.Supervisor), in.gate, func(ctx context.Context, v *gate.View) (casework.HandoverOf, error) {
		return casework.Takers(ctx, v, service, me.Account())
	})
	must(t, err)
	if len(can.Takers) == 0 {
		t.Errorf("nobody can cover for %s: %+v", can.Name, can.Others)
	}
}

// TestThereIsSomebodyOfEachRole holds the buttons to the roles people work in.
func TestThereIsSomebodyOfEachRole(t *testing.T) {
	in := load(t, storetest.Open(t, store.SQLite, app.Schemas()...))
	people, err := identity.DemoPeople(t.Context(), in.gate, identity.Demonstration())
	must(t, err)
	if want := len(access.Roles()); len(people) != want {
		t.Errorf("%d people can be signed in as, not %d: one for each role", len(people), want)
	}
	var guide struct {
		People []struct{ Name, Button string }
	}
	must(t, json.Unmarshal(in.guide, &guide))
	if len(guide.People) != len(people)+1 { // and nobody
		t.Errorf("the guide knows %d people", len(guide.People))
	}
}
