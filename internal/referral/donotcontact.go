package referral

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
)

// DoNotContact is one click from any call: she asked not to be contacted. Anyone who works with
// her may hear it. It is remembered for ever (person.AskNotToContact) and ends the contact of this
// referral; it asks for no version, for nothing may come before it. A referral that is closed or
// was turned away stays as it is, and is remembered all the same.
//
// Fails with errs.Invalid. Records person.AskedNot and Stopped. Practice D1.
type DoNotContact struct {
	Referral id.Referral
	Scope    person.Scope
	SaidOn   clock.Date // empty: today
	HeardBy  id.Account // empty: whoever acts
}

// Run remembers it.
func (c DoNotContact) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := Get(ctx, tx, c.Referral)
	if err != nil {
		return Referral{}, err
	}
	matter, err := matterOf(ctx, tx, r.ID)
	if err != nil {
		return Referral{}, err
	}
	ask := person.AskNotToContact{Folder: r.Folder, Scope: c.Scope, Matter: matter, SaidOn: c.SaidOn, HeardBy: c.HeardBy}
	if _, err := ask.Run(ctx, tx); err != nil {
		return Referral{}, err
	}
	r.Quiet = true
	if !r.State.Leads(OptedOut) {
		return r, nil
	}
	from := r.State
	if r, err = r.move(OptedOut, AskedNotToContact); err != nil {
		return Referral{}, err
	}
	r.HeldFrom, r.ClockDue = "", clock.Never
	if r, err = save(ctx, tx, r.decided(tx)); err != nil {
		return Referral{}, err
	}
	tx.Record(Stopped{Referral: r.ID, Folder: r.Folder, From: from, Reason: r.Reason})
	return r, nil
}

// ContactAgain takes it back at her own wish, and holds the referral for somebody to decide. Those
// who work with her may. Fails with errs.Stale and errs.Conflict. Records person.AgainWanted and
// Reopened.
type ContactAgain struct {
	Referral id.Referral
	Version  int
	SaidOn   clock.Date // empty: today
}

// Reopened says that a referral that had ended is to be decided anew.
type Reopened struct {
	Referral id.Referral `json:"referral"`
	Folder   id.Folder   `json:"folder"`
	From     State       `json:"from"`
}

// EventKind names the event.
func (Reopened) EventKind() string { return "referral.reopened" }

// Run takes it back.
func (c ContactAgain) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActDecide, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	again := person.ContactAgain{Folder: r.Folder, SaidOn: c.SaidOn}
	if _, err := again.Run(ctx, tx); err != nil {
		return Referral{}, err
	}
	r.Quiet = false
	from := r.State
	switch {
	case from == OptedOut:
		r.State, r.Reason, r.Holder = Held, r.toDecide(), access.Supervisor
	case from == Held && r.Reason == AskedThenCame:
		r.Reason = r.toDecide()
	default:
		return r, nil
	}
	if r, err = save(ctx, tx, r.decided(tx)); err != nil {
		return Referral{}, err
	}
	tx.Record(Reopened{Referral: r.ID, Folder: r.Folder, From: from})
	return r, nil
}
