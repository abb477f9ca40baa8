package identity

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

var actStandIn = access.Declare("identity.stand in", access.Policy{Systems: []string{"job"}})

// StandIn gives a context in which somebody acts who began something on a page that takes longer than a request, and with
// which the program goes on: with the memberships held now, and in no session. The worker of the outbox alone may. Fails
// with errs.Forbidden when the account is not active.
func StandIn(ctx context.Context, g *gate.Gate, account id.Account) (context.Context, error) {
	held, err := gate.Read(ctx, g, func(ctx context.Context, v *gate.View) ([]access.Membership, error) {
		if err := v.Authorize(ctx, actStandIn, gate.On{}); err != nil {
			return nil, err
		}
		active, found, err := store.Find(ctx, v, isActiveSQL, store.Value[Status], account)
		if err != nil {
			return nil, err
		}
		if !found || active != Active {
			return nil, errs.New(errs.Forbidden, "whoever began this may not go on with it")
		}
		members, err := v.MembershipsOf(ctx, account)
		held := make([]access.Membership, len(members))
		for i, m := range members {
			held[i] = m.Membership
		}
		return held, err
	})
	if err != nil {
		return nil, err
	}
	return access.WithActor(ctx, access.NewPerson(account, "", held)), nil
}

var isActiveSQL = store.SQL("identity.isActive", `SELECT status FROM account WHERE id = $1`)
