package casework_test

import (
	"context"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

const barnet = "barnet-asb"

// Who asked for help themselves has nobody who could be asked for a better number: a supervisor decides what is tried, and the clock runs on.
func TestAWrongNumberThatNobodyCanMend(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, "harmony")
		c := w.Open(t, worker, "harmony", func(r *referral.Receive) {
			r.Door, r.Source, r.Basis.Kind = catalogue.DoorSelf, catalogue.SourceSelf, catalogue.BasisSelf
		})
		done, err := w.Call(t, worker, c, casework.WrongNumber)
		if err != nil || !done.Nobody {
			t.Fatalf("%+v (%v)", done, err)
		}
		p := w.Page(t, worker, c)
		if p.Came.State != referral.Held || p.Came.Reason != referral.InsufficientContact {
			t.Errorf("the referral is %s (%s)", p.Came.State, p.Came.Reason)
		}
		if p.Case.StageDue != c.StageDue {
			t.Errorf("the clock was stopped, and nobody is waited for: due %v, before %v", p.Case.StageDue, c.StageDue)
		}
	})
}

func TestWhatFollowsACall(t *testing.T) {
	tests := []struct {
		outcome casework.Reached
		state   referral.State
		reason  referral.Reason
		again   errs.Kind // of a call after it
	}{
		{casework.ReachedHer, referral.InContact, referral.ToContact, errs.None},
		{casework.NoAnswer, referral.InContact, referral.ToContact, errs.None},
		{casework.SomeoneElse, referral.Held, referral.SuspendedUnsafe, errs.Conflict},
		{casework.NotSafe, referral.Held, referral.SuspendedUnsafe, errs.Conflict},
		{casework.WrongNumber, referral.Held, referral.ReturnedToPolice, errs.Conflict},
	}
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		for _, tt := range tests {
			c := w.Open(t, worker, barnet)
			number := w.Number(t, worker, c)
			if _, err := w.Call(t, worker, c, tt.outcome); err != nil {
				t.Fatalf("%s: %v", tt.outcome, err)
			}
			p := w.Page(t, worker, c)
			if p.Came.State != tt.state || p.Came.Reason != tt.reason {
				t.Errorf("%s: the referral is %s (%s), want %s (%s)", tt.outcome, p.Came.State, p.Came.Reason, tt.state, tt.reason)
			}
			_, err := w.Call(t, worker, c, casework.ReachedHer)
			if errs.KindOf(err) != tt.again {
				t.Errorf("%s: calling again: %v, want %v", tt.outcome, err, tt.again)
			}
			_, err = gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (string, error) {
				shown, err := referral.ShowNumber(ctx, v, w.Set, c.Referral, number)
				return shown.Text(), err
			})
			if errs.KindOf(err) != tt.again {
				t.Errorf("%s: the number is shown: %v, want %v", tt.outcome, err, tt.again)
			}
		}
	})
}

// A wrong number holds nobody who can be rung on another: it is not offered any more, the clock runs on, and only when no number is left
// that may be rung is whoever sent it asked for one.
func TestAWrongNumberGoesOnWithAnother(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		for _, tt := range []struct {
			call  person.Permission // on the second number
			other bool
		}{{person.Yes, true}, {person.NotAsked, true}, {person.No, false}} {
			c := w.Open(t, worker, barnet, func(r *referral.Receive) {
				r.Supported.Contacts = append(r.Supported.Contacts, person.NewContact{Kind: person.Phone, Value: "01632 960 007", Call: tt.call})
			})
			ring := func(number id.Contact) casework.Attempted {
				return caseworktest.Do(t, w, worker, casework.RecordAttempt{Case: c.ID, Service: w.Service(t, barnet), Contact: number,
					Method: catalogue.MethodPhone, Outcome: casework.WrongNumber, Anyway: true}.Run)
			}
			first := w.Number(t, worker, c)
			after, p := ring(first), w.Page(t, worker, c)
			if after.Other != tt.other || (p.Came.State == referral.InContact) != tt.other || (p.Paused == nil) != tt.other {
				t.Errorf("calls on the other number %q: other %v, the referral is %s, the clock stands: %+v", tt.call, after.Other, p.Came.State, p.Paused)
			}
			if !tt.other {
				continue
			}
			var second id.Contact
			for _, k := range p.About.Contacts {
				if k.ID == first && !k.Wrong {
					t.Error("the number that was wrong is not marked")
				}
				if k.Kind == person.Phone {
					second = k.ID
				}
			}
			if due := w.Case(t, worker, c.ID); due.StageDue != c.StageDue || due.Try != c.Try {
				t.Errorf("due %v and %+v, before %v and %+v", due.StageDue, due.Try, c.StageDue, c.Try)
			}
			after, p = ring(second), w.Page(t, worker, c)
			if after.Other || p.Came.State != referral.Held || p.Came.Reason != referral.ReturnedToPolice || p.Paused == nil {
				t.Errorf("the last number wrong too: other %v, the referral is %s (%s)", after.Other, p.Came.State, p.Came.Reason)
			}
		}
	})
}

func TestRecordAttemptChecks(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		service := w.Service(t, barnet)
		number := w.Number(t, worker, c)
		try := func(change func(*casework.RecordAttempt)) []errs.Field {
			a := casework.RecordAttempt{Case: c.ID, Service: service, Contact: number, Method: catalogue.MethodPhone, Outcome: casework.NoAnswer}
			change(&a)
			_, err := gate.Write(worker, w.Gate, "", a.Run)
			return errs.FieldsOf(err)
		}
		tests := []struct {
			name   string
			change func(*casework.RecordAttempt)
			want   string // the field that is refused
		}{
			{"voicemail where it is not allowed", func(a *casework.RecordAttempt) { a.Outcome = casework.VoicemailLeft }, "outcome"},
			{"a text without a yes", func(a *casework.RecordAttempt) { a.Method, a.Outcome = catalogue.MethodText, casework.Sent }, "method"},
			{"a letter to a telephone", func(a *casework.RecordAttempt) { a.Method, a.Outcome = catalogue.MethodLetter, casework.Sent }, "contact"},
			{"an answer that does not follow a call", func(a *casework.RecordAttempt) { a.Outcome = casework.Sent }, "outcome"},
			{"a number that is not hers", func(a *casework.RecordAttempt) { a.Contact = "another" }, "contact"},
		}
		for _, tt := range tests {
			got := try(tt.change)
			if len(got) != 1 || got[0].Name != tt.want {
				t.Errorf("%s: %v, want the field %s", tt.name, got, tt.want)
			}
		}
		if p := w.Page(t, worker, c); len(p.Of(casework.ItemAttempt)) != 0 {
			t.Error("a refused attempt was kept")
		}
		if got := try(func(*casework.RecordAttempt) {}); got != nil {
			t.Errorf("a first call: %v", got)
		}
		w.Clock.Advance(time.Hour)
		if got := try(func(*casework.RecordAttempt) {}); len(got) != 1 || got[0].Name != "anyway" {
			t.Errorf("the same morning again: %v, want to be asked", got)
		}
		if got := try(func(a *casework.RecordAttempt) { a.Anyway = true }); got != nil {
			t.Errorf("the same morning again, knowingly: %v", got)
		}
	})
}

// The next try is due when the file says so: it waits for another day and another part of the day, is on the worker's day
// then and not before, is late on her supervisor's list after it, and is none once the person was reached.
func TestNextTry(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, boss := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Ann Boss", access.Supervisor, barnet)
		c := w.Open(t, worker, barnet)
		hours := w.Service(t, barnet).Hours
		listed := func() bool {
			d, err := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (casework.Day, error) {
				return casework.MyDay(ctx, v, w.Set.Services())
			})
			if err != nil {
				t.Fatal(err)
			}
			return len(d.Due)+len(d.Pool) > 0
		}
		late := func() int {
			d, err := gate.Read(boss, w.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
				return casework.TeamWatch(ctx, v, w.Service(t, barnet), w.Set.RiskStages, casework.WatchLate)
			})
			if err != nil {
				t.Fatal(err)
			}
			return len(d.Rows)
		}
		first := w.Clock.Now()
		if _, err := w.Call(t, worker, c, casework.NoAnswer); err != nil {
			t.Fatal(err)
		}
		next := w.Page(t, worker, c).Case.Try
		p := w.Service(t, barnet).Protocols["standard"]
		if next.No != 2 || next.From.Date() <= first.Date() || p.PartOfDay(next.From) == p.PartOfDay(first) || !hours.OpenAt(next.From) || next.Due.Date() != next.From.Date() {
			t.Fatalf("after a call at %s the next is %+v (%s to %s)", first, next, next.From, next.Due)
		}
		if listed() {
			t.Error("the case is on the worker's day before the next try is due")
		}
		w.Clock.Advance(next.From.Sub(w.Clock.Now()))
		if !listed() || late() != 0 {
			t.Errorf("on the day: on her list %v, late %d", listed(), late())
		}
		w.Clock.Advance(next.Due.Sub(w.Clock.Now()) + time.Minute)
		if late() != 1 {
			t.Errorf("after it: late %d, want 1", late())
		}
		if _, err := w.Call(t, worker, c, casework.ReachedHer); err != nil {
			t.Fatal(err)
		}
		if got := w.Page(t, worker, c).Case; got.Try.No != 0 || got.Due != got.StageDue {
			t.Errorf("reached, and the next try is %+v, due %s", got.Try, got.Due)
		}
	})
}

// The protocol goes on to the ways that she allows, and says when it is through.
func TestProtocolEnds(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		first, err := w.Call(t, worker, c, casework.NoAnswer)
		if err != nil || first.Next == nil || first.Next.By != catalogue.MethodPhone || first.Ended {
			t.Fatalf("after the first call: %+v, %v", first, err)
		}
		w.Clock.Advance(29 * time.Hour)
		second, err := w.Call(t, worker, c, casework.NoAnswer)
		if err != nil || second.Next != nil || !second.Ended {
			t.Fatalf("after the second call, with no text or letter allowed: %+v, %v", second, err)
		}
		now := w.Page(t, worker, c).Case
		if now.Try.No != casework.UsedUp || now.Try.From <= w.Clock.Now() {
			t.Errorf("with every way tried the next step is %+v: an answer needs time", now.Try)
		}
		closed := caseworktest.Do(t, w, worker, casework.Close{Case: c.ID, Version: now.Version, Service: w.Service(t, barnet), Reason: "no_response"}.Run)
		if want := w.Clock.Now().Date().AddDays(42); closed.KeepUntil != want {
			t.Errorf("what was received is kept until %s, want %s", closed.KeepUntil, want)
		}
	})
}

func TestAskedNotToContact(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		caseworktest.Do(t, w, worker, referral.DoNotContact{Referral: c.Referral, Scope: person.ScopeService}.Run)
		if _, err := w.Call(t, worker, c, casework.NoAnswer); errs.KindOf(err) != errs.Conflict {
			t.Errorf("a call after it: %v", err)
		}
		p := w.Page(t, worker, c)
		if p.Stop == "" {
			t.Error("the page does not say that nobody can be contacted")
		}
		closed := caseworktest.Do(t, w, worker, casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Reason: "declined"}.Run)
		if p = w.Page(t, worker, c); p.Came.State != referral.OptedOut {
			t.Errorf("closing made the referral %s: that she asked not to be contacted is what is counted", p.Came.State)
		}
		reopen := casework.Reopen{Case: c.ID, Version: closed.Version, Service: w.Service(t, barnet)}
		if _, err := gate.Write(worker, w.Gate, "", reopen.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("opening the case again: %v", err)
		}
	})
}

// It comes out in a call that he is her former partner: contact stops, and mediation is refused.
func TestHearingOfDomesticAbuse(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		offer := casework.OfferMediation{Case: c.ID, Outcome: "offered", On: w.Clock.Now().Date()}
		caseworktest.Do(t, w, worker, offer.Run)
		version := w.Page(t, worker, c).About.Story.Version
		hear := casework.Hear{Case: c.ID, Version: version, Story: person.NewStory{Wants: "That it stops", Relationship: person.ExPartner}}
		caseworktest.Do(t, w, worker, hear.Run)
		p := w.Page(t, worker, c)
		if p.Came.State != referral.Held || p.Came.Reason != referral.DomesticAbuse || p.About.Story.Wants.Text() != "That it stops" {
			t.Errorf("the referral is %s (%s), she wants %q", p.Came.State, p.Came.Reason, p.About.Story.Wants.Text())
		}
		if _, err := gate.Write(worker, w.Gate, "", offer.Run); len(errs.FieldsOf(err)) != 1 {
			t.Errorf("mediation after it: %v", err)
		}
		if _, err := gate.Write(worker, w.Gate, "", hear.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("written down again over what changed: %v", err)
		}
	})
}

// A call to ask how it is, some time after closing, that somebody else answers is kept as on an open case: no such number is shown any
// more. The case stays closed.
func TestACallAfterClosingThatStops(t *testing.T) {
	for _, tt := range []struct {
		outcome casework.Reached
		state   person.SafeState
		wrong   bool
	}{
		{casework.SomeoneElse, person.Unsafe, false},
		{casework.NotSafe, person.Unsafe, false},
		{casework.WrongNumber, person.Safe, true},
	} {
		t.Run(string(tt.outcome), func(t *testing.T) {
			caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
				worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
				c := w.Open(t, worker, barnet)
				number := w.Number(t, worker, c)
				closed := caseworktest.Do(t, w, worker, casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Reason: "referred_on"}.Run)
				w.Clock.Set(closed.CheckOn.At(10, 0))
				if _, err := w.Call(t, worker, c, tt.outcome); err != nil {
					t.Fatal(err)
				}
				p := w.Page(t, worker, c)
				if made := p.Of(casework.ItemAttempt); len(made) != 1 || made[0].State != string(tt.outcome) {
					t.Errorf("the attempts that were kept: %+v", made)
				}
				if p.About.Safe.State != tt.state || p.About.Contacts[0].Wrong != tt.wrong {
					t.Errorf("how it is safe: %q, the number is wrong: %v", p.About.Safe.State, p.About.Contacts[0].Wrong)
				}
				if p.Case.State != casework.Closed || p.Came.State != referral.Closed {
					t.Errorf("the case is %s, the referral %s", p.Case.State, p.Came.State)
				}
				_, err := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (string, error) {
					shown, err := referral.ShowNumber(ctx, v, w.Set, c.Referral, number)
					return shown.Text(), err
				})
				if errs.KindOf(err) != errs.Conflict {
					t.Errorf("the number is shown after it: %v", err)
				}
				over, unsafe := w.Staff(t, "Sam Reid", access.Supervisor, barnet), tt.state == person.Unsafe
				if told := stopped(t, w, over); len(told) != 0 != unsafe || unsafe && !told[0].After {
					t.Errorf("before anybody opens the case again, the supervisor's list of stopped contact: %+v", told)
				}
				recorded := casework.CheckAfter{Case: c.ID, Version: p.Case.Version, Service: w.Service(t, barnet), Outcome: "not reached"}
				if unsafe {
					if _, err := gate.Write(worker, w.Gate, "", recorded.Run); errs.KindOf(err) != errs.Conflict {
						t.Errorf("a worker takes it from the supervisor's list: %v", err)
					}
				}
				again := caseworktest.Do(t, w, worker, casework.Reopen{Case: c.ID, Version: p.Case.Version, Service: w.Service(t, barnet)}.Run)
				if p := w.Page(t, worker, again); unsafe != (p.Came.State == referral.Held && p.Came.Reason == referral.SuspendedUnsafe) || unsafe != (p.Case.StageDue == clock.Never) {
					t.Errorf("opened again the referral is %s, %s, and its clock due %v", p.Came.State, p.Came.Reason, p.Case.StageDue)
				}
				if told := stopped(t, w, over); len(told) != 0 != unsafe || unsafe && told[0].After {
					t.Errorf("opened again, the supervisor's list of stopped contact: %+v", told)
				}
				if p := w.Page(t, worker, again); p.About.Safe.State != tt.state || p.About.Contacts[0].Wrong != tt.wrong {
					t.Errorf("opened again: how it is safe: %q, the number is wrong: %v", p.About.Safe.State, p.About.Contacts[0].Wrong)
				}
			})
		})
	}
}

// Contact was stopped for good with a day to look again: nobody may ring, so on that day it is not the worker's but waits for who decides.
func TestADayToLookAgainAfterStoppedContactWaitsForWhoDecides(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		for _, given := range []bool{true, false} {
			c := w.Open(t, worker, barnet)
			if given {
				c = caseworktest.Do(t, w, over, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Worker: w.Account(t, "Nell Carter"),
					Role: access.CaseWorker}.Run)
			}
			if _, err := w.Call(t, worker, c, casework.SomeoneElse); err != nil {
				t.Fatal(err)
			}
			p := w.Page(t, over, c)
			again := w.Clock.Now().Date().AddDays(30)
			closed := caseworktest.Do(t, w, over, casework.DecideContact{Case: c.ID, Version: p.Case.Version, Referral: p.Came.Version, Service: w.Service(t, barnet),
				Why: "He reads her telephone", Reason: "referred_on", Check: again}.Run)
			if told := stopped(t, w, over); len(told) != 0 {
				t.Errorf("decided, and before the day to look again the supervisor's list of stopped contact: %+v", told)
			}
			w.Clock.Set(again.At(10, 0))
			if d := day(t, w, worker); len(d.Due)+len(d.Pool) != 0 {
				t.Errorf("nobody may ring, and the worker's day asks her to, given to her %v: %+v, %+v", given, d.Due, d.Pool)
			}
			if told := stopped(t, w, over); len(told) != 1 || !told[0].After {
				t.Errorf("on the day, the supervisor's list of stopped contact: %+v", told)
			}
			check := casework.CheckAfter{Case: c.ID, Version: closed.Version, Service: w.Service(t, barnet), Outcome: "not asked"}
			if kind := change(w, worker, check.Run); kind != errs.Conflict {
				t.Errorf("the worker takes it from the supervisor's list: %v", kind)
			}
			caseworktest.Do(t, w, over, check.Run)
			if told := stopped(t, w, over); len(told) != 0 {
				t.Errorf("looked at again, the supervisor's list of stopped contact: %+v", told)
			}
		}
	})
}

// stopped is a supervisor's list of contact that was stopped; its count is the list's.
func stopped(t *testing.T, w *caseworktest.World, over context.Context) []casework.TeamRow {
	t.Helper()
	d, err := gate.Read(over, w.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
		return casework.TeamWatch(ctx, v, w.Service(t, barnet), w.Set.RiskStages, casework.WatchStopped)
	})
	if err != nil || d.Counts[casework.WatchStopped] != len(d.Rows) {
		t.Fatalf("%d of %d: %v", len(d.Rows), d.Counts[casework.WatchStopped], err)
	}
	return d.Rows
}
