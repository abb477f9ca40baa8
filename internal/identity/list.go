package identity

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Account is an account as those who look after accounts see it.
type Account struct {
	ID            id.Account
	Login         string
	Name          string
	Initials      string
	Status        Status
	FirstPassword bool // the first password has not been changed yet
	Authenticator bool // an authenticator app is tied to it
	CodesLeft     int  // printed codes not used yet
	SeenAt        clock.Instant
	Version       int
	Memberships   []gate.Member // with their ids where one account is loaded
}

// Accounts lists accounts by name, with the roles they hold now. The system administrator and the
// operator's command line see all; a supervisor sees those of her agencies.
func Accounts(ctx context.Context, v *gate.View) ([]Account, error) {
	if err := v.Authorize(ctx, ActAccounts, gate.On{}); err != nil {
		return nil, err
	}
	agencies, all := reach(v.Actor())
	var list []Account
	var err error
	if all {
		list, err = store.Collect(ctx, v, accountsSQL, scanAccount, clock.Never)
	} else {
		list, err = store.Collect(ctx, v, accountsOfSQL, scanAccount, clock.Never, v.Now(), store.List(agencies))
	}
	if err != nil {
		return nil, err
	}
	place := make(map[id.Account]int, len(list))
	for i, a := range list {
		place[a.ID] = i
	}
	err = store.Each(ctx, v, memberSQL, func(row store.Scan) error {
		var (
			account id.Account
			m       gate.Member
		)
		err := row(&account, &m.Role, &m.Agency, &m.Team, &m.Service, &m.Since, &m.Until)
		if i, listed := place[account]; listed {
			list[i].Memberships = append(list[i].Memberships, m)
		}
		return err
	}, v.Now())
	return list, err
}

// LoadAccount gives one account, to those who may list it. Fails with errs.NotFound.
func LoadAccount(ctx context.Context, v *gate.View, account id.Account) (Account, error) {
	if err := v.Authorize(ctx, ActAccounts, gate.On{}); err != nil {
		return Account{}, err
	}
	if err := withinReach(ctx, v, account); err != nil {
		return Account{}, err
	}
	a, err := store.One(ctx, v, accountSQL, scanAccount, clock.Never, account)
	if err != nil {
		return Account{}, err
	}
	a.Memberships, err = v.MembershipsOf(ctx, account)
	return a, err
}

// Session is one of an account's sessions that are alive, as its owner sees it.
type Session struct {
	ID     id.Session
	Device string
	Since  clock.Instant
	SeenAt clock.Instant
	Mine   bool // the one the list is looked at in
}

// Own is the account that is signed in, as its owner sees it.
type Own struct {
	Account
	Sessions []Session // alive now, last used first
}

// LoadOwn gives the account that is signed in, with its live sessions. Anyone signed in may.
func LoadOwn(ctx context.Context, v *gate.View) (Own, error) {
	if err := v.Authorize(ctx, ActOwn, gate.On{}); err != nil {
		return Own{}, err
	}
	account := v.Actor().Account()
	a, err := store.One(ctx, v, accountSQL, scanAccount, clock.Never, account)
	if err != nil {
		return Own{}, err
	}
	a.Memberships, err = v.MembershipsOf(ctx, account)
	if err != nil {
		return Own{}, err
	}
	sessions, err := store.Collect(ctx, v, sessionsSQL, func(row store.Scan) (Session, error) {
		var s Session
		err := row(&s.ID, &s.Device, &s.Since, &s.SeenAt)
		s.Mine = s.ID == v.Actor().Session()
		return s, err
	}, account, v.Now())
	return Own{Account: a, Sessions: sessions}, err
}
