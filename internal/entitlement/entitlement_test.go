package entitlement_test

import (
	"context"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/clock"
	"goldenthread/internal/entitlement"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
)

const barnet = "barnet-asb"

func code(t *testing.T, w *caseworktest.World) catalogue.Entitlements {
	t.Helper()
	e, ok := w.Set.Entitlements(catalogue.VictimsCode)
	if !ok {
		t.Fatal("there is no Victims' Code in the catalogue")
	}
	return e
}

func load(t *testing.T, w *caseworktest.World, as context.Context, c casework.Case) entitlement.Page {
	t.Helper()
	p, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (entitlement.Page, error) {
		return entitlement.Load(ctx, v, c.Folder)
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What is due to a victim of a crime, with the usual times and, once she came through a gateway, the enhanced;
// chased, answered, settled.
func TestDue(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet, func(r *referral.Receive) {
			r.Offence, _ = w.Set.Offence("8N")
			r.Flags.Hate = true
		})
		p := load(t, w, worker, c)
		if s := p.Standing; s.Crime != entitlement.Yes || s.Asked || len(code(t, w).Suggested(s.Came)) != 1 || s.Enhanced() {
			t.Fatalf("with an offence, before anybody says: %+v", s)
		}
		happened := entitlement.Happened{Folder: c.Folder, Code: code(t, w), Right: "charge", On: "2026-11-19"}
		due := caseworktest.Do(t, w, worker, happened.Run)
		if got := load(t, w, worker, c).Dues; len(got) != 1 || got[0].On != "2026-11-26" || got[0].Enhanced {
			t.Errorf("the usual five working days: %+v", got)
		}
		set := entitlement.SetStanding{Folder: c.Folder, Code: code(t, w), Crime: entitlement.Yes, Gateways: []string{"persistently_targeted"}}
		caseworktest.Do(t, w, worker, set.Run)
		if got := load(t, w, worker, c); len(got.Dues) != 1 || got.Dues[0].On != "2026-11-20" || !got.Dues[0].Enhanced || got.Standing.Gateways[0] != "persistently_targeted" {
			t.Errorf("the enhanced one working day: %+v", got)
		}
		if _, err := gate.Write(worker, w.Gate, "", set.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("set again from the page before: %v", err)
		}
		w.Clock.Set(clock.NewDate(2026, time.November, 24).At(10, 0))
		chase := caseworktest.Do(t, w, worker, entitlement.Chase{Folder: c.Folder, Due: due, Asked: "Rang the officer in the case"}.Run)
		caseworktest.Do(t, w, worker, entitlement.Answer{Folder: c.Folder, Chase: chase, Answer: "By Friday"}.Run)
		if _, err := gate.Write(worker, w.Gate, "", entitlement.Answer{Folder: c.Folder, Chase: chase, Answer: "By Monday"}.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("answered twice: %v", err)
		}
		one := load(t, w, worker, c).Dues[0]
		if len(one.Chases) != 1 || one.Chases[0].Answer.Text() != "By Friday" || one.Chases[0].AnsweredOn != "2026-11-24" {
			t.Errorf("the chase: %+v", one.Chases)
		}
		settle := entitlement.Settle{Folder: c.Folder, Due: due, Version: one.Version, State: entitlement.GoodReason, On: "2026-11-24"}
		if _, err := gate.Write(worker, w.Gate, "", settle.Run); len(errs.FieldsOf(err)) != 1 {
			t.Errorf("a good reason without words: %v", err)
		}
		settle.Why = "The file was with the reviewing lawyer"
		caseworktest.Do(t, w, worker, settle.Run)
		if got := load(t, w, worker, c).Dues[0]; got.State != entitlement.GoodReason || got.Why.Text() == "" {
			t.Errorf("settled: %+v", got)
		}
		if _, err := gate.Write(worker, w.Gate, "", entitlement.Chase{Folder: c.Folder, Due: due}.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("chased after it was settled: %v", err)
		}
	})
}

// Somebody affected by behaviour that is not a crime has no rights under the code, and is not lost: her case, its
// clocks and its promises are the same. What was due falls away when it turns out to have been no crime, and is due
// again, by the times she has then, when it was one after all; that nobody knows ends nothing.
func TestNoCrime(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		happened := entitlement.Happened{Folder: c.Folder, Code: code(t, w), Right: "support", On: "2026-11-18"}
		if s := load(t, w, worker, c).Standing; s.Crime != entitlement.NotKnown {
			t.Errorf("without an offence: %+v", s)
		}
		for _, crime := range []entitlement.Crime{entitlement.NotKnown, entitlement.No} {
			caseworktest.Do(t, w, worker, entitlement.SetStanding{Folder: c.Folder, Version: load(t, w, worker, c).Standing.Version, Code: code(t, w), Crime: crime}.Run)
			if _, err := gate.Write(worker, w.Gate, "", happened.Run); errs.KindOf(err) != errs.Conflict {
				t.Errorf("%s: something became due: %v", crime, err)
			}
		}
		page := w.Page(t, worker, c)
		if page.Case.StageDue == clock.Never || page.Stop != "" {
			t.Errorf("her case has no clock or no contact: %+v", page.Case)
		}
		caseworktest.Do(t, w, worker, casework.MakePromise{Case: c.ID, Service: w.Service(t, barnet), What: "Ring about the fence"}.Run)
		w.Clock.Set(clock.NewDate(2026, time.November, 23).At(9, 0))
		d, err := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (casework.Day, error) {
			return casework.MyDay(ctx, v, w.Set.Services())
		})
		if err != nil || len(d.Pool) != 1 {
			t.Errorf("she is lost from the day: %v, %v", d.Pool, err)
		}
		bad := entitlement.SetStanding{Folder: c.Folder, Version: 2, Code: code(t, w), Crime: entitlement.No, Gateways: []string{"most_serious"}}
		if _, err := gate.Write(worker, w.Gate, "", bad.Run); len(errs.FieldsOf(err)) != 1 {
			t.Errorf("enhanced rights without a crime: %v", err)
		}
		caseworktest.Do(t, w, worker, entitlement.SetStanding{Folder: c.Folder, Version: 2, Code: code(t, w), Crime: entitlement.Yes}.Run)
		happened.Right, happened.On = "charge", "2026-11-19"
		caseworktest.Do(t, w, worker, happened.Run)
		for i, step := range []struct {
			crime    entitlement.Crime
			gateways []string
			state    entitlement.State
			on       clock.Date
		}{
			{entitlement.NotKnown, nil, entitlement.Open, "2026-11-26"},
			{entitlement.No, nil, entitlement.NotDue, "2026-11-26"},
			{entitlement.NotKnown, nil, entitlement.NotDue, "2026-11-26"},
			{entitlement.Yes, []string{"most_serious"}, entitlement.Open, "2026-11-20"},
			{entitlement.No, nil, entitlement.NotDue, "2026-11-20"},
			{entitlement.Yes, nil, entitlement.Open, "2026-11-26"},
		} {
			caseworktest.Do(t, w, worker, entitlement.SetStanding{Folder: c.Folder, Version: 3 + i, Code: code(t, w), Crime: step.crime, Gateways: step.gateways}.Run)
			if got := load(t, w, worker, c).Dues; len(got) != 1 || got[0].State != step.state || got[0].On != step.on || got[0].Settled.IsZero() != (step.state == entitlement.Open) {
				t.Errorf("step %d, a crime: %s: %+v", i, step.crime, got)
			}
		}
	})
}

// A right is in force from its day, and its time is counted in the nation's working days.
func TestTimes(t *testing.T) {
	set := cataloguetest.Shipped(t)
	e, _ := set.Entitlements(catalogue.VictimsCode)
	if got := e.On("2021-03-31"); len(got) != 0 {
		t.Errorf("%d rights before the code was in force", len(got))
	}
	tests := []struct {
		right    string
		enhanced bool
		after    clock.Date
		want     clock.Date
	}{
		{"charge", false, "2026-12-23", "2027-01-04"}, // over Christmas, the substitute day of Boxing Day, and New Year
		{"charge", true, "2026-12-24", "2026-12-29"},
		{"hearing", false, "2026-11-20", "2026-11-23"},
		{"confirmation", true, "2026-11-20", ""},
		{"contact_scheme", false, "2026-03-20", "2026-04-21"}, // over Easter
	}
	for _, tt := range tests {
		r, ok := e.Right(tt.right, tt.after)
		if got := e.Due(r, tt.enhanced, tt.after); !ok || got != tt.want {
			t.Errorf("%s after %s, enhanced %v: %s, want %s", tt.right, tt.after, tt.enhanced, got, tt.want)
		}
	}
}

// What happened may have happened under a right that has ended since: every right is offered, each once, as it is last.
func TestEachRight(t *testing.T) {
	e := catalogue.Entitlements{Rights: []catalogue.Right{
		{Key: "charge", Name: "As it was", From: "2021-04-01", Until: "2026-06-30"},
		{Key: "ended", From: "2021-04-01", Until: "2026-06-30"},
		{Key: "charge", Name: "As it is", From: "2026-07-01"},
	}}
	if got := e.EachRight(); len(got) != 2 || got[0].Key != "charge" || got[0].Name != "As it is" || got[1].Key != "ended" {
		t.Errorf("%+v", got)
	}
}
