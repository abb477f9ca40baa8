package identity_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
)

// house is a gate with one agency, and the people the tests are about.
type house struct {
	*gatetest.Fixture
	rules  identity.Rules
	paused []time.Duration // how long tries were held back
	agency id.Agency
}

// person is somebody with an account, and what she was handed on paper.
type person struct {
	account  id.Account
	login    string
	password identity.Hidden
	codes    []identity.Hidden
	known    identity.Hidden
}

func onBoth(t *testing.T, fn func(t *testing.T, h *house)) {
	gatetest.BothEngines(t, []store.Schema{agency.Schema, identity.Schema}, func(t *testing.T, f *gatetest.Fixture) {
		h := &house{Fixture: f, rules: identity.DefaultRules()}
		h.rules.Pause = func(_ context.Context, d time.Duration) error {
			h.paused = append(h.paused, d)
			return nil
		}
		var err error
		h.agency, err = gate.Write(f.System(t, "cli"), f.Gate, "", agency.AddAgency{Key: "home", Name: "Home", Kind: "council"}.Run)
		if err != nil {
			t.Fatal(err)
		}
		fn(t, h)
	})
}

// ownPassword is what everyone chooses in these tests.
var ownPassword = identity.Hide("kettle violin granite")

// hire makes an account with a role and a password of its own.
func (h *house) hire(t *testing.T, login, name string, role access.Role) *person {
	t.Helper()
	p := h.hand(t, login, name, role)
	step := h.in(t, p)
	if step.Next != identity.NeedsPassword {
		t.Fatalf("the first time leads to %q, want a password of her own", step.Next)
	}
	step, err := identity.ChoosePassword(t.Context(), h.Gate, h.rules, identity.Choice{Token: step.Token, Password: ownPassword, Address: "10.0.0.1"})
	if err != nil {
		t.Fatalf("choosing a password: %v", err)
	}
	p.password, p.known = ownPassword, step.Known
	return p
}

// hand makes an account with a role, as it is before anyone signed in.
func (h *house) hand(t *testing.T, login, name string, role access.Role) *person {
	t.Helper()
	handout, err := identity.NewHandout(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cli := h.System(t, "cli")
	account, err := gate.Write(cli, h.Gate, "", identity.AddAccount{Login: login, Name: name, Handout: handout}.Run)
	if err != nil {
		t.Fatalf("adding an account: %v", err)
	}
	_, err = gate.Write(cli, h.Gate, "", identity.AddMembership{Account: account, Role: role, Agency: h.agency, Service: "asc"}.Run)
	if err != nil {
		t.Fatalf("adding a membership: %v", err)
	}
	return &person{account: account, login: login, password: handout.Password, codes: slices.Clone(handout.Sheet.Codes)}
}

// in signs somebody in with the next of her printed codes, as far as that leads.
func (h *house) in(t *testing.T, p *person) identity.Step {
	t.Helper()
	step := h.first(t, p)
	code := p.codes[0]
	p.codes = p.codes[1:]
	step, err := identity.GiveCode(t.Context(), h.Gate, h.rules, identity.Code{Token: step.Token, Code: code, Address: "10.0.0.1"})
	if err != nil {
		t.Fatalf("giving a code: %v", err)
	}
	return step
}

// first is the first step of signing in.
func (h *house) first(t *testing.T, p *person) identity.Step {
	t.Helper()
	step, err := identity.SignIn(t.Context(), h.Gate, h.rules, p.attempt(p.password))
	if err != nil || step.Next != identity.NeedsCode {
		t.Fatalf("the password gave %q, %v", step.Next, err)
	}
	return step
}

func (p *person) attempt(password identity.Hidden) identity.Attempt {
	return identity.Attempt{Login: p.login, Password: password, Address: "10.0.0.1", Device: "Firefox on Windows", Known: p.known}
}

// as gives the context of a session's token, or fails.
func (h *house) as(t *testing.T, token identity.Hidden) context.Context {
	t.Helper()
	actor, info, err := identity.Authenticate(t.Context(), h.Gate, token)
	if err != nil || actor.Kind() != access.KindPerson {
		t.Fatalf("the token gives %v, ended %q, %v", actor.Kind(), info.Ended, err)
	}
	return access.WithActor(t.Context(), actor)
}

// ended tells why a token opens nothing.
func (h *house) ended(t *testing.T, token identity.Hidden) identity.Ended {
	t.Helper()
	actor, info, err := identity.Authenticate(t.Context(), h.Gate, token)
	if err != nil {
		t.Fatal(err)
	}
	if (actor.Kind() == access.KindAnonymous) != (info.Ended != identity.NotEnded) {
		t.Fatalf("%v with ended %q", actor.Kind(), info.Ended)
	}
	return info.Ended
}

// field gives what an error says beside one input.
func field(err error, name string) string {
	for _, f := range errs.FieldsOf(err) {
		if f.Name == name {
			return f.Message
		}
	}
	return ""
}

func own(ctx context.Context, t *testing.T, h *house) identity.Own {
	t.Helper()
	o, err := gate.Read(ctx, h.Gate, identity.LoadOwn)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// enrol ties an authenticator to the account of a context and gives its secret.
func (h *house) enrol(t *testing.T, ctx context.Context, password identity.Hidden) identity.Authenticator {
	t.Helper()
	app, err := identity.NewAuthenticator()
	if err != nil {
		t.Fatal(err)
	}
	proof, err := identity.ProvePassword(ctx, h.Gate, password)
	if err != nil {
		t.Fatal(err)
	}
	_, err = gate.Write(ctx, h.Gate, "", identity.EnrolTOTP{Proof: proof, Authenticator: app, Code: h.shown(t, app)}.Run)
	if err != nil {
		t.Fatalf("enrolling: %v", err)
	}
	return app
}

// shown is the code an app shows now.
func (h *house) shown(t *testing.T, app identity.Authenticator) identity.Hidden {
	t.Helper()
	code, err := totp.GenerateCode(app.Secret.Reveal(), h.Clock.Now().Time())
	if err != nil {
		t.Fatal(err)
	}
	return identity.Hide(code)
}

func TestSignInFirstTime(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hand(t, "Ada.Nwosu@Example.org ", "Ada  Nwosu", access.CaseWorker)
		step := h.in(t, p)
		if step.Next != identity.NeedsPassword {
			t.Fatalf("the first time leads to %q", step.Next)
		}
		if got := h.ended(t, step.Token); got != identity.EndedUnknown {
			t.Errorf("a session that waits for a password is %q, want that it opens nothing", got)
		}
		for _, tt := range []struct{ name, password string }{
			{"too short", "violin gran"}, {"the usual", "Password1234!"}, {"her own name", "adanwosu1985"}, {"repeated", "aaaaaaaaaaaaaaaa"},
			{"the first one again", p.password.Reveal()},
		} {
			_, err := identity.ChoosePassword(t.Context(), h.Gate, h.rules, identity.Choice{Token: step.Token, Password: identity.Hide(tt.password)})
			if errs.KindOf(err) != errs.Invalid || field(err, "new-password") == "" {
				t.Errorf("%s: %v, want a word beside the new password", tt.name, err)
			}
		}
		in, err := identity.ChoosePassword(t.Context(), h.Gate, h.rules, identity.Choice{Token: step.Token, Password: ownPassword})
		if err != nil || in.Next != identity.In {
			t.Fatalf("choosing gave %q, %v", in.Next, err)
		}
		if got := h.ended(t, step.Token); got != identity.EndedUnknown {
			t.Errorf("the token of the step before is %q", got)
		}
		actor, info, err := identity.Authenticate(t.Context(), h.Gate, in.Token)
		if err != nil || actor.Account() != p.account || info.Initials != "A. N." || info.Name != "Ada Nwosu" || info.Device != "Firefox on Windows" {
			t.Errorf("signed in as %v, %+v, %v", actor, info, err)
		}
		if !actor.Holds(access.CaseWorker, "asc") {
			t.Errorf("the actor lacks the role it was given")
		}
		if _, err := identity.SignIn(t.Context(), h.Gate, h.rules, p.attempt(p.password)); errs.KindOf(err) != errs.Invalid {
			t.Errorf("the first password still works: %v", err)
		}
	})
}

// Who may not sign in gets one and the same answer, after the same work.
func TestSignInRefusesAlike(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		good := h.hire(t, "good@example.org", "Good One", access.CaseWorker)
		gone := h.hire(t, "gone@example.org", "Gone One", access.CaseWorker)
		good.known, gone.known = identity.Hidden{}, identity.Hidden{}
		if _, err := gate.Write(h.System(t, "cli"), h.Gate, "", identity.Suspend{Account: gone.account, Version: version(t, h, gone)}.Run); err != nil {
			t.Fatal(err)
		}
		wrong := identity.Hide("not the password at all")
		type answer struct {
			message string
			counts  store.Counts
		}
		ask := func(p *person, password identity.Hidden) answer {
			ctx, counts := store.Counting(t.Context())
			_, err := identity.SignIn(ctx, h.Gate, h.rules, p.attempt(password))
			var e *errs.Error
			if !errors.As(err, &e) || e.Kind != errs.Invalid {
				t.Fatalf("refused with %v", err)
			}
			got := answer{e.Error(), *counts}
			got.counts.Rows = 0 // an account that is there is one row more to read; nobody outside can see that
			return got
		}
		want := ask(good, wrong)
		for _, tt := range []struct {
			name     string
			who      *person
			password identity.Hidden
		}{
			{"an unknown address", &person{login: "nobody@example.org"}, wrong},
			{"a suspended account, wrong password", gone, wrong},
			{"a suspended account, right password", gone, gone.password},
		} {
			if got := ask(tt.who, tt.password); got != want {
				t.Errorf("%s: %+v, want as for a wrong password: %+v", tt.name, got, want)
			}
		}
	})
}

func version(t *testing.T, h *house, p *person) int {
	t.Helper()
	a, err := gate.Read(h.System(t, "cli"), h.Gate, func(ctx context.Context, v *gate.View) (identity.Account, error) {
		return identity.LoadAccount(ctx, v, p.account)
	})
	if err != nil {
		t.Fatal(err)
	}
	return a.Version
}

func TestSecondFactor(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.Coach)
		give := func(token, code identity.Hidden) (identity.Step, error) {
			return identity.GiveCode(t.Context(), h.Gate, h.rules, identity.Code{Token: token, Code: code, Address: "10.0.0.1"})
		}
		t.Run("a printed code works once", func(t *testing.T) {
			code := p.codes[0]
			if _, err := give(h.first(t, p).Token, identity.Hide(" "+code.Reveal()[:4]+code.Reveal()[5:]+" ")); err != nil {
				t.Fatalf("the code without its hyphen: %v", err)
			}
			if _, err := give(h.first(t, p).Token, code); field(err, "secret_code") == "" {
				t.Errorf("the same code again: %v", err)
			}
			p.codes = p.codes[1:]
		})
		step := h.in(t, p)
		ctx := h.as(t, step.Token)
		app := h.enrol(t, ctx, p.password)
		t.Run("an authenticator's code works once", func(t *testing.T) {
			if _, err := give(h.first(t, p).Token, h.shown(t, app)); field(err, "secret_code") == "" {
				t.Errorf("the code it was enrolled with, again: %v", err)
			}
			h.Clock.Advance(time.Minute)
			code := h.shown(t, app)
			if _, err := give(h.first(t, p).Token, code); err != nil {
				t.Fatalf("a fresh code: %v", err)
			}
			if _, err := give(h.first(t, p).Token, code); field(err, "secret_code") == "" {
				t.Errorf("a replayed code: %v", err)
			}
			h.Clock.Advance(time.Minute)
			before := h.shown(t, app)
			h.Clock.Advance(30 * time.Second)
			if _, err := give(h.first(t, p).Token, before); err != nil {
				t.Errorf("a code half a minute old: %v", err)
			}
			h.Clock.Advance(5 * time.Minute)
			if _, err := give(h.first(t, p).Token, before); field(err, "secret_code") == "" {
				t.Errorf("a code five minutes old: %v", err)
			}
		})
		t.Run("three wrong codes ask for the password again", func(t *testing.T) {
			h.Clock.Advance(time.Hour)
			token := h.first(t, p).Token
			for i := range 3 {
				_, err := give(token, identity.Hide("zzzz-zzzz"))
				if want := []errs.Kind{errs.Invalid, errs.Invalid, errs.NotFound}[i]; errs.KindOf(err) != want {
					t.Errorf("wrong code %d: %v, want %v", i+1, err, want)
				}
			}
			if _, err := give(token, p.codes[0]); errs.KindOf(err) != errs.NotFound {
				t.Errorf("a right code after three wrong ones: %v", err)
			}
		})
		t.Run("the steps have ten minutes", func(t *testing.T) {
			h.Clock.Advance(time.Hour)
			token := h.first(t, p).Token
			h.Clock.Advance(11 * time.Minute)
			if _, err := give(token, p.codes[0]); errs.KindOf(err) != errs.NotFound {
				t.Errorf("a code after eleven minutes: %v", err)
			}
		})
		t.Run("new codes end the old", func(t *testing.T) {
			h.Clock.Advance(time.Hour)
			ctx := h.as(t, h.in(t, p).Token)
			proof, err := identity.ProvePassword(ctx, h.Gate, p.password)
			if err != nil {
				t.Fatal(err)
			}
			sheet, err := identity.NewSheet()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := gate.Write(ctx, h.Gate, "", identity.PrintCodes{Proof: proof, Sheet: sheet}.Run); err != nil {
				t.Fatal(err)
			}
			if _, err := give(h.first(t, p).Token, p.codes[0]); field(err, "secret_code") == "" {
				t.Errorf("a code of the old sheet: %v", err)
			}
			if _, err := give(h.first(t, p).Token, sheet.Codes[9]); err != nil {
				t.Errorf("a code of the new sheet: %v", err)
			}
			if got := own(ctx, t, h); got.CodesLeft != 9 || !got.Authenticator {
				t.Errorf("her account says %d codes left, authenticator %v", got.CodesLeft, got.Authenticator)
			}
		})
	})
}
