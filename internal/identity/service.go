package identity

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActService is for everybody who is signed in: which service her lists begin with.
var ActService = access.Declare("account.service", access.Policy{Signed: true})

// BeginWith keeps with which of her services somebody's lists begin. It is done by a button and never by looking, so that
// to open a page changes nothing (decisions/0008). Anyone signed in may, for herself and a service she works for. Fails with
// errs.NotFound. Records ServiceChosen.
type BeginWith struct{ Service string }

// ServiceChosen says that somebody's lists begin with another service.
type ServiceChosen struct {
	Account id.Account `json:"account"`
	Service string     `json:"service"`
}

// EventKind names the event.
func (ServiceChosen) EventKind() string { return "account.service chosen" }

// Run keeps the service.
func (c BeginWith) Run(ctx context.Context, tx *gate.Tx) (id.Account, error) {
	if err := tx.Authorize(ctx, ActService, gate.On{}); err != nil {
		return "", err
	}
	if !slices.ContainsFunc(tx.Actor().Memberships(), func(m access.Membership) bool { return m.Service == c.Service || m.Role.Everywhere() }) {
		return "", gate.NoSuchRecord()
	}
	account := tx.Actor().Account()
	tx.Record(ServiceChosen{Account: account, Service: c.Service})
	_, err := store.Exec(ctx, tx, beginWithSQL, account, c.Service, tx.Entry())
	return account, err
}

// Shown is the service a list is about.
type Shown struct {
	Service string // its key; empty: the reader works for none
	Other   bool   // it is another of hers than the one her lists begin with
}

// ServiceShown gives the service that a list is about: the one the reader asks for; else, among those she works for, the
// one she chose to begin with; else the one in which she holds most roles. Anyone signed in may.
func ServiceShown(ctx context.Context, v *gate.View, asked string, among []string) (Shown, error) {
	if len(among) < 2 {
		if asked == "" && len(among) == 1 {
			asked = among[0]
		}
		return Shown{Service: asked}, nil
	}
	if err := v.Authorize(ctx, ActService, gate.On{}); err != nil {
		return Shown{}, err
	}
	first, _, err := store.Find(ctx, v, begunWithSQL, store.Value[string], v.Actor().Account())
	if err != nil {
		return Shown{}, err
	}
	if !slices.Contains(among, first) {
		first = holdsMost(v.Actor(), among)
	}
	if asked == "" {
		asked = first
	}
	return Shown{Service: asked, Other: asked != first && slices.Contains(among, asked)}, nil
}

// holdsMost gives the service in which somebody has most roles, the first of them where several have as many.
func holdsMost(a access.Actor, among []string) string {
	roles := map[string]int{}
	for _, m := range a.Memberships() {
		roles[m.Service]++
	}
	return slices.MaxFunc(among, func(x, y string) int { return roles[x] - roles[y] })
}

var beginWithSQL = store.SQL("identity.beginWith", `
	INSERT INTO account_service (account_id, service, last_entry) VALUES ($1, $2, $3)
	ON CONFLICT (account_id) DO UPDATE SET service = excluded.service, last_entry = excluded.last_entry`)

// begunWithSQL is driven by the key of account_service.
var begunWithSQL = store.SQL("identity.begunWith", `SELECT service FROM account_service WHERE account_id = $1`)
