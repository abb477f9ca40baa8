package identity_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
)

func TestSessionLimits(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.CaseWorker)
		t.Run("idle", func(t *testing.T) {
			token := h.in(t, p).Token
			for range 3 {
				h.Clock.Advance(29 * time.Minute)
				h.as(t, token) // each use moves the limit on
			}
			h.Clock.Advance(30 * time.Minute)
			if got := h.ended(t, token); got != identity.EndedIdle {
				t.Errorf("after 30 minutes: %q", got)
			}
			h.Clock.Advance(-time.Hour)
			h.as(t, token)
			h.Clock.Advance(time.Hour)
			if got := h.ended(t, token); got != identity.EndedIdle {
				t.Errorf("a clock that went back made the session longer: %q", got)
			}
		})
		t.Run("absolute", func(t *testing.T) {
			token := h.in(t, p).Token
			for range 12*3 - 1 {
				h.Clock.Advance(20 * time.Minute)
				h.as(t, token)
			}
			h.Clock.Advance(20 * time.Minute)
			if got := h.ended(t, token); got != identity.EndedOver {
				t.Errorf("after 12 hours: %q", got)
			}
		})
		t.Run("a token nobody has", func(t *testing.T) {
			for _, token := range []string{"", "x", "0123456789012345678901234567890123456789012"} {
				if got := h.ended(t, identity.Hide(token)); got != identity.EndedUnknown {
					t.Errorf("%q: %q", token, got)
				}
			}
		})
	})
}

// Every page asks: two statements and no write, but for one touch a minute.
func TestAuthenticateIsCheap(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.CaseWorker)
		token := h.in(t, p).Token
		h.Clock.Advance(time.Minute)
		h.as(t, token)
		ctx, counts := store.Counting(t.Context())
		if _, _, err := identity.Authenticate(ctx, h.Gate, token); err != nil {
			t.Fatal(err)
		}
		if counts.Statements > 2 || counts.FsyncWaits != 0 {
			t.Errorf("a page's question took %d statements and %d waits for the disk, want at most 2 and 0", counts.Statements, counts.FsyncWaits)
		}
	})
}

func TestEndingSessions(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.CaseWorker)
		q := h.hire(t, "q@example.org", "Q Q", access.CaseWorker)
		h.Clock.Advance(24 * time.Hour) // the sessions they began with are over
		here, there, others := h.in(t, p), h.in(t, p), h.in(t, q)
		ctx := h.as(t, here.Token)

		o := own(ctx, t, h)
		if len(o.Sessions) != 2 || o.Sessions[0].Mine == o.Sessions[1].Mine || o.Login != "p@example.org" {
			t.Fatalf("her sessions: %+v", o.Sessions)
		}
		_, err := gate.Write(ctx, h.Gate, "", identity.RevokeSession{Session: others.Session}.Run)
		if errs.KindOf(err) != errs.NotFound {
			t.Errorf("ending somebody else's session: %v", err)
		}
		if _, err := gate.Write(ctx, h.Gate, "", identity.RevokeSession{Session: there.Session}.Run); err != nil {
			t.Fatal(err)
		}
		if got := h.ended(t, there.Token); got != identity.EndedHere {
			t.Errorf("the session she ended is %q", got)
		}
		if _, err := gate.Write(ctx, h.Gate, "", identity.SignOut{Token: here.Token}.Run); err != nil {
			t.Fatal(err)
		}
		if got := h.ended(t, here.Token); got != identity.EndedHere {
			t.Errorf("after signing out: %q", got)
		}
		h.as(t, others.Token)
	})
}

func TestSuspend(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.CaseWorker)
		boss := h.hire(t, "boss@example.org", "B B", access.SystemAdministrator)
		token := h.in(t, p).Token
		waiting := h.first(t, p).Token
		h.as(t, token)
		ctx := h.as(t, h.in(t, boss).Token)

		if _, err := gate.Write(ctx, h.Gate, "", identity.Suspend{Account: p.account, Version: 99}.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("a stale version: %v", err)
		}
		if _, err := gate.Write(ctx, h.Gate, "", identity.Suspend{Account: boss.account, Version: version(t, h, boss)}.Run); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("suspending oneself: %v", err)
		}
		next, err := gate.Write(ctx, h.Gate, "", identity.Suspend{Account: p.account, Version: version(t, h, p)}.Run)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.ended(t, token); got != identity.EndedHere {
			t.Errorf("her session is %q", got)
		}
		if _, err := identity.GiveCode(t.Context(), h.Gate, h.rules, identity.Code{Token: waiting, Code: p.codes[0]}); errs.KindOf(err) != errs.NotFound {
			t.Errorf("she could go on signing in: %v", err)
		}
		if _, err := gate.Write(ctx, h.Gate, "", identity.Reinstate{Account: p.account, Version: next}.Run); err != nil {
			t.Fatal(err)
		}
		h.as(t, h.in(t, p).Token)
	})
}

// A membership that ends is gone on the next click.
func TestMembershipsAreThoseOfNow(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.CaseWorker)
		boss := h.hire(t, "boss@example.org", "B B", access.SystemAdministrator)
		token := h.in(t, p).Token
		ctx := h.as(t, h.in(t, boss).Token)
		a, err := gate.Read(ctx, h.Gate, func(ctx context.Context, v *gate.View) (identity.Account, error) {
			return identity.LoadAccount(ctx, v, p.account)
		})
		if err != nil || len(a.Memberships) != 1 {
			t.Fatalf("%+v, %v", a, err)
		}
		if _, err := gate.Write(ctx, h.Gate, "", identity.EndMembership{Membership: a.Memberships[0].ID}.Run); err != nil {
			t.Fatal(err)
		}
		actor, _, err := identity.Authenticate(t.Context(), h.Gate, token)
		if err != nil || len(actor.Memberships()) != 0 {
			t.Errorf("she still has %v, %v", actor.Memberships(), err)
		}
		for _, tt := range []struct {
			name string
			give identity.AddMembership
			want errs.Kind
		}{
			{"herself", identity.AddMembership{Account: boss.account, Role: access.CaseWorker, Agency: h.agency}, errs.Forbidden},
			{"an unknown role", identity.AddMembership{Account: p.account, Role: "queen", Agency: h.agency}, errs.Invalid},
			{"a team of nobody", identity.AddMembership{Account: p.account, Role: access.CaseWorker, Agency: h.agency, Team: "none"}, errs.Invalid},
			{"an unknown agency", identity.AddMembership{Account: p.account, Role: access.CaseWorker, Agency: "none"}, errs.NotFound},
			{"an unknown account", identity.AddMembership{Account: "none", Role: access.CaseWorker, Agency: h.agency}, errs.NotFound},
		} {
			_, err := gate.Write(ctx, h.Gate, "", tt.give.Run)
			if got := errs.KindOf(err); got != tt.want {
				t.Errorf("%s: %v, want %v (%v)", tt.name, got, tt.want, err)
			}
		}
	})
}

func TestChangePassword(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.CaseWorker)
		here, there := h.in(t, p), h.in(t, p)
		ctx := h.as(t, here.Token)
		fresh := identity.Hide("lantern otter mosaic")
		if _, err := identity.NewPassword(ctx, h.Gate, identity.Hide("wrong password here"), fresh); field(err, "password") == "" {
			t.Errorf("with a wrong old password: %v", err)
		}
		if _, err := identity.NewPassword(ctx, h.Gate, p.password, p.password); field(err, "new-password") == "" {
			t.Errorf("the same password again: %v", err)
		}
		cmd, err := identity.NewPassword(ctx, h.Gate, p.password, fresh)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := gate.Write(ctx, h.Gate, "", cmd.Run); err != nil {
			t.Fatal(err)
		}
		if _, err := gate.Write(ctx, h.Gate, "", cmd.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("a proof of a password that was changed since: %v", err)
		}
		h.as(t, here.Token)
		if got := h.ended(t, there.Token); got != identity.EndedHere {
			t.Errorf("her other session is %q", got)
		}
		p.password = fresh
		h.as(t, h.in(t, p).Token)
	})
}

func TestReEnrol(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		coach := h.hire(t, "coach@example.org", "C C", access.Coach)
		boss := h.hire(t, "super@example.org", "S S", access.Supervisor)
		admin := h.hire(t, "admin@example.org", "A A", access.SystemAdministrator)
		stranger := h.As(t, "elsewhere", access.Membership{Role: access.Supervisor, Agency: "elsewhere"})
		app := h.enrol(t, h.as(t, h.in(t, coach).Token), coach.password)
		token := h.in(t, coach).Token
		super, sys := h.as(t, h.in(t, boss).Token), h.as(t, h.in(t, admin).Token)
		handout, err := identity.NewHandout(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			name string
			by   context.Context
			give identity.ReEnrol
			want errs.Kind
		}{
			{"a supervisor of another agency", stranger, identity.ReEnrol{Account: coach.account, Handout: handout, SeenHer: true}, errs.NotFound},
			{"the coach herself", h.as(t, token), identity.ReEnrol{Account: coach.account, Handout: handout, SeenHer: true}, errs.NotFound},
			{"a supervisor for herself", super, identity.ReEnrol{Account: boss.account, Handout: handout, SeenHer: true}, errs.Forbidden},
			{"not seen in person", super, identity.ReEnrol{Account: coach.account, Handout: handout}, errs.Invalid},
			{"a supervisor who also wants the password", super, identity.ReEnrol{Account: coach.account, Handout: handout, SeenHer: true, NewPassword: true}, errs.Forbidden},
			{"an unknown account", sys, identity.ReEnrol{Account: id.Account("none"), Handout: handout, SeenHer: true}, errs.NotFound},
			{"her supervisor", super, identity.ReEnrol{Account: coach.account, Handout: handout, SeenHer: true}, errs.None},
		} {
			_, err := gate.Write(tt.by, h.Gate, "", tt.give.Run)
			if got := errs.KindOf(err); got != tt.want {
				t.Errorf("%s: %v, want %v (%v)", tt.name, got, tt.want, err)
			}
		}
		if got := h.ended(t, token); got != identity.EndedHere {
			t.Errorf("her session from before is %q", got)
		}
		h.Clock.Advance(time.Minute)
		for name, code := range map[string]identity.Hidden{"app": h.shown(t, app), "code": coach.codes[0]} {
			if _, err := identity.GiveCode(t.Context(), h.Gate, h.rules, identity.Code{Token: h.first(t, coach).Token, Code: code}); field(err, "secret_code") == "" {
				t.Errorf("her old %s still works: %v", name, err)
			}
		}
		coach.codes = handout.Sheet.Codes
		h.as(t, h.in(t, coach).Token)

		again, err := identity.NewHandout(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := gate.Write(sys, h.Gate, "", identity.ReEnrol{Account: coach.account, Handout: again, SeenHer: true, NewPassword: true}.Run); err != nil {
			t.Fatal(err)
		}
		coach.password, coach.codes = again.Password, again.Sheet.Codes
		if step := h.in(t, coach); step.Next != identity.NeedsPassword {
			t.Errorf("a new first password leads to %q", step.Next)
		}
	})
}

func TestDemoSignIn(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.CaseWorker)
		if _, err := identity.DemoSignIn(t.Context(), h.Gate, identity.DemoMode{}, h.rules, p.account, ""); errs.KindOf(err) != errs.NotFound {
			t.Errorf("outside a demonstration: %v", err)
		}
		if _, err := identity.DemoSignIn(t.Context(), h.Gate, identity.Demonstration(), h.rules, "none", ""); errs.KindOf(err) != errs.NotFound {
			t.Errorf("as nobody: %v", err)
		}
		step, err := identity.DemoSignIn(t.Context(), h.Gate, identity.Demonstration(), h.rules, p.account, "")
		if err != nil {
			t.Fatal(err)
		}
		h.as(t, step.Token)
		if _, err := identity.DemoPeople(t.Context(), h.Gate, identity.DemoMode{}); errs.KindOf(err) != errs.NotFound {
			t.Errorf("the list outside a demonstration: %v", err)
		}
		h.hire(t, "q@example.org", "Q Q", access.CaseWorker)
		boss := h.hire(t, "s@example.org", "S S", access.Supervisor)
		people, err := identity.DemoPeople(t.Context(), h.Gate, identity.Demonstration())
		want := []identity.DemoPerson{{Account: p.account, Name: "P P", Role: access.CaseWorker}, {Account: boss.account, Name: "S S", Role: access.Supervisor}}
		if diff := cmp.Diff(want, people); err != nil || diff != "" {
			t.Errorf("whom a visitor can be (-want +got):\n%s%v", diff, err)
		}
	})
}
