package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var whatForOnward = seal.Register("case_onward", "what", access.Needs)

// ReferOnward records a referral to another service or organisation, which the person agreed to
// (R070, R133). Those who work on the case may. Records ReferredOnward.
type ReferOnward struct {
	Case   id.Case
	List   catalogue.List // "onward-services"
	Code   string
	Agreed bool // the person agreed; without it nothing goes out
	What   string
	On     clock.Date
}

// ReferredOnward says that the person was referred to another service.
type ReferredOnward struct {
	Case   id.Case
	Folder id.Folder
	Onward string
	Code   string
}

// EventKind names the event.
func (ReferredOnward) EventKind() string { return "case.referred onward" }

// Run records the referral onward.
func (r ReferOnward) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, r.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	listed(&bad, "code", r.List, r.Code, "Choose where to")
	if !r.Agreed {
		bad.Add("agreed", "Ask first: nothing goes to another service without agreement. If someone is in danger, use Act now")
	}
	happened(&bad, "on", r.On, tx.Now().Date(), "the day it was made")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	onward := tx.NewID()
	what, err := tx.Seal(ctx, whatForOnward, now.Folder, onward, r.What)
	if err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, addOnwardSQL, onward, now.ID, now.Folder, r.Code, r.Agreed, what, OnwardSent, r.On, tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(ReferredOnward{Case: now.ID, Folder: now.Folder, Onward: onward, Code: r.Code})
	return now, nil
}
