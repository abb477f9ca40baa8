package gate

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// NewMembership gives an account a role.
type NewMembership struct {
	Account id.Account
	Role    access.Role
	Agency  id.Agency
	Team    id.Team       // empty: the whole agency
	Service string        // empty: see [access.Role.Everywhere]
	Until   clock.Instant // zero: until further notice
}

// AddMembership gives an account a role from now on.
func (tx *Tx) AddMembership(ctx context.Context, m NewMembership) (id.Membership, error) {
	if m.Until == 0 {
		m.Until = clock.Never
	}
	tx.forget()
	membership := id.Membership(tx.NewID())
	_, err := store.Exec(ctx, tx, addMembershipSQL, membership, m.Account, m.Role, m.Agency, m.Team, m.Service,
		tx.actor.Name(), tx.now, m.Until, tx.entry)
	return membership, err
}

// EndMembership ends a membership now, and gives whose it was. One that has ended already is errs.NotFound.
func (tx *Tx) EndMembership(ctx context.Context, membership id.Membership) (id.Account, error) {
	tx.forget()
	account, found, err := store.Find(ctx, tx, endMembershipSQL, store.Value[id.Account],
		membership, tx.now, tx.entry)
	if err == nil && !found {
		err = errs.New(errs.NotFound, "there is no such membership, or it has ended")
	}
	return account, err
}

// Member is a membership as the accounts page lists it.
type Member struct {
	ID id.Membership
	access.Membership
	Since, Until clock.Instant
}

// MembershipsOf lists the memberships an account holds now. Identity asks, to make an actor.
func (v *View) MembershipsOf(ctx context.Context, account id.Account) ([]Member, error) {
	return store.Collect(ctx, v, membershipsSQL, func(scan store.Scan) (Member, error) {
		var m Member
		err := scan(&m.ID, &m.Role, &m.Agency, &m.Team, &m.Service, &m.Since, &m.Until)
		return m, err
	}, account, v.now)
}
