package identity

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
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

// AccountByLogin gives the account of an email address to the system administrator and the
// operator's command line. Fails with errs.NotFound.
func AccountByLogin(ctx context.Context, v *gate.View, login string) (Account, error) {
	if err := v.Authorize(ctx, ActAdd, gate.On{}); err != nil {
		return Account{}, err
	}
	a, found, err := store.Find(ctx, v, accountByLoginSQL, scanRecord, canonicalLogin(login))
	if err != nil {
		return Account{}, err
	}
	if !found {
		return Account{}, errs.New(errs.NotFound, "there is no account with that email address")
	}
	return store.One(ctx, v, accountSQL, scanAccount, clock.Never, a.id)
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

// Names gives the names of accounts, for pages that say who did something. It takes no decision of
// its own: it is for use inside reads that have taken theirs. Staff are known to each other.
func Names(ctx context.Context, r store.Reader, accounts ...id.Account) (map[id.Account]string, error) {
	names := make(map[id.Account]string, len(accounts))
	if len(accounts) == 0 {
		return names, nil
	}
	err := store.Each(ctx, r, namesSQL, func(row store.Scan) error {
		var (
			account id.Account
			name    string
		)
		err := row(&account, &name)
		names[account] = name
		return err
	}, store.List(accounts))
	return names, err
}

// Staff is a member of staff who can be chosen for something.
type Staff struct {
	Account  id.Account
	Name     string
	Initials string
}

// Holding lists the active accounts that hold one of some roles for a service now, by name: whom a
// case can be given to. It takes no decision of its own.
func Holding(ctx context.Context, r gate.Reader, service string, roles ...access.Role) ([]Staff, error) {
	if len(roles) == 0 {
		return []Staff{}, nil
	}
	return store.Collect(ctx, r, holdingSQL, func(row store.Scan) (Staff, error) {
		var s Staff
		err := row(&s.Account, &s.Name, &s.Initials)
		return s, err
	}, service, r.Now(), store.List(roles))
}
