package identity

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// Reinstate lets a suspended account sign in again, with the password and codes it had. The system
// administrator and the operator's command line may, but nobody her own account.
//
// Fails with errs.NotFound, errs.Forbidden and errs.Stale. Records AccountReinstated.
type Reinstate struct {
	Account id.Account
	Version int // of the account that was looked at
}

// AccountReinstated says that an account may sign in again.
type AccountReinstated struct {
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (AccountReinstated) EventKind() string { return "account.reinstated" }

// Run reinstates the account and gives its new version.
func (c Reinstate) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, ActSuspend, gate.On{}); err != nil {
		return 0, err
	}
	if err := notOneself(tx, c.Account); err != nil {
		return 0, err
	}
	if err := setStatus(ctx, tx, c.Account, c.Version, Active); err != nil {
		return 0, err
	}
	tx.Record(AccountReinstated{Account: c.Account})
	return c.Version + 1, nil
}
