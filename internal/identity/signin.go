package identity

import (
	"context"
	"encoding/hex"
	"time"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Attempt is the first step of signing in.
type Attempt struct {
	Login    string
	Password Hidden
	Address  string // where it comes from on the network; empty: not known
	Device   string // the browser in a few words: "Firefox on Windows"
	Known    Hidden // the token a browser keeps once an account was signed in to on it
}

// Step is what a step of signing in leads to.
type Step struct {
	Next    Stage
	Token   Hidden // of the session as it stands now; each step has a new one
	Known   Hidden // once In: the token for the browser to keep
	Session id.Session
}

// SignInRefused says that a step of signing in failed. Account is empty when the name is nobody's.
type SignInRefused struct {
	Account id.Account `json:"account"`
	Step    string     `json:"step"`
}

// EventKind names the event.
func (SignInRefused) EventKind() string { return "account.sign-in refused" }

// PasswordGiven says that the first step was right.
type PasswordGiven struct {
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (PasswordGiven) EventKind() string { return "account.password given" }

// SignIn checks an email address and a password. Anyone may try. It leads to [NeedsCode].
//
// Fails with errs.Invalid: with field "email" when tries come too fast, and with one and the same
// message, after the same work, for a wrong password, an unknown address and a suspended
// account. Records PasswordGiven or SignInRefused.
func SignIn(ctx context.Context, g *gate.Gate, rules Rules, a Attempt) (Step, error) {
	ctx = asNobody(ctx)
	var bad errs.Fields
	if a.Login = canonicalLogin(a.Login); a.Login == "" || len(a.Login) > longestLogin {
		bad.Add("email", "Enter your work email address")
	}
	if a.Password.IsEmpty() {
		bad.Add("password", "Enter your password")
	}
	if err := bad.Err(); err != nil {
		return Step{}, err
	}
	tried, err := gate.Write(ctx, g, "", a.take)
	if err != nil {
		return Step{}, err
	}
	if err := rules.Pause(ctx, tried.held); err != nil {
		return Step{}, errs.Wrap(errs.Unavailable, "holding a try back", err)
	}
	right, err := matches(ctx, a.Password, tried.account.secret)
	if err != nil {
		return Step{}, err
	}
	right = right && tried.account.status == Active
	token, err := newToken()
	if err != nil {
		return Step{}, err
	}
	if err := a.conclude(ctx, g, rules, tried.account.id, right, token); err != nil {
		return Step{}, err
	}
	if !right {
		bad.Add("password", "The email address or the password is not right: check both and try again")
		return Step{}, bad.Err()
	}
	return Step{Next: NeedsCode, Token: token}, nil
}

// tried is a try that was counted, with the account it is for: none when there is no such account.
type tried struct {
	account record
	held    time.Duration
}

// take counts the try before anything is looked at.
func (a Attempt) take(ctx context.Context, tx *gate.Tx) (tried, error) {
	if err := tx.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
		return tried{}, err
	}
	tx.Unaudited("rate limit")
	counters, err := countersOf(ctx, tx, a.Login, a.Address, a.Known)
	if err != nil {
		return tried{}, err
	}
	held, err := take(ctx, tx, "email", counters...)
	if err != nil {
		return tried{}, err
	}
	account, _, err := store.Find(ctx, tx, accountByLoginSQL, scanRecord, a.Login)
	return tried{account, held}, err
}

// KnownFor is how long a browser on which somebody signed in is known again: as long as it keeps the token for it.
const KnownFor = 365 * 24 * time.Hour

// countersOf gives what a try at a name is counted under. A browser that the account was signed in
// to on before is counted by itself, so that other people's tries do not slow it down.
func countersOf(ctx context.Context, tx *gate.Tx, login, address string, known Hidden) ([]counter, error) {
	device := hashOf(known)
	_, found, err := store.Find(ctx, tx, knownDeviceSQL, store.Value[int64], login, device, tx.Now().Add(-KnownFor))
	if err != nil {
		return nil, err
	}
	if found && !known.IsEmpty() {
		return []counter{limitDevice.on(tx, login, hex.EncodeToString(device))}, nil
	}
	counters := []counter{limitPair.on(tx, login, address), limitName.on(tx, login)}
	if address != "" {
		counters = append(counters, limitAddress.on(tx, address))
	}
	return counters, nil
}

// conclude records how the first step ended. Right or wrong it is one unit and one entry.
func (a Attempt) conclude(ctx context.Context, g *gate.Gate, rules Rules, account id.Account, right bool, token Hidden) error {
	_, err := gate.Write(ctx, g, "", func(ctx context.Context, tx *gate.Tx) (bool, error) {
		if err := tx.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
			return false, err
		}
		if !right {
			tx.Record(SignInRefused{Account: account, Step: "password"})
			return false, nil
		}
		tx.Record(PasswordGiven{Account: account})
		_, err := begin(ctx, tx, account, token, NeedsCode, a.Device, rules)
		return true, err
	})
	return err
}
