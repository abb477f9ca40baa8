package entitlement

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var whyNot = seal.Register("code_due", "why", access.Plan)

// Happened records that something happened after which the code gives the person a right: an arrest, a
// charge, a hearing that was fixed. It becomes due to her from whoever owes it. Those who do casework may.
// People affected by behaviour that is not a crime have no such rights.
//
// Fails with errs.Invalid, and errs.Conflict for somebody who is not known to be a victim of a crime.
// Records BecameDue.
type Happened struct {
	Folder id.Folder
	Code   catalogue.Entitlements
	Right  string
	On     clock.Date
}

// Run makes it due and gives its id.
func (h Happened) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActWork, gate.On{Folder: h.Folder}); err != nil {
		return "", err
	}
	standing, err := standingOf(ctx, tx, h.Folder)
	if err != nil {
		return "", err
	}
	if standing.Crime != Yes {
		return "", errs.New(errs.Conflict, "the "+h.Code.Name+" is for victims of a crime: say first whether it was one")
	}
	right, known := h.Code.Right(h.Right, h.On)
	var bad errs.Fields
	if h.On.IsZero() || h.On > tx.Now().Date() {
		bad.Add("on", "Give the day on which it happened: today or earlier")
	} else if !known {
		bad.Add("right", "Choose what happened")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	due := tx.NewID()
	if _, err := store.Exec(ctx, tx, addDueSQL, due, h.Folder, right.Key, right.By, h.On, standing.Enhanced(),
		h.Code.Due(right, standing.Enhanced(), h.On), tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(BecameDue{Folder: h.Folder, Due: due, Right: right.Key, Enhanced: standing.Enhanced()})
	return due, nil
}

// State says what became of something that was due.
type State string

// The states. Not due is for what fell away because it was no crime.
const (
	Open       State = "open"
	Given      State = "given"
	GoodReason State = "good reason"
	NotWanted  State = "not wanted"
	NotDue     State = "not due"
)

// Ends are the answers by which something that is due is settled.
var Ends = []State{Given, GoodReason, NotWanted}

// Settle ends something that is due: it was given on a day, the provider had a good reason not to, or the
// person does not want it. Those who do casework may. Fails with errs.Invalid and errs.Stale. Records
// DueSettled.
type Settle struct {
	Folder  id.Folder
	Due     string
	Version int
	State   State
	On      clock.Date // when it was given
	Why     string     // the provider's good reason
}

// Run settles it.
func (s Settle) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActWork, gate.On{Folder: s.Folder}); err != nil {
		return "", err
	}
	var bad errs.Fields
	if !slices.Contains(Ends, s.State) {
		bad.Add("state", "Choose what came of it")
	}
	if s.On.IsZero() || s.On > tx.Now().Date() {
		bad.Add("on", "Give the day: today or earlier")
	}
	if s.State == GoodReason && s.Why == "" {
		bad.Add("why", "Say what the reason was")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	why, err := tx.Seal(ctx, whyNot, s.Folder, s.Due, s.Why)
	if err != nil {
		return "", err
	}
	n, err := store.Exec(ctx, tx, settleDueSQL, s.Due, s.Folder, s.Version, s.State, s.On, why, tx.Entry())
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", errs.New(errs.Stale, "someone settled this already: look again")
	}
	tx.Record(DueSettled{Folder: s.Folder, Due: s.Due, State: s.State})
	return s.Due, nil
}

var addDueSQL = store.SQL("entitlement.addDue", `
	INSERT INTO code_due (id, folder_id, right_key, provider, happened_on, enhanced, due_on, state, settled_on, why, by_account, recorded_at,
		version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', '', NULL, $8, $9, 1, $10)`)

var settleDueSQL = store.SQL("entitlement.settleDue", `
	UPDATE code_due SET state = $4, settled_on = $5, why = $6, version = version + 1, last_entry = $7
	WHERE id = $1 AND folder_id = $2 AND version = $3 AND state = 'open'`)
