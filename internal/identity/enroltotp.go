package identity

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// EnrolTOTP ties an authenticator app to the account that is signed in, in place of one it may have
// had. Anyone signed in may, with a proof of the password and a first code from the app. Its
// other sessions end.
//
// Fails with errs.Invalid (field "secret_code") when the code is not the app's. Records
// AuthenticatorEnrolled.
type EnrolTOTP struct {
	Proof         Proof
	Authenticator Authenticator
	Code          Hidden
}

// AuthenticatorEnrolled says that an account has a new authenticator app.
type AuthenticatorEnrolled struct {
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (AuthenticatorEnrolled) EventKind() string { return "account.authenticator enrolled" }

// Run ties the app to the account.
func (c EnrolTOTP) Run(ctx context.Context, tx *gate.Tx) (id.Account, error) {
	if err := tx.Authorize(ctx, ActOwn, gate.On{}); err != nil {
		return "", err
	}
	a, err := c.Proof.check(ctx, tx)
	if err != nil {
		return "", err
	}
	step, right := int64(0), false
	if code := canonicalCode(c.Code); isTOTP(code) {
		step, right = stepOf(c.Authenticator.Secret.Reveal(), code, tx.Now())
	}
	if !right {
		var bad errs.Fields
		bad.Add("secret_code", "This is not the code the app shows now: wait for the next one and enter that")
		return "", bad.Err()
	}
	box, err := tx.Seal(ctx, totpColumn, a.folder, string(a.id), c.Authenticator.Secret.Reveal())
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, setTOTPSQL, box, step, tx.Entry(), a.id); err != nil {
		return "", err
	}
	tx.Record(AuthenticatorEnrolled{Account: a.id})
	_, err = endOthers(ctx, tx, a.id, tx.Actor().Session())
	return a.id, err
}
