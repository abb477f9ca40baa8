package identity

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Choice is the last step of signing in the first time: a password of one's own.
type Choice struct {
	Token    Hidden // of the step before
	Password Hidden
	Address  string
	Known    Hidden
}

// PasswordChanged says that an account has a new password.
type PasswordChanged struct {
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (PasswordChanged) EventKind() string { return "account.password changed" }

// ChoosePassword replaces a first password, which others have seen, with one's own. Whoever holds
// the token of the step before may. It leads to [In].
//
// Fails with errs.Invalid (field "new-password") and with errs.NotFound when too much time went
// by. Records PasswordChanged and SignedIn.
func ChoosePassword(ctx context.Context, g *gate.Gate, rules Rules, c Choice) (Step, error) {
	ctx = asNobody(ctx)
	next, err := newSteps(c.Known)
	if err != nil {
		return Step{}, err
	}
	before, err := gate.Read(ctx, g, func(ctx context.Context, v *gate.View) (live, error) {
		if err := v.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
			return live{}, err
		}
		return half(ctx, v, c.Token, NeedsPassword)
	})
	if err != nil {
		return Step{}, err
	}
	secret, err := HashPassword(ctx, c.Password, before.account.login, before.name)
	if err != nil {
		return Step{}, err
	}
	if err := refuseSame(ctx, c.Password, before.account.secret); err != nil {
		return Step{}, err
	}
	session, err := gate.Write(ctx, g, "", func(ctx context.Context, tx *gate.Tx) (id.Session, error) {
		if err := tx.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
			return "", err
		}
		s, err := half(ctx, tx, c.Token, NeedsPassword)
		if err != nil {
			return "", err
		}
		if err := setSecret(ctx, tx, s.account.id, secret, before.account.secret); err != nil {
			return "", err
		}
		if err := end(ctx, tx, s.id); err != nil {
			return "", err
		}
		return admit(ctx, tx, s, next, c.Address, "first password", rules)
	})
	if err != nil {
		return Step{}, err
	}
	next.Next, next.Session = In, session
	return next, nil
}

// refuseSame refuses a new password that is the old one.
func refuseSame(ctx context.Context, password, old Hidden) error {
	same, err := matches(ctx, password, old)
	if err != nil || !same {
		return err
	}
	var bad errs.Fields
	bad.Add("new-password", "Choose another password than the one you have now")
	return bad.Err()
}

// setSecret gives an account a password of its own, if it still has the one it had when asked.
func setSecret(ctx context.Context, tx *gate.Tx, account id.Account, secret Secret, old Hidden) error {
	changed, err := store.Exec(ctx, tx, setSecretSQL, secret.hash.Reveal(), tx.Entry(), account, old.Reveal())
	if err != nil {
		return err
	}
	if changed == 0 {
		return errs.New(errs.Stale, "the password was changed a moment ago: sign in with the new one")
	}
	tx.Record(PasswordChanged{Account: account})
	return nil
}
