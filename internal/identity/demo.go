package identity

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// DemoMode says whether this is a demonstration, where nobody is real. The zero value says no.
type DemoMode struct{ on bool }

// Demonstration is the mode of a demonstration. The app alone makes one, after it has made sure that the
// data folder is a demonstration's and that nobody but this machine can reach it.
func Demonstration() DemoMode { return DemoMode{on: true} }

// On tells whether it is a demonstration.
func (m DemoMode) On() bool { return m.on }

// DemoSignIn signs in as an account without a password, for the buttons "Sign in as ..." of the
// demonstration.
//
// Fails with errs.NotFound outside a demonstration, and when there is no such active account.
// Records SignedIn.
func DemoSignIn(ctx context.Context, g *gate.Gate, mode DemoMode, rules Rules, account id.Account, device string) (Step, error) {
	if !mode.on {
		return Step{}, errs.New(errs.NotFound, "there is no such page")
	}
	step, err := newSteps(Hidden{})
	if err != nil {
		return Step{}, err
	}
	step.Next, step.Known = In, Hidden{}
	step.Session, err = gate.Write(asNobody(ctx), g, "", func(ctx context.Context, tx *gate.Tx) (id.Session, error) {
		if err := tx.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
			return "", err
		}
		a, err := accountOf(ctx, tx, account)
		if err != nil {
			return "", err
		}
		if a.status != Active {
			return "", errs.New(errs.NotFound, "there is no such account")
		}
		session, err := begin(ctx, tx, account, step.Token, In, device, rules)
		if err != nil {
			return "", err
		}
		tx.Record(SignedIn{Account: account, Session: session, By: "demonstration"})
		return session, nil
	})
	if err != nil {
		return Step{}, err
	}
	return step, nil
}
