package identity

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ChangePassword gives the account that is signed in a new password and ends its other sessions.
// Anyone signed in may, with a proof of the old one. See [NewPassword] for how a face runs it.
//
// Fails with errs.Stale when the password was changed meanwhile. Records PasswordChanged.
type ChangePassword struct {
	Proof  Proof
	Secret Secret
}

// NewPassword makes ready a change of password: it proves the old one, and checks and hashes the
// new one. It is slow and stands outside the unit of work.
//
// Fails with errs.Invalid, fields "password" and "new-password".
func NewPassword(ctx context.Context, g *gate.Gate, old, password Hidden) (ChangePassword, error) {
	proof, err := ProvePassword(ctx, g, old)
	if err != nil {
		return ChangePassword{}, err
	}
	secret, err := HashPassword(ctx, password, proof.login)
	if err != nil {
		return ChangePassword{}, err
	}
	if err := refuseSame(ctx, password, proof.secret); err != nil {
		return ChangePassword{}, err
	}
	return ChangePassword{Proof: proof, Secret: secret}, nil
}

// Run changes the password and gives how many other sessions ended.
func (c ChangePassword) Run(ctx context.Context, tx *gate.Tx) (int64, error) {
	if err := tx.Authorize(ctx, ActOwn, gate.On{}); err != nil {
		return 0, err
	}
	a, err := c.Proof.check(ctx, tx)
	if err != nil {
		return 0, err
	}
	if err := setSecret(ctx, tx, a.id, c.Secret, a.secret); err != nil {
		return 0, err
	}
	return endOthers(ctx, tx, a.id, tx.Actor().Session())
}

// endOthers ends every session of an account but one.
func endOthers(ctx context.Context, tx *gate.Tx, account id.Account, but id.Session) (int64, error) {
	return store.Exec(ctx, tx, endSessionsSQL, tx.Now(), tx.Entry(), account, but)
}
