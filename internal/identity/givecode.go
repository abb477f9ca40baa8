package identity

import (
	"context"
	"encoding/hex"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Code is the second step of signing in.
type Code struct {
	Token   Hidden // of the first step
	Code    Hidden // from an authenticator app, or printed
	Address string
	Known   Hidden
}

// SignedIn says that somebody signed in, and by which means.
type SignedIn struct {
	Account id.Account `json:"account"`
	Session id.Session `json:"session"`
	By      string     `json:"by"` // "authenticator", "printed code", "demonstration"
}

// EventKind names the event.
func (SignedIn) EventKind() string { return "account.signed in" }

// GiveCode checks a second factor. Whoever holds the token of the first step may try. It leads to
// [In], or to [NeedsPassword] the first time.
//
// A code works once: an authenticator's for its half minute, a printed one for ever. Fails with
// errs.Invalid (field "secret_code"), and with errs.NotFound when too much time or too many tries went
// by. Records SignedIn or SignInRefused.
func GiveCode(ctx context.Context, g *gate.Gate, rules Rules, c Code) (Step, error) {
	ctx = asNobody(ctx)
	next, err := newSteps(c.Known)
	if err != nil {
		return Step{}, err
	}
	out, err := gate.Write(ctx, g, "", func(ctx context.Context, tx *gate.Tx) (outcome, error) {
		return c.run(ctx, tx, rules, next)
	})
	switch {
	case err != nil:
		return Step{}, err
	case out.over:
		return Step{}, errSignInAgain
	case !out.right:
		var bad errs.Fields
		bad.Add("secret_code", "This code is not right, or was used before: try the next one")
		return Step{}, bad.Err()
	}
	next.Next, next.Session = out.next, out.session
	return next, nil
}

// newSteps draws the tokens of the next step, keeping the one the browser has already.
func newSteps(known Hidden) (Step, error) {
	token, err := newToken()
	if err != nil {
		return Step{}, err
	}
	if known.IsEmpty() {
		if known, err = newToken(); err != nil {
			return Step{}, err
		}
	}
	return Step{Token: token, Known: known}, nil
}

type outcome struct {
	right, over bool
	next        Stage
	session     id.Session
}

func (c Code) run(ctx context.Context, tx *gate.Tx, rules Rules, next Step) (outcome, error) {
	if err := tx.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
		return outcome{}, err
	}
	s, err := half(ctx, tx, c.Token, NeedsCode)
	if err != nil {
		return outcome{}, err
	}
	if _, err := take(ctx, tx, "code", limitCode.on(tx, string(s.account.id))); err != nil {
		return outcome{}, err
	}
	by, err := useCode(ctx, tx, s.account, c.Code)
	if err != nil {
		return outcome{}, err
	}
	if by == "" {
		return refuse(ctx, tx, s)
	}
	if err := end(ctx, tx, s.id); err != nil {
		return outcome{}, err
	}
	if s.account.mustChange {
		tx.Record(CodeGiven{Account: s.account.id, By: by})
		session, err := begin(ctx, tx, s.account.id, next.Token, NeedsPassword, s.device, rules)
		return outcome{right: true, next: NeedsPassword, session: session}, err
	}
	session, err := admit(ctx, tx, s, next, c.Address, by, rules)
	return outcome{right: true, next: In, session: session}, err
}

// CodeGiven says that the second step was right, where a third must follow.
type CodeGiven struct {
	Account id.Account `json:"account"`
	By      string     `json:"by"`
}

// EventKind names the event.
func (CodeGiven) EventKind() string { return "account.code given" }

// refuse notes a wrong code; after a few the password must be given again.
func refuse(ctx context.Context, tx *gate.Tx, s live) (outcome, error) {
	tx.Record(SignInRefused{Account: s.account.id, Step: "code"})
	ends := clock.Never
	over := s.tries+1 >= codeTries
	if over {
		ends = tx.Now()
	}
	_, err := store.Exec(ctx, tx, refuseCodeSQL, ends, tx.Entry(), s.id)
	return outcome{over: over}, err
}

// useCode uses a code up and names its kind, or gives "" when it is not right.
func useCode(ctx context.Context, tx *gate.Tx, a record, code Hidden) (string, error) {
	plain := canonicalCode(code)
	if isTOTP(plain) {
		return useTOTP(ctx, tx, a, plain)
	}
	used, err := store.Exec(ctx, tx, useCodeSQL, tx.Now(), tx.Entry(), a.id, codeKey(tx, a.id, plain), clock.Never)
	if err != nil || used == 0 {
		return "", err
	}
	return "printed code", nil
}

// useTOTP compares a code with the secret, which nobody is shown, and moves the last step on: a
// code for that step or one before it is refused from then on.
func useTOTP(ctx context.Context, tx *gate.Tx, a record, code string) (string, error) {
	if a.totp.IsEmpty() {
		return "", nil
	}
	step, right := int64(0), false
	err := tx.Compare(ctx, "identity.second factor", []*seal.Value{a.totp}, func(_ int, secret string) {
		step, right = stepOf(secret, code, tx.Now())
	})
	if err != nil || !right || a.totp.Erased() || step <= a.totpStep {
		return "", err
	}
	moved, err := store.Exec(ctx, tx, moveTOTPSQL, step, tx.Entry(), a.id)
	if err != nil || moved == 0 {
		return "", err
	}
	return "authenticator", nil
}

// codeKey is what is kept of a printed code.
func codeKey(r gate.Reader, account id.Account, canonical string) int64 {
	return r.Blind("identity.printed code", string(account), canonical)
}

// admit lets an account in: a session with a token of its own, its tries forgiven, the browser known.
func admit(ctx context.Context, tx *gate.Tx, s live, next Step, address, by string, rules Rules) (id.Session, error) {
	login, device := s.account.login, hashOf(next.Known)
	if err := forgive(ctx, tx,
		limitPair.on(tx, login, address),
		limitDevice.on(tx, login, hex.EncodeToString(device)),
		limitCode.on(tx, string(s.account.id)),
	); err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, forgetDevicesSQL, s.account.id, tx.Now().Add(-KnownFor)); err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, knowDeviceSQL, s.account.id, device, tx.Now()); err != nil {
		return "", err
	}
	session, err := begin(ctx, tx, s.account.id, next.Token, In, s.device, rules)
	if err != nil {
		return "", err
	}
	tx.Record(SignedIn{Account: s.account.id, Session: session, By: by})
	return session, nil
}

func end(ctx context.Context, tx *gate.Tx, s id.Session) error {
	_, err := store.Exec(ctx, tx, endSessionSQL, tx.Now(), tx.Entry(), s)
	return err
}
