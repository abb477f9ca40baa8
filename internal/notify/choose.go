package notify

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActChoose is for everybody who is signed in, about themselves.
var ActChoose = access.Declare("notify.choose", access.Policy{Signed: true})

// NoDigest is the hour of somebody who wants no summary.
const NoDigest = -1

// Hours lists the hours at which a summary can come.
var Hours = []int{6, 7, 8, 9, 10, 12, 14, 16, 18}

// Choice is how somebody wants to be written to.
type Choice struct {
	DigestHour int  // in London; [NoDigest]: no summary
	Given      bool // at once when somebody else gives them a case, for good or to cover today
	Broken     bool // at once when a promise of theirs is broken
	Version    int  // 0: they never chose
}

// unchosen is how somebody is written to who never chose.
var unchosen = Choice{DigestHour: NoDigest, Given: true, Broken: true}

// Choose keeps how the account that is signed in wants to be written to. Anyone signed in may, for themselves.
//
// Fails with errs.Invalid (field "digest"), and errs.Stale when it was changed since it was read. Records Chosen.
type Choose struct{ Choice }

// Chosen says how an account wants to be written to from now on.
type Chosen struct {
	Account    id.Account `json:"account"`
	DigestHour int        `json:"digest_hour"`
	Given      bool       `json:"given"`
	Broken     bool       `json:"broken"`
}

// EventKind names the event.
func (Chosen) EventKind() string { return "notify.chosen" }

// Run keeps it and gives the new version.
func (c Choose) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, ActChoose, gate.On{}); err != nil {
		return 0, err
	}
	if c.DigestHour != NoDigest && !slices.Contains(Hours, c.DigestHour) {
		var bad errs.Fields
		bad.Add("digest", "Choose one of the hours, or no summary")
		return 0, bad.Err()
	}
	me := tx.Actor().Account()
	n, err := store.Exec(ctx, tx, chooseSQL, me, c.DigestHour, c.Given, c.Broken, c.Version, tx.Entry())
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, errs.New(errs.Stale, "this was changed since you opened it: look again")
	}
	tx.Record(Chosen{Account: me, DigestHour: c.DigestHour, Given: c.Given, Broken: c.Broken})
	return c.Version + 1, nil
}

// MyChoice gives how the account that is signed in is written to, in one statement. Anyone signed in may.
func MyChoice(ctx context.Context, v *gate.View) (Choice, error) {
	if err := v.Authorize(ctx, ActChoose, gate.On{}); err != nil {
		return Choice{}, err
	}
	c, found, err := store.Find(ctx, v, choiceSQL, func(scan store.Scan) (c Choice, err error) {
		err = scan(&c.DigestHour, &c.Given, &c.Broken, &c.Version)
		return c, err
	}, v.Actor().Account())
	if err != nil || found {
		return c, err
	}
	return unchosen, nil
}

// chooseSQL changes no row when the version is not the one that was read.
var chooseSQL = store.SQL("notify.choose", `
	INSERT INTO notify_choice (account_id, digest_hour, given, broken, digest_on, version, last_entry)
	VALUES ($1, $2, $3, $4, '', $5 + 1, $6)
	ON CONFLICT (account_id) DO UPDATE SET digest_hour = excluded.digest_hour, given = excluded.given, broken = excluded.broken,
		version = excluded.version, last_entry = excluded.last_entry
	WHERE notify_choice.version = excluded.version - 1`)

var choiceSQL = store.SQL("notify.choice", `SELECT digest_hour, given, broken, version FROM notify_choice WHERE account_id = $1`)
