package identity

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Proof says that whoever is signed in gave the account's password just now. Only [ProvePassword]
// makes one. Commands that change how an account is signed in to ask for it.
type Proof struct {
	account id.Account
	login   string
	secret  Hidden // the hash that was proved, so that a change in between is noticed
}

// ProvePassword checks the password of the account that is signed in. It is slow and stands
// outside the unit of work of the command that needs the proof.
//
// Fails with errs.Invalid (field "password") when it is wrong or tries come too fast. Records
// nothing when it is right: the command will.
func ProvePassword(ctx context.Context, g *gate.Gate, password Hidden) (Proof, error) {
	a, err := gate.Write(ctx, g, "", func(ctx context.Context, tx *gate.Tx) (record, error) {
		if err := tx.Authorize(ctx, ActOwn, gate.On{}); err != nil {
			return record{}, err
		}
		tx.Unaudited("rate limit")
		if _, err := take(ctx, tx, "password", limitProof.on(tx, string(tx.Actor().Account()))); err != nil {
			return record{}, err
		}
		return accountOf(ctx, tx, tx.Actor().Account())
	})
	if err != nil {
		return Proof{}, err
	}
	right, err := matches(ctx, password, a.secret)
	if err != nil {
		return Proof{}, err
	}
	if !right {
		var bad errs.Fields
		bad.Add("password", "This is not your password: check it and try again")
		return Proof{}, bad.Err()
	}
	return Proof{a.id, a.login, a.secret}, nil
}

// check refuses a proof of another account, or of a password that was changed since.
func (p Proof) check(ctx context.Context, tx *gate.Tx) (record, error) {
	a, err := accountOf(ctx, tx, tx.Actor().Account())
	if err != nil {
		return record{}, err
	}
	if p.secret.IsEmpty() || p.account != a.id || p.secret.Reveal() != a.secret.Reveal() {
		return record{}, errs.New(errs.Stale, "the password was changed a moment ago: give it again")
	}
	return a, forgive(ctx, tx, limitProof.on(tx, string(a.id)))
}

// accountOf gives an account as the database has it. Fails with errs.NotFound.
func accountOf(ctx context.Context, r store.Reader, account id.Account) (record, error) {
	a, found, err := store.Find(ctx, r, accountByIDSQL, scanRecord, account)
	if err == nil && !found {
		return record{}, errs.New(errs.NotFound, "there is no such account")
	}
	return a, err
}
