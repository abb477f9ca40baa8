package casework

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// Wait gives a person a place on the waiting list, with somebody who answers for it meanwhile: a
// worker who can't take a case for the cap never means that nobody has it (D13). Supervisors and the
// service's administrator may. Waiting twice keeps the first day. Records Waits.
type Wait struct {
	Case   id.Case
	Owner  id.Account // empty: whoever puts her on the list
	Reason string     // "cap reached", "nobody in the area", "asked for a later start"
}

// WaitReasons are the reasons for waiting.
var WaitReasons = []string{WaitCap, "nobody in the area", "asked for a later start", reasonLeft}

// Run gives the place.
func (w Wait) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, w.Case, ActAllocate)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	if !slices.Contains(WaitReasons, w.Reason) {
		bad.Add("reason", "Choose why there is a wait")
	}
	if now.Worker != "" {
		bad.Add("reason", "A worker has this case: nobody waits")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	owner := w.Owner
	if owner == "" {
		owner = tx.Actor().Account()
	}
	return now, putOnList(ctx, tx, now, owner, w.Reason)
}

// Waits says that the person has a place on the waiting list, and an owner.
type Waits struct {
	Case   id.Case
	Folder id.Folder
	Owner  id.Account
	Reason string
}

// EventKind names the event.
func (Waits) EventKind() string { return "case.waits" }

// putOnList gives a case its place with an owner, and takes its referral there: contact that was stopped stays
// stopped. Records Waits.
func putOnList(ctx context.Context, tx *gate.Tx, c Case, owner id.Account, reason string) error {
	if err := place(ctx, tx, c, owner, reason); err != nil {
		return err
	}
	tx.Record(Waits{Case: c.ID, Folder: c.Folder, Owner: owner, Reason: reason})
	ref, err := referral.Get(ctx, tx, c.Referral)
	if err != nil || !ref.State.Leads(referral.Waiting) || ref.State == referral.Held {
		return err
	}
	_, err = referral.Move(ctx, tx, ref, referral.Waiting, ref.Reason)
	return err
}

// place gives a case its place with an owner; one that is there keeps its first day.
func place(ctx context.Context, tx *gate.Tx, c Case, owner id.Account, reason string) error {
	band, err := assessment.BandOf(ctx, tx, c.Folder)
	if err != nil {
		return err
	}
	_, err = store.Exec(ctx, tx, waitSQL, c.Folder, c.Service, owner, band, reason, tx.Now())
	return err
}
