package casework_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
)

func day(t *testing.T, w *caseworktest.World, as context.Context) casework.Day {
	t.Helper()
	d, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (casework.Day, error) {
		return casework.MyDay(ctx, v, w.Set.Services())
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Nothing stands in the way of an act now: a closed case, the night, contact that is held, a referral
// nobody has picked up. It stays on My day until both who must have seen it.
func TestActNow(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		supervisor := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		lead := w.Staff(t, "Lea Ford", access.SafeguardingLead, barnet)
		volunteer := w.Staff(t, "Vik Rao", access.Coach, barnet)
		closed := w.Open(t, worker, barnet)
		caseworktest.Do(t, w, worker, casework.Close{Case: closed.ID, Version: closed.Version, Service: w.Service(t, barnet), Reason: "no_response"}.Run)
		held := w.Open(t, worker, barnet)
		if _, err := w.Call(t, worker, held, casework.SomeoneElse); err != nil {
			t.Fatal(err)
		}
		fresh := w.Refer(t, barnet, w.Someone(900))
		w.Clock.Set(clock.NewDate(2026, time.November, 22).At(3, 10)) // a Sunday night
		before := len(day(t, w, supervisor).Alarms)
		raised := casework.RaiseActNow{Folder: closed.Folder, Kind: casework.Arson, What: "Said he would set fire to the door", Told: "999"}
		for _, r := range []casework.RaiseActNow{raised, {Folder: held.Folder, Kind: casework.InDanger, What: "Shouting"},
			{Folder: fresh.Folder, Kind: casework.ChildSafeguarding, What: "A child is alone"}} {
			caseworktest.Do(t, w, volunteer, r.Run)
		}
		if got := len(day(t, w, supervisor).Alarms); got != before+3 {
			t.Errorf("the supervisor sees %d alarms, want %d", got, before+3)
		}
		if got := len(day(t, w, volunteer).Alarms); got != 0 {
			t.Errorf("somebody who answers for none sees %d", got)
		}
		first := day(t, w, supervisor).Alarms[0]
		if !first.ForMe || first.What.Text() == "" || first.Initials.Text() == "" || first.Raiser != "V. R." {
			t.Errorf("the alarm says for me %v, what %q, initials %q, raised by %q", first.ForMe, first.What.Text(), first.Initials.Text(), first.Raiser)
		}
		ack := func(as context.Context) error {
			_, err := gate.Write(as, w.Gate, "", casework.Acknowledge{Folder: first.Folder, ActNow: first.ID}.Run)
			return err
		}
		if err := ack(worker); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("a case worker acknowledges: %v", err)
		}
		reopen := func() casework.Alarm {
			for _, a := range day(t, w, lead).Alarms {
				if a.ID == first.ID {
					return a.Alarm
				}
			}
			return casework.Alarm{}
		}
		if err := ack(supervisor); err != nil || reopen().ID == "" {
			t.Errorf("after the supervisor alone: %v, still open %v", err, reopen().ID != "")
		}
		// It waits for the other, and stands on the day of both until then, as it stands on Team.
		alarms := day(t, w, supervisor).Alarms
		if len(alarms) != before+3 || alarms[len(alarms)-1].ID != first.ID || slices.ContainsFunc(alarms, func(a casework.DayAlarm) bool { return a.ForMe == (a.ID == first.ID) }) {
			t.Errorf("after the supervisor answered their day has %d alarms, want %d, of which the one they answered waits for the lead alone", len(alarms), before+3)
		}
		if err := ack(lead); err != nil || reopen().ID != "" {
			t.Errorf("after both: %v, still open %v", err, reopen().ID != "")
		}
		if got := len(day(t, w, supervisor).Alarms); got != before+2 {
			t.Errorf("the supervisor sees %d alarms after both answered, want %d", got, before+2)
		}
		_, err := gate.Write(volunteer, w.Gate, "", casework.RaiseActNow{Folder: held.Folder}.Run)
		if fields := errs.FieldsOf(err); len(fields) != 2 {
			t.Errorf("without kind and words: %v", err)
		}
		stranger := w.Staff(t, "Una Sims", access.Supervisor, pilot)
		if _, err := gate.Write(stranger, w.Gate, "", raised.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a stranger raises: %v", err)
		}
	})
}

// A case is not closed over an alarm, a held contact or a promise: all of it is said at once.
func TestCloseSaysEverythingAtOnce(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		caseworktest.Do(t, w, worker, casework.RaiseActNow{Folder: c.Folder, Kind: casework.InDanger, What: "Shouting"}.Run)
		caseworktest.Do(t, w, worker, casework.MakePromise{Case: c.ID, Service: w.Service(t, barnet), What: "Ring with news"}.Run)
		if _, err := w.Call(t, worker, c, casework.SomeoneElse); err != nil {
			t.Fatal(err)
		}
		c = w.Case(t, worker, c.ID) // the call stopped its clock
		shut := casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Reason: "goals_met", Check: "2026-11-18"}
		_, err := gate.Write(worker, w.Gate, "", shut.Run)
		var got []string
		for _, f := range errs.FieldsOf(err) {
			got = append(got, f.Name)
		}
		want := []string{"exit", "promises", "contact", "act_now", "check"}
		if len(got) != len(want) {
			t.Fatalf("closing: %v, want %v", got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("closing: %v, want %v", got, want)
			}
		}
		if p := w.Page(t, worker, c); p.Case != c || p.Came.State != referral.Held {
			t.Errorf("a refused closing changed the case: %+v", p.Case)
		}
		for name, as := range map[string]context.Context{
			"a colleague who has the case": w.Staff(t, "Nell Carter", access.CaseWorker, barnet),
		} {
			shut.Version = 9
			if _, err := gate.Write(as, w.Gate, "", shut.Run); errs.KindOf(err) != errs.Stale {
				t.Errorf("%s, with an old version: %v", name, err)
			}
		}
	})
}
