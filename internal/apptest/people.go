package apptest

import (
	"context"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// place is where somebody works.
type place struct {
	agency id.Agency
	team   id.Team
}

// who tells the tests' people apart.
type who struct {
	role     access.Role
	service  string
	stranger bool
}

// people brings in an account of each role in every service, in the team that runs it and once more in
// an agency that is let in nowhere, and one suspended case worker a service. They all have the same first
// password: hashing one for each would take longer than the tests.
func (a *App) people(t testing.TB, ctx context.Context, roles []access.Role) {
	t.Helper()
	handout, err := identity.NewHandout(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = gate.Write(ctx, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
		a.teams, a.accounts, a.suspended = map[string]id.Team{}, map[who]id.Account{}, map[string]id.Account{}
		var err error
		if a.elsewhere, err = elsewhere(ctx, tx); err != nil {
			return 0, err
		}
		for _, service := range a.Services() {
			team, err := agency.TeamOf(ctx, tx, service)
			if err != nil {
				return 0, err
			}
			a.teams[service] = team.ID
			own := place{team.Agency, team.ID}
			for _, role := range roles {
				if a.accounts[who{role, service, false}], err = hire(ctx, tx, handout, own, role, service, ""); err != nil {
					return 0, err
				}
				if a.accounts[who{role, service, true}], err = hire(ctx, tx, handout, a.elsewhere, role, service, "elsewhere."); err != nil {
					return 0, err
				}
			}
			if a.suspended[service], err = hire(ctx, tx, handout, own, access.CaseWorker, service, "suspended."); err != nil {
				return 0, err
			}
			if _, err := (identity.Suspend{Account: a.suspended[service], Version: 1}).Run(ctx, tx); err != nil {
				return 0, err
			}
		}
		return len(a.accounts), nil
	})
	if err != nil {
		t.Fatalf("bringing in the tests' people: %v", err)
	}
}

// elsewhere gives the strangers' agency and team, which run nothing.
func elsewhere(ctx context.Context, tx *gate.Tx) (place, error) {
	const key = "elsewhere"
	a, err := agency.AddAgency{Key: key, Name: "An agency elsewhere", Kind: "provider"}.Run(ctx, tx)
	if err != nil {
		return place{}, err
	}
	team, err := agency.AddTeam{Agency: a, Key: key, Name: "A team elsewhere"}.Run(ctx, tx)
	return place{a, team}, err
}

func hire(ctx context.Context, tx *gate.Tx, handout identity.Handout, at place, role access.Role, service, prefix string) (id.Account, error) {
	word := strings.NewReplacer(" ", "-", "'", "").Replace(string(role))
	account, err := identity.AddAccount{Login: prefix + word + "." + service + "@example.org", Name: "Staff " + word, Handout: handout}.Run(ctx, tx)
	if err != nil {
		return "", err
	}
	_, err = identity.AddMembership{Account: account, Role: role, Agency: at.agency, Team: at.team, Service: service}.Run(ctx, tx)
	return account, err
}

// Account gives the account that has a role in the team that runs a service.
func (a *App) Account(t testing.TB, role access.Role, service string) id.Account {
	t.Helper()
	return a.account(t, who{role, service, false})
}

// Checked gives an account every check that the service's file asks of whoever is given a case, as the supervisor records it; it
// is put into the register first, where it is not there yet.
func (a *App) Checked(t testing.TB, account id.Account, service string) {
	t.Helper()
	s, supervisor := a.Service(t, service), a.As(t, access.Supervisor, service)
	lapsed, err := gate.Read(supervisor, a.Gate, func(ctx context.Context, v *gate.View) ([]workforce.Lapse, error) {
		if err := v.Authorize(ctx, workforce.ActRegister, gate.On{Service: service}); err != nil {
			return nil, err
		}
		held, err := workforce.HeldIn(ctx, v, service, account)
		return held[account].Lapses(s, catalogue.ForCases, v.Now().Date()), err
	})
	if err == nil && len(lapsed) > 0 {
		_, err = gate.Write(supervisor, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
			enter := workforce.Describe{Service: s, Lists: workforce.ListsOf(a.Catalogue), Account: account, Engaged: workforce.Student,
				Supervisor: a.Account(t, access.Supervisor, service)}
			err := tx.Try(ctx, func(ctx context.Context) error {
				_, err := enter.Run(ctx, tx)
				return err
			})
			if err != nil && errs.KindOf(err) != errs.Stale { // else she is in it
				return 0, err
			}
			for _, l := range lapsed {
				if _, err := (workforce.RecordCheck{Service: s, Account: account, Kind: l.Check.Key, On: tx.Now().Date()}).Run(ctx, tx); err != nil {
					return 0, err
				}
			}
			return len(lapsed), nil
		})
	}
	if err != nil {
		t.Fatalf("recording somebody's checks: %v", err)
	}
}

func (a *App) account(t testing.TB, w who) id.Account {
	t.Helper()
	account, ok := a.accounts[w]
	if !ok {
		t.Fatalf("nobody is a %q in %q", w.role, w.service)
	}
	return account
}

// As gives a context in which the account acts that has a role in the team that runs a service. Its
// memberships are those it holds at this moment.
func (a *App) As(t testing.TB, role access.Role, service string) context.Context {
	t.Helper()
	return a.act(t, a.Account(t, role, service))
}

// Stranger gives a context in which somebody of the same role and for the same service acts, of an
// agency that was let in nowhere.
func (a *App) Stranger(t testing.TB, role access.Role, service string) context.Context {
	t.Helper()
	return a.act(t, a.account(t, who{role, service, true}))
}

// Suspended gives a context in which a suspended case worker of a service acts, as far as anybody lets
// her: an account that is suspended has no memberships.
func (a *App) Suspended(t testing.TB, service string) context.Context {
	t.Helper()
	account, ok := a.suspended[service]
	if !ok {
		t.Fatalf("nobody is suspended in %q", service)
	}
	return access.WithActor(t.Context(), access.NewPerson(account, "apptest", nil))
}

func (a *App) act(t testing.TB, account id.Account) context.Context {
	t.Helper()
	memberships, err := gate.Read(a.Nobody(t), a.Gate, func(ctx context.Context, v *gate.View) ([]access.Membership, error) {
		if err := v.Authorize(ctx, access.Public, gate.On{}); err != nil {
			return nil, err
		}
		held, err := v.MembershipsOf(ctx, account)
		var list []access.Membership
		for _, m := range held {
			list = append(list, m.Membership)
		}
		return list, err
	})
	if err != nil {
		t.Fatalf("looking up who acts: %v", err)
	}
	return access.WithActor(t.Context(), access.NewPerson(account, "apptest", memberships))
}

// Suspend suspends an account that nobody has changed since it was made.
func (a *App) Suspend(t testing.TB, account id.Account) {
	t.Helper()
	if _, err := gate.Write(a.System(t, "cli"), a.Gate, "", identity.Suspend{Account: account, Version: 1}.Run); err != nil {
		t.Fatalf("suspending an account: %v", err)
	}
}

var actArrange = access.Declare("apptest.arrange", access.Policy{Systems: []string{"cli"}})

// arranged is the event of what a test arranges behind the program's commands.
type arranged struct {
	Folder  id.Folder  `json:"folder"`
	Account id.Account `json:"account"`
}

// EventKind names it in the log.
func (arranged) EventKind() string { return "apptest.arranged" }

// Exclude keeps an account out of a folder for a conflict of interest.
func (a *App) Exclude(t testing.TB, folder id.Folder, account id.Account) {
	t.Helper()
	_, err := gate.Write(a.System(t, "cli"), a.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
		if err := tx.Authorize(ctx, actArrange, gate.On{}); err != nil {
			return 0, err
		}
		tx.Record(arranged{folder, account})
		return 1, tx.Exclude(ctx, folder, account, gate.BasisConflict, clock.Never)
	})
	if err != nil {
		t.Fatalf("keeping an account out of a folder: %v", err)
	}
}

// Erase destroys a folder's key, as the erasure of a person does.
func (a *App) Erase(t testing.TB, folder id.Folder) {
	t.Helper()
	err := a.DB.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
		return a.Keys.Erase(ctx, u, id.Key(folder))
	})
	if err != nil {
		t.Fatalf("erasing a folder (%v): %v", errs.KindOf(err), err)
	}
}
