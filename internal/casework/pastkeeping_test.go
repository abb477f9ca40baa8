package casework_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// A case that was closed because nobody was reached is listed from the day after the last on which it may be kept, until somebody opens it again; to
// the data protection lead of the agency that runs the service and to the auditor, and to nobody who works on cases. An alarm that waits is said.
func TestPastKeeping(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		lead, auditor := w.Staff(t, "Nina Castell", access.DataProtectionLead, barnet), w.Staff(t, "Hugh Pemberly", access.Auditor, barnet)
		other := access.WithActor(t.Context(), access.NewPerson(w.Account(t, "Else Where"), "session", []access.Membership{{Role: access.DataProtectionLead, Agency: "another"}}))
		ends := func(reason string) casework.Case {
			c := w.Case(t, worker, w.Open(t, worker, barnet).ID)
			return caseworktest.Do(t, w, worker, casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Reason: reason, ExitNotDone: "could not be reached"}.Run)
		}
		c := ends("no_response")
		ends("moved_away")
		list := func(as context.Context) []casework.PastKept {
			t.Helper()
			past, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) ([]casework.PastKept, error) {
				past, more, err := casework.PastKeeping(ctx, v, casework.PastPlace{})
				if more {
					t.Error("there are more than a page")
				}
				if n, err := casework.CountPastKeeping(ctx, v); err != nil || n != len(past) {
					t.Errorf("%d are counted, and %d listed (%v)", n, len(past), err)
				}
				return past, err
			})
			if err != nil {
				t.Fatal(err)
			}
			return past
		}
		w.Clock.Set(c.KeepUntil.At(23, 0))
		if got := list(lead); len(got) != 0 {
			t.Errorf("on the last day: %+v", got)
		}
		w.Clock.Set(c.KeepUntil.AddDays(1).At(9, 0))
		for name, as := range map[string]context.Context{"lead": lead, "auditor": auditor} {
			want := casework.PastKept{Case: c.ID, Reference: c.Reference, Service: barnet, Closed: c.ClosedOn, Until: c.KeepUntil}
			if got := list(as); len(got) != 1 || got[0] != want {
				t.Errorf("the %s is told %+v, want %+v", name, got, want)
			}
		}
		if got := list(other); len(got) != 0 {
			t.Errorf("the lead of an agency that does not run the service is told %+v", got)
		}
		if _, err := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) ([]casework.PastKept, error) {
			past, _, err := casework.PastKeeping(ctx, v, casework.PastPlace{})
			return past, err
		}); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a case worker: %v", err)
		}
		caseworktest.Do(t, w, worker, casework.RaiseActNow{Folder: c.Folder, Kind: casework.InDanger, What: "At the door", Told: "999"}.Run)
		if got := list(lead); len(got) != 1 || !got[0].Alarm {
			t.Errorf("with an alarm on it: %+v", got)
		}
		now := w.Case(t, worker, c.ID)
		caseworktest.Do(t, w, worker, casework.Reopen{Case: c.ID, Version: now.Version, Service: w.Service(t, barnet)}.Run)
		if got := list(lead); len(got) != 0 {
			t.Errorf("opened again: %+v", got)
		}
	})
}

// A long list comes in pages of 25, each going on where the last one ended, and every record is on one of them.
func TestPastKeepingByPages(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, auditor := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Hugh Pemberly", access.Auditor, barnet)
		closed := map[id.Reference]bool{}
		var until clock.Date
		for range 26 {
			c := w.Case(t, worker, w.Open(t, worker, barnet).ID)
			c = caseworktest.Do(t, w, worker, casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Reason: "no_response", ExitNotDone: "could not be reached"}.Run)
			closed[c.Reference], until = true, c.KeepUntil
		}
		w.Clock.Set(until.AddDays(1).At(9, 0))
		var after casework.PastPlace
		for _, want := range []int{25, 1} {
			_, err := gate.Read(auditor, w.Gate, func(ctx context.Context, v *gate.View) (int, error) {
				past, more, err := casework.PastKeeping(ctx, v, after)
				if len(past) != want || more != (want == 25) {
					t.Errorf("a page of %d, more %t; want %d", len(past), more, want)
				}
				for _, p := range past {
					after = casework.PastPlace{Until: p.Until, Case: p.Case}
					delete(closed, p.Reference)
				}
				return 0, err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(closed) != 0 {
			t.Errorf("%d are on no page", len(closed))
		}
	})
}
