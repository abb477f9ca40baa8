package identity

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// DemoMode says whether this is a demonstration, where nobody is real. The zero value says no.
type DemoMode struct{ on bool }

// Demonstration is the mode of a demonstration. The app alone makes one, after it has made sure that the
// data folder is a demonstration's and that nobody but this machine can reach it.
func Demonstration() DemoMode { return DemoMode{on: true} }

// On tells whether it is a demonstration.
func (m DemoMode) On() bool { return m.on }

// DemoPeople lists whom the buttons of a demonstration sign in as: for each role the account that
// has held it longest. Fails with errs.NotFound outside a demonstration.
func DemoPeople(ctx context.Context, g *gate.Gate, mode DemoMode) ([]DemoPerson, error) {
	if !mode.on {
		return nil, errs.New(errs.NotFound, "there is no such page")
	}
	return gate.Read(asNobody(ctx), g, func(ctx context.Context, v *gate.View) ([]DemoPerson, error) {
		if err := v.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
			return nil, err
		}
		first := map[access.Role]DemoPerson{}
		err := store.Each(ctx, v, demoPeopleSQL, func(row store.Scan) error {
			var p DemoPerson
			err := row(&p.Account, &p.Name, &p.Role)
			if _, there := first[p.Role]; !there {
				first[p.Role] = p
			}
			return err
		}, v.Now())
		var people []DemoPerson
		for _, role := range access.Roles() {
			if p, there := first[role]; there {
				people = append(people, p)
			}
		}
		return people, err
	})
}

// DemoPerson is somebody of a demonstration whom a visitor can be.
type DemoPerson struct {
	Account id.Account
	Name    string
	Role    access.Role
}

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

// ActAs signs in as an account of a demonstration and gives a context in which that person acts. It is
// for telling the demonstration's past, each part by somebody who would have done it.
//
// Fails as [DemoSignIn] does.
func ActAs(ctx context.Context, g *gate.Gate, mode DemoMode, rules Rules, account id.Account) (context.Context, error) {
	step, err := DemoSignIn(ctx, g, mode, rules, account, "demonstration")
	if err != nil {
		return nil, err
	}
	actor, session, err := Authenticate(ctx, g, step.Token)
	if err == nil && session.Ended != NotEnded {
		err = errs.New(errs.NotFound, "there is no such account")
	}
	if err != nil {
		return nil, err
	}
	return access.WithActor(ctx, actor), nil
}
