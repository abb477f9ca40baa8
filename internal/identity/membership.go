package identity

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// AddMembership gives an account a role in an agency, from now on: in one of its teams and for one
// service where they are named. The system administrator and the operator's command line may,
// but nobody to her own account.
//
// A role that works inside services (see [access.Role.Everywhere]) is written with the service it is
// for: when none is named, that of the team, or one membership for each service that the agency
// runs. A service it takes on later is added then.
//
// Fails with errs.Invalid (fields "role", "team", "service"), errs.NotFound for an account or agency that is
// not there, and errs.Forbidden for oneself. Records MembershipAdded for each.
type AddMembership struct {
	Account id.Account
	Role    access.Role
	Agency  id.Agency
	Team    id.Team // empty: the whole agency
	Service string  // empty: every service the team or agency runs, or for outside roles all there are
}

// MembershipAdded says that an account has a role from now on.
type MembershipAdded struct {
	Membership id.Membership `json:"membership"`
	Account    id.Account    `json:"account"`
	Role       access.Role   `json:"role"`
	Agency     id.Agency     `json:"agency"`
	Team       id.Team       `json:"team"`
	Service    string        `json:"service"`
}

// EventKind names the event.
func (MembershipAdded) EventKind() string { return "account.membership added" }

// Run adds the membership and gives its id: of several, the first.
func (c AddMembership) Run(ctx context.Context, tx *gate.Tx) (id.Membership, error) {
	if err := tx.Authorize(ctx, ActMembership, gate.On{}); err != nil {
		return "", err
	}
	if err := notOneself(tx, c.Account); err != nil {
		return "", err
	}
	if _, err := accountOf(ctx, tx, c.Account); err != nil {
		return "", err
	}
	if _, err := agency.ByID(ctx, tx, c.Agency); err != nil {
		return "", err
	}
	services, err := c.check(ctx, tx)
	if err != nil {
		return "", err
	}
	var first id.Membership
	for _, service := range services {
		added, err := tx.AddMembership(ctx, gate.NewMembership{
			Account: c.Account, Role: c.Role, Agency: c.Agency, Team: c.Team, Service: service,
		})
		if err != nil {
			return "", err
		}
		tx.Record(MembershipAdded{Membership: added, Account: c.Account, Role: c.Role, Agency: c.Agency, Team: c.Team, Service: service})
		if first == "" {
			first = added
		}
	}
	return first, nil
}

// check looks at all fields and gives the services that the role is for.
func (c AddMembership) check(ctx context.Context, tx *gate.Tx) ([]string, error) {
	var bad errs.Fields
	services := []string{c.Service}
	if !slices.Contains(access.Roles(), c.Role) {
		bad.Add("role", "Choose one of the roles")
	}
	if c.Team != "" {
		team, err := agency.TeamByID(ctx, tx, c.Team)
		if err != nil && errs.KindOf(err) != errs.NotFound {
			return nil, err
		}
		if err != nil || team.Agency != c.Agency {
			bad.Add("team", "Choose a team of the agency")
		}
		if c.Service == "" {
			services = []string{team.Service}
		}
	}
	switch {
	case c.Role.Everywhere():
		services = []string{c.Service}
	case c.Team == "" && c.Service == "":
		var err error
		if services, err = agency.ServicesOf(ctx, tx, c.Agency); err != nil {
			return nil, err
		}
	}
	if !c.Role.Everywhere() && (len(services) == 0 || services[0] == "") {
		bad.Add("service", "Choose the service: this role works inside one")
	}
	return services, bad.Err()
}

// EndMembership takes a role from an account, from now on. The system administrator and the
// operator's command line may.
//
// Fails with errs.NotFound when there is no such membership or it has ended. Records
// MembershipEnded.
type EndMembership struct{ Membership id.Membership }

// MembershipEnded says that a membership ended.
type MembershipEnded struct {
	Membership id.Membership `json:"membership"`
}

// EventKind names the event.
func (MembershipEnded) EventKind() string { return "account.membership ended" }

// Run ends the membership.
func (c EndMembership) Run(ctx context.Context, tx *gate.Tx) (id.Membership, error) {
	if err := tx.Authorize(ctx, ActMembership, gate.On{}); err != nil {
		return "", err
	}
	account, err := tx.EndMembership(ctx, c.Membership)
	if err != nil {
		return "", err
	}
	tx.Record(MembershipEnded(c))
	return c.Membership, tx.After(ctx, AccountLeft{Account: account})
}
