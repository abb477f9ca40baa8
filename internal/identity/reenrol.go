package identity

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ReEnrol gives someone who lost her second factor, or forgot her password, new ones on paper. It is
// done in person: whoever does it has seen who she is. Her authenticator app and her codes from before stop
// working and her sessions end. A supervisor may for those of her own agency, the system
// administrator and the operator's command line for all, and nobody for herself. Practice 2.8.
//
// With NewPassword she also gets a first password, which she must change. That is not for
// supervisors: with both in hand they could sign in as her.
//
// Fails with errs.Invalid (field "seen") when she was not seen in person, errs.NotFound, also for
// someone of another agency, and errs.Forbidden for oneself and for a password not hers to give. Records ReEnrolled.
type ReEnrol struct {
	Account     id.Account
	Handout     Handout // made outside the unit of work by [NewHandout]
	NewPassword bool
	SeenHer     bool // she stands before whoever does this
}

// ReEnrolled says that an account has new means to sign in with.
type ReEnrolled struct {
	Account     id.Account `json:"account"`
	NewPassword bool       `json:"new_password"`
}

// EventKind names the event.
func (ReEnrolled) EventKind() string { return "account.re-enrolled" }

// Run replaces the second factor.
func (c ReEnrol) Run(ctx context.Context, tx *gate.Tx) (id.Account, error) {
	if err := tx.Authorize(ctx, ActReEnrol, gate.On{}); err != nil {
		return "", err
	}
	if err := notOneself(tx, c.Account); err != nil {
		return "", err
	}
	if err := withinReach(ctx, tx, c.Account); err != nil {
		return "", err
	}
	if _, all := reach(tx.Actor()); c.NewPassword && !all {
		return "", errs.New(errs.Forbidden, "a new first password comes from a system administrator: you can renew the second step alone")
	}
	if !c.SeenHer {
		var bad errs.Fields
		bad.Add("seen", "Confirm that the person is with you and that you know who they are")
		return "", bad.Err()
	}
	if _, err := store.Exec(ctx, tx, clearTOTPSQL, tx.Entry(), c.Account); err != nil {
		return "", err
	}
	if c.NewPassword {
		if _, err := store.Exec(ctx, tx, setFirstSecretSQL, c.Handout.secret.hash.Reveal(), tx.Entry(), c.Account); err != nil {
			return "", err
		}
	}
	if err := keepSheet(ctx, tx, c.Account, c.Handout.Sheet); err != nil {
		return "", err
	}
	if _, err := endOthers(ctx, tx, c.Account, ""); err != nil {
		return "", err
	}
	tx.Record(ReEnrolled{Account: c.Account, NewPassword: c.NewPassword})
	return c.Account, nil
}

// withinReach refuses accounts that are nobody's, and to a supervisor those of other agencies.
func withinReach(ctx context.Context, v gate.Reader, account id.Account) error {
	if _, err := accountOf(ctx, v, account); err != nil {
		return err
	}
	agencies, all := reach(v.Actor())
	if all {
		return nil
	}
	_, found, err := store.Find(ctx, v, memberOfSQL, store.Value[int64], account, v.Now(), store.List(agencies))
	if err == nil && !found {
		return errs.New(errs.NotFound, "there is no such account")
	}
	return err
}

// reach gives the agencies whose accounts an actor looks after, or all of them.
func reach(a access.Actor) (agencies []id.Agency, all bool) {
	if a.Kind() == access.KindSystem || a.Holds(access.SystemAdministrator, "") {
		return nil, true
	}
	for _, m := range a.Memberships() {
		if m.Role == access.Supervisor {
			agencies = append(agencies, m.Agency)
		}
	}
	return agencies, false
}
