package referral_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	files "goldenthread/catalogue"
	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// changed gives the service as it would be with something in its file replaced.
func changed(t *testing.T, s catalogue.Service, old, now string) catalogue.Service {
	t.Helper()
	content, err := fs.ReadFile(files.FS, s.File)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(content), old) {
		t.Fatalf("%q is not in the file", old)
	}
	tried, err := catalogue.Load(catalogue.Instead(files.FS, s.File, []byte(strings.Replace(string(content), old, now, 1))))
	if err != nil {
		t.Fatal(err)
	}
	with, _ := tried.Service(s.Key)
	return with
}

// TestSimulate: past referrals through the file they came by change nothing; through a changed one each
// difference is counted by its reason, and a rule that asks for what was not kept says so.
func TestSimulate(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		for _, change := range []func(*referral.Receive){
			func(c *referral.Receive) { c.Facts.Impact = catalogue.Known("severe") },
			func(c *referral.Receive) { c.Supported.Born = "2009-05-05" },
			func(c *referral.Receive) { c.District = "E06000005" },
			func(c *referral.Receive) { c.District = "" },
			func(c *referral.Receive) { c.Supported.Contacts, c.Facts.Impact = nil, catalogue.Known("some") },
			func(c *referral.Receive) { c.Objected = true },
			func(c *referral.Receive) { c.Supported.Told.Relationship = person.ExPartner },
		} {
			w.take(t, w.row(func(c *referral.Receive) {
				change(c)
				c.Supported.Surname += strings.Repeat("x", len(c.District)) + c.Supported.Born.Short()
			}))
		}
		now := map[referral.State]int{referral.Accepted: 1, referral.Held: 4, referral.Signposted: 1, referral.OptedOut: 1}
		tests := []struct {
			name     string
			with     catalogue.Service
			changes  []referral.Change
			wouldAsk map[string]int
			first    []referral.FirstChange
			due      []referral.DueChange
		}{
			{"the same file", w.service, nil, map[string]int{"Area": 1}, nil, nil},
			{"called a day sooner", changed(t, w.service, "who: case worker, clock: 2 working days, protocol: standard", "who: case worker, clock: 1 working day, protocol: standard"),
				nil, map[string]int{"Area": 1}, nil, []referral.DueChange{{Now: "2 working days", With: "1 working day", Referrals: 1, Sooner: 1}}},
			{"from sixteen", changed(t, w.service, "age: {min: 18, held_for: designated safeguarding lead, contact_from: 18", "age: {min: 16, held_for: designated safeguarding lead, contact_from: 16"),
				[]referral.Change{{From: referral.Held, FromReason: referral.UnderAge, To: referral.Accepted, ToReason: referral.ToContact, Referrals: 1}},
				map[string]int{"Area": 1}, []referral.FirstChange{{From: "", To: catalogue.MethodPhone, Referrals: 1}}, nil},
			{"only where it hit hard", changed(t, w.service, "eligible: Area in Areas", `eligible: Area in Areas and Impact == "severe"`),
				[]referral.Change{
					{From: referral.Held, FromReason: referral.InsufficientContact, To: referral.Signposted, ToReason: referral.NotEligible, Referrals: 1},
				},
				map[string]int{"Area": 1, "Impact": 1}, nil, nil},
			{"only what has happened before", changed(t, w.service, "eligible: Area in Areas", `eligible: Area in Areas and Repeat`),
				[]referral.Change{
					{From: referral.Accepted, FromReason: referral.ToContact, To: referral.Held, ToReason: referral.FactsMissing, Referrals: 1},
					{From: referral.Held, FromReason: referral.InsufficientContact, To: referral.Held, ToReason: referral.FactsMissing, Referrals: 1},
				},
				map[string]int{"Area": 1, "Repeat": 3}, []referral.FirstChange{{From: catalogue.MethodPhone, To: "", Referrals: 1}}, nil},
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				ctx, n := store.Counting(w.System(t, "cli"))
				got, err := gate.Read(ctx, w.Gate, func(ctx context.Context, v *gate.View) (referral.Simulation, error) {
					return referral.Simulate{Now: w.service, With: tt.with, Groups: set.OffenceGroups}.Run(ctx, v)
				})
				if err != nil {
					t.Fatal(err)
				}
				if got.Referrals != 7 || !cmp.Equal(now, got.Now) {
					t.Errorf("%d referrals, by the file in force %v, want 7 and %v", got.Referrals, got.Now, now)
				}
				if diff := cmp.Diff(tt.changes, got.Changes); diff != "" {
					t.Errorf("changes (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(tt.wouldAsk, got.WouldAsk); diff != "" {
					t.Errorf("would ask (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(tt.first, got.First); diff != "" {
					t.Errorf("first contact (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(tt.due, got.Due); diff != "" {
					t.Errorf("first contact due (-want +got):\n%s", diff)
				}
				if n.Opens != 0 {
					t.Errorf("%d sealed values were opened", n.Opens)
				}
			})
		}
		_, err := gate.Read(w.staff(t, access.Supervisor), w.Gate, func(ctx context.Context, v *gate.View) (referral.Simulation, error) {
			return referral.Simulate{Now: w.service, With: w.service, Groups: set.OffenceGroups}.Run(ctx, v)
		})
		if kind := errs.KindOf(err); kind != errs.Forbidden && kind != errs.NotFound {
			t.Errorf("a supervisor got %v, want a refusal", err)
		}
	})
}

// A changed clock of the step in which people are reached counts, also where a priority is agreed before it: of each priority, as it was
// agreed or else as the police gave it, which time would have been allowed and who was reached in it.
func TestSimulateReached(t *testing.T) {
	onBoth(t, "pilot", func(t *testing.T, w world) {
		take := func(p referral.Priority, surname string) id.Referral {
			taken := w.take(t, w.row(func(c *referral.Receive) {
				c.Source, c.District, c.Priority = "durham_police", "E06000005", p
				c.Facts.Force, c.Facts.Recorded = catalogue.Known("durham"), catalogue.Known(true)
				c.Supported.Surname += surname
			}))
			if got := w.get(t, taken.Referral); got.State != referral.Accepted {
				t.Fatalf("the referral is %s (%s)", got.State, got.Reason)
			}
			return taken.Referral
		}
		at := w.Clock.Now()
		soon, agreed, never := take(referral.Soon, "a"), take(referral.Routine, "b"), take(referral.Soon, "c")
		contacts := map[id.Referral]referral.FirstContact{
			soon:   {At: w.service.Hours.Deadline(at, catalogue.Clock{N: 6, Unit: catalogue.WorkingHours})},
			agreed: {Agreed: referral.Immediate, At: w.service.Hours.Deadline(at, catalogue.Clock{N: 3, Unit: catalogue.WorkingHours})},
			never:  {},
		}
		const bands = "immediate: 1 working hour, urgent: 4 working hours, soon: 1 working day, routine: 2 working days"
		of := func(p referral.Priority, now, with string, d referral.DueChange) referral.DueChange {
			d.Priority, d.Now, d.With = p, "2 working hours and then "+now, "2 working hours and then "+with
			return d
		}
		for with, want := range map[string][]referral.DueChange{
			"immediate: 1 working hour, urgent: 4 working hours, soon: 3 working hours, routine: 2 working days": {
				of(referral.Soon, "1 working day", "3 working hours", referral.DueChange{Referrals: 2, Sooner: 2, Reached: 1, InTimeNow: 1})},
			"immediate: 1 working hour, urgent: 4 working hours, soon: 3 working days, routine: 2 working days": {
				of(referral.Soon, "1 working day", "3 working days", referral.DueChange{Referrals: 2, Later: 2, Reached: 1, InTimeNow: 1, InTimeWith: 1})},
			"immediate: 30 working hours, urgent: 4 working hours, soon: 1 working day, routine: 2 working days": {
				of(referral.Immediate, "1 working hour", "30 working hours", referral.DueChange{Referrals: 1, Later: 1, Reached: 1, InTimeNow: 1, InTimeWith: 1})},
			"immediate: 1 working hour, urgent: 4 working hours, soon: 1 working day, routine: 9 working days": nil, // nobody's since the police agreed
			bands: nil,
		} {
			changed := changed(t, w.service, bands, with)
			got, err := gate.Read(w.System(t, "cli"), w.Gate, func(ctx context.Context, v *gate.View) (referral.Simulation, error) {
				return referral.Simulate{Now: w.service, With: changed, Groups: set.OffenceGroups, Contacts: contacts}.Run(ctx, v)
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got.Due); diff != "" {
				t.Errorf("with %s (-want +got):\n%s", with, diff)
			}
		}
	})
}

// The time to the first contact runs from when somebody was accepted, which for one who was held first is later than the referral came.
// Whose clock stood still meanwhile is counted apart, and who came in a list of cases kept before not at all.
func TestSimulateFromAcceptance(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		rape, _ := set.Offence("19C")
		worker := w.staff(t, access.CaseWorker)
		take := func(surname string, change func(*referral.Receive)) id.Referral {
			return w.take(t, w.row(func(c *referral.Receive) {
				c.Supported.Surname = surname
				change(c)
			})).Referral
		}
		consent := func(c *referral.Receive) { c.Offence = rape }
		as := func(c *referral.Receive) {}
		held, paused, stopped, listed, straight := take("a", consent), take("b", as), take("c", as), take("d", as), take("e", as)
		decide := func(r referral.Decide, of id.Referral) {
			r.Service, r.Referral, r.Version = w.service, of, w.get(t, of).Version
			if r.To == referral.Accepted && w.get(t, of).Reason == referral.ConsentMissing {
				basis := referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "officer", How: "phone", On: w.Clock.Now().Date()}
				if _, err := gate.Write(worker, w.Gate, "", referral.RecordBasis{Service: w.service, Referral: of, Version: r.Version, Basis: basis}.Run); err != nil {
					t.Fatal(err)
				}
				r.Version = w.get(t, of).Version
			}
			if _, err := gate.Write(worker, w.Gate, "", r.Run); err != nil {
				t.Fatal(err)
			}
		}
		came := w.Clock.Now()
		w.Clock.Set(came.Date().AddDays(7).At(10, 0))
		decide(referral.Decide{To: referral.Accepted}, held)
		accepted := w.Clock.Now()
		w.Clock.Set(accepted.Date().AddDays(1).At(10, 0))
		decide(referral.Decide{To: referral.Held, Owner: access.CaseWorker}, stopped)
		decide(referral.Decide{To: referral.Accepted}, stopped)
		soon := func(from clock.Instant) clock.Instant {
			return w.service.Hours.Deadline(from, catalogue.Clock{N: 1, Unit: catalogue.WorkingDays})
		}
		contacts := map[id.Referral]referral.FirstContact{
			held: {At: soon(accepted)}, paused: {At: soon(came), Stood: true}, stopped: {At: w.Clock.Now() + 1}, listed: {At: soon(came)}, straight: {At: soon(came)},
		}
		with := changed(t, w.service, "who: case worker, clock: 2 working days, protocol: standard", "who: case worker, clock: 1 working day, protocol: standard")
		got, err := gate.Read(w.System(t, "cli"), w.Gate, func(ctx context.Context, v *gate.View) (referral.Simulation, error) {
			return referral.Simulate{Now: w.service, With: with, Groups: set.OffenceGroups, Contacts: contacts, Listed: map[id.Referral]bool{listed: true}}.Run(ctx, v)
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []referral.DueChange{{Now: "2 working days", With: "1 working day", Referrals: 4, Sooner: 4, Stood: 2, Reached: 2, InTimeNow: 2, InTimeWith: 2}}
		if diff := cmp.Diff(want, got.Due); diff != "" || got.Listed != 1 || got.Referrals != 5 {
			t.Errorf("of %d referrals %d came in a list (-want +got):\n%s", got.Referrals, got.Listed, diff)
		}
	})
}
