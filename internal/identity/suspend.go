package identity

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Suspend keeps an account out: its sessions are dead at once, and no step of signing in works. Its
// memberships stay as they were, for [Reinstate]. The system administrator and the operator's
// command line may, but nobody her own account.
//
// Fails with errs.NotFound, errs.Forbidden for one's own account, and errs.Stale when someone
// changed it since it was read. Records AccountSuspended.
type Suspend struct {
	Account id.Account
	Version int // of the account that was looked at
}

// AccountSuspended says that an account is kept out.
type AccountSuspended struct {
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (AccountSuspended) EventKind() string { return "account.suspended" }

// AccountLeft asks that nothing stays with an account that was suspended or whose role has ended.
type AccountLeft struct {
	Account id.Account `json:"account"`
}

// EffectKind names the effect.
func (AccountLeft) EffectKind() string { return "account.left" }

// Run suspends the account and gives its new version.
func (c Suspend) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, ActSuspend, gate.On{}); err != nil {
		return 0, err
	}
	if err := notOneself(tx, c.Account); err != nil {
		return 0, err
	}
	if err := setStatus(ctx, tx, c.Account, c.Version, Suspended); err != nil {
		return 0, err
	}
	if _, err := endOthers(ctx, tx, c.Account, ""); err != nil {
		return 0, err
	}
	tx.Record(AccountSuspended{Account: c.Account})
	if err := tx.After(ctx, AccountLeft{Account: c.Account}); err != nil {
		return 0, err
	}
	return c.Version + 1, nil
}

// setStatus sets an account's status, if nobody changed the account since.
func setStatus(ctx context.Context, tx *gate.Tx, account id.Account, version int, to Status) error {
	if _, err := accountOf(ctx, tx, account); err != nil {
		return err
	}
	changed, err := store.Exec(ctx, tx, setStatusSQL, to, tx.Entry(), account, version)
	if err != nil {
		return err
	}
	if changed == 0 {
		return errs.New(errs.Stale, "someone else changed this account since you opened it: look again")
	}
	return nil
}
