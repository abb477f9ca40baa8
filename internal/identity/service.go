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

// LookAt remembers which of her services somebody looked at last, so that the next list begins with it. Anyone signed in
// may, for herself. Records ServiceLookedAt.
type LookAt struct{ Service string }

// ServiceLookedAt says that somebody's lists begin with another service.
type ServiceLookedAt struct {
	Account id.Account `json:"account"`
	Service string     `json:"service"`
}

// EventKind names the event.
func (ServiceLookedAt) EventKind() string { return "account.service looked at" }

// Run keeps the service.
func (c LookAt) Run(ctx context.Context, tx *gate.Tx) (id.Account, error) {
	if err := tx.Authorize(ctx, ActService, gate.On{}); err != nil {
		return "", err
	}
	account := tx.Actor().Account()
	tx.Record(ServiceLookedAt{Account: account, Service: c.Service})
	_, err := store.Exec(ctx, tx, lookAtSQL, account, c.Service, tx.Entry())
	return account, err
}

// Shown is the service a list is about.
type Shown struct {
	Service string // its key; empty: the reader works for none
	news    bool   // the reader chose another one than she looked at last
}

// ServiceShown gives the service that a list is about: the one the reader asks for; else, among those she works for, the
// one she looked at last; else the one in which she holds most roles. Anyone signed in may.
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
	last, _, err := store.Find(ctx, v, lookedAtSQL, func(scan store.Scan) (key string, err error) { return key, scan(&key) }, v.Actor().Account())
	switch {
	case err != nil:
		return Shown{}, err
	case asked != "":
		return Shown{asked, asked != last && slices.Contains(among, asked)}, nil
	case slices.Contains(among, last):
		return Shown{Service: last}, nil
	}
	return Shown{Service: holdsMost(v.Actor(), among)}, nil
}

// holdsMost gives the service in which somebody has most roles, the first of them where several have as many.
func holdsMost(a access.Actor, among []string) string {
	roles := map[string]int{}
	for _, m := range a.Memberships() {
		roles[m.Service]++
	}
	return slices.MaxFunc(among, func(x, y string) int { return roles[x] - roles[y] })
}

// Remember keeps what was shown, where the reader chose another service than the last time.
func (s Shown) Remember(ctx context.Context, g *gate.Gate) error {
	if !s.news {
		return nil
	}
	_, err := gate.Write(ctx, g, "", LookAt{Service: s.Service}.Run)
	return err
}

var lookAtSQL = store.SQL("identity.lookAt", `
	INSERT INTO account_service (account_id, service, last_entry) VALUES ($1, $2, $3)
	ON CONFLICT (account_id) DO UPDATE SET service = excluded.service, last_entry = excluded.last_entry`)

// lookedAtSQL is driven by the key of account_service.
var lookedAtSQL = store.SQL("identity.lookedAt", `SELECT service FROM account_service WHERE account_id = $1`)
