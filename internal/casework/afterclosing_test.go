package casework_test

import (
	"context"
	"slices"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// afterClosing is a case that was closed, on the day on which somebody asks how the person is, and those around it.
type afterClosing struct {
	w                  *caseworktest.World
	worker, over, lead context.Context
	casework.Case
}

func closedToday(t *testing.T, w *caseworktest.World, before func(worker context.Context, c casework.Case)) afterClosing {
	t.Helper()
	s := afterClosing{w: w, worker: w.Staff(t, "Nell Carter", access.CaseWorker, barnet), over: w.Staff(t, "Sam Reid", access.Supervisor, barnet),
		lead: w.Staff(t, "Una Sims", access.SafeguardingLead, barnet)}
	c := w.Open(t, s.worker, barnet)
	if before != nil {
		before(s.worker, c)
	}
	s.Case = caseworktest.Do(t, w, s.worker, casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Reason: "referred_on"}.Run)
	if told := stopped(t, w, s.over); len(told) != 0 {
		t.Errorf("before anybody is to ask, the supervisor's list has %+v", told)
	}
	w.Clock.Set(s.CheckOn.At(10, 0))
	return s
}

// call records a call and gives the case after it.
func (s *afterClosing) call(t *testing.T, outcome casework.Reached) {
	t.Helper()
	if _, err := s.w.Call(t, s.worker, s.Case, outcome); err != nil {
		t.Fatal(err)
	}
}

func (s *afterClosing) safe(t *testing.T, state person.SafeState) {
	t.Helper()
	p := s.w.Page(t, s.worker, s.Case)
	caseworktest.Do(t, s.w, s.worker, person.SetSafeRule{Folder: s.Folder, Version: p.About.Safe.Version, Rule: person.SafeRule{State: state, Words: "As said"}}.Run)
}

func (s *afterClosing) check(t *testing.T, who context.Context, change func(*casework.CheckAfter)) error {
	t.Helper()
	c := casework.CheckAfter{Case: s.ID, Version: s.w.Page(t, s.over, s.Case).Case.Version, Service: s.w.Service(t, barnet), Outcome: "not reached"}
	if change != nil {
		change(&c)
	}
	_, err := gate.Write(who, s.w.Gate, "", c.Run)
	return err
}

// A worker who writes down that it is safe after all does not end what a call that was not safe began: whoever decides has it on
// the list, no number is shown, and nobody else records the check. Opened again, contact is stopped from the start.
func TestAStopAfterClosingIsNotAWorkersToEnd(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := closedToday(t, w, nil)
		number := w.Number(t, s.over, s.Case)
		s.call(t, casework.NotSafe)
		s.safe(t, person.Safe)
		if told := stopped(t, w, s.over); len(told) != 1 || !told[0].After {
			t.Errorf("after a worker wrote that it is safe, the supervisor's list has %+v", told)
		}
		_, err := gate.Read(s.worker, w.Gate, func(ctx context.Context, v *gate.View) (string, error) {
			shown, err := referral.ShowNumber(ctx, v, w.Set, s.Referral, number)
			return shown.Text(), err
		})
		if errs.KindOf(err) != errs.Conflict {
			t.Errorf("the number is shown: %v", err)
		}
		if err := s.check(t, s.worker, nil); errs.KindOf(err) != errs.Conflict {
			t.Errorf("the worker takes it from their list: %v", err)
		}
		again := caseworktest.Do(t, w, s.worker, casework.Reopen{Case: s.ID, Version: w.Page(t, s.worker, s.Case).Case.Version, Service: w.Service(t, barnet)}.Run)
		if p := w.Page(t, s.worker, again); p.Came.State != referral.Held || p.Came.Reason != referral.SuspendedUnsafe {
			t.Errorf("opened again the referral is %s, %s", p.Came.State, p.Came.Reason)
		}
	})
}

// Somebody who is not safe to reach when the case closes is on the list of those who decide from the day on which somebody is to ask.
func TestNotSafeWhenClosedIsStopped(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := closedToday(t, w, func(worker context.Context, c casework.Case) {
			caseworktest.Do(t, w, worker, person.SetSafeRule{Folder: c.Folder, Version: w.Page(t, worker, c).About.Safe.Version,
				Rule: person.SafeRule{State: person.Unsafe, Words: "He reads her telephone"}}.Run)
		})
		if told := stopped(t, w, s.over); len(told) != 1 || !told[0].After {
			t.Errorf("the supervisor's list has %+v", told)
		}
		if err := s.check(t, s.worker, nil); errs.KindOf(err) != errs.Conflict {
			t.Errorf("the worker records the check: %v", err)
		}
	})
}

// Who decides and asks again another day has it off the list until then; it is the worker's again once it is safe, and a try that is
// not safe puts it on the list anew.
func TestWhoDecidesLetsAStopGo(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := closedToday(t, w, nil)
		s.call(t, casework.SomeoneElse)
		again := s.CheckOn.AddDays(14)
		if err := s.check(t, s.over, func(c *casework.CheckAfter) { c.Again = again }); err != nil {
			t.Fatal(err)
		}
		if told := stopped(t, w, s.over); len(told) != 0 {
			t.Errorf("after she recorded the check, the supervisor's list has %+v", told)
		}
		w.Clock.Set(again.At(10, 0))
		if told := stopped(t, w, s.over); len(told) != 1 {
			t.Errorf("on the day, with nothing written of how it is safe, her list has %+v", told)
		}
		s.safe(t, person.Safe)
		if told, d := stopped(t, w, s.over), day(t, w, s.worker); len(told) != 0 || len(d.Pool) != 1 {
			t.Errorf("she let it go, and it is safe: her list has %+v, the worker's day %+v", told, d.Pool)
		}
		s.call(t, casework.NotSafe)
		s.safe(t, person.Safe)
		if told := stopped(t, w, s.over); len(told) != 1 {
			t.Errorf("after the next try that was not safe, her list has %+v", told)
		}
	})
}

// A safeguarding lead has it on her day, as she has contact that was stopped on an open case, and can settle it; the worker's
// day does not lead to a form that can't be sent.
func TestAStopAfterClosingComesToTheLead(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := closedToday(t, w, nil)
		if d := day(t, w, s.worker); len(d.Pool) != 1 {
			t.Errorf("before the call the worker's day has %+v", d.Pool)
		}
		if err := s.check(t, s.lead, nil); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("the lead records a check that does not wait for her: %v", err)
		}
		s.call(t, casework.NotSafe)
		if d := day(t, w, s.worker); len(d.Pool) != 0 {
			t.Errorf("nobody may ring, and the worker's day has %+v", d.Pool)
		}
		if d := day(t, w, s.lead); len(d.Stopped) != 1 || d.Stopped[0].Case.Reference != s.Reference {
			t.Fatalf("the lead's day has %+v", d.Stopped)
		}
		if err := s.check(t, s.lead, nil); err != nil {
			t.Fatal(err)
		}
		if d := day(t, w, s.lead); len(d.Stopped) != 0 || len(stopped(t, w, s.over)) != 0 {
			t.Errorf("after she recorded the check her day has %+v", d.Stopped)
		}
	})
}

// Whatever day comes with a reason after which nobody asks, by whichever command, nobody is led to ring.
func TestNobodyAsksAfterSomeReasons(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		day := w.Clock.Now().Date().AddDays(20)
		c := w.Open(t, worker, barnet)
		closed := caseworktest.Do(t, w, worker, casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Reason: "died", Check: day}.Run)
		if !closed.CheckOn.IsZero() {
			t.Errorf("closed because she died, somebody asks on %s", closed.CheckOn)
		}
		c = w.Open(t, worker, barnet)
		if _, err := w.Call(t, worker, c, casework.SomeoneElse); err != nil {
			t.Fatal(err)
		}
		p := w.Page(t, over, c)
		closed = caseworktest.Do(t, w, over, casework.DecideContact{Case: c.ID, Version: p.Case.Version, Referral: p.Came.Version, Service: w.Service(t, barnet),
			Seen: p.About.Safe.Version, Why: "She died", Reason: "died", Check: day}.Run)
		if !closed.CheckOn.IsZero() {
			t.Errorf("contact stops because she died, and somebody asks on %s", closed.CheckOn)
		}
	})
}

// A case that was closed before the service's file said that nobody asks after its reason loses its day, and no other does.
func TestAnEarlierCheckIsDropped(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		now, before := w.Service(t, barnet), w.Service(t, barnet)
		before.Closing = slices.Clone(before.Closing)
		for i := range before.Closing {
			before.Closing[i].NoCheck = false
		}
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		closed := map[string]casework.Case{}
		for _, reason := range []string{"died", "referred_on"} {
			c := w.Open(t, worker, barnet)
			closed[reason] = caseworktest.Do(t, w, worker, casework.Close{Case: c.ID, Version: c.Version, Service: before, Reason: reason}.Run)
			if closed[reason].CheckOn.IsZero() {
				t.Fatal("nobody was to ask")
			}
		}
		program := access.WithActor(t.Context(), access.NewSystem("job", ""))
		for round, want := range []int{1, 0} {
			drop, err := gate.Read(program, w.Gate, func(ctx context.Context, v *gate.View) ([]casework.DropCheck, error) {
				return casework.ChecksToDrop(ctx, v, []catalogue.Service{now})
			})
			if err != nil || len(drop) != want {
				t.Fatalf("round %d finds %+v: %v", round, drop, err)
			}
			for _, d := range drop {
				caseworktest.Do(t, w, program, d.Run)
			}
		}
		if on := w.Page(t, worker, closed["died"]).Case.CheckOn; !on.IsZero() {
			t.Errorf("she died, and somebody asks on %s", on)
		}
		if on := w.Page(t, worker, closed["referred_on"]).Case.CheckOn; on != closed["referred_on"].CheckOn {
			t.Errorf("the other was to be asked on %s, and is on %q", closed["referred_on"].CheckOn, on)
		}
		w.Clock.Set(closed["referred_on"].CheckOn.At(10, 0))
		if d := day(t, w, worker); len(d.Pool) != 1 {
			t.Errorf("on the day there are %d to ask", len(d.Pool))
		}
	})
}
