package referral

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// KeepPrivate keeps a referral private to the charity, as she asked: whoever referred learns that
// it was received and nothing more. Those who work with her may, and may undo it at her wish.
// Fails with errs.Stale. Records Privacy. Requirement R103, practice D10.
type KeepPrivate struct {
	Referral id.Referral
	Version  int
	Undo     bool
}

// Privacy says whether a referral is private to the charity from now on.
type Privacy struct {
	Referral id.Referral `json:"referral"`
	Folder   id.Folder   `json:"folder"`
	Private  bool        `json:"private"`
}

// EventKind names the event.
func (Privacy) EventKind() string { return "referral.privacy" }

// Run keeps it private.
func (c KeepPrivate) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActPrivate, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if r.Private == !c.Undo {
		return Referral{}, errs.New(errs.Conflict, "it is so already")
	}
	r.Private = !c.Undo
	if r, err = save(ctx, tx, r); err != nil {
		return Referral{}, err
	}
	tx.Record(Privacy{Referral: r.ID, Folder: r.Folder, Private: r.Private})
	return r, nil
}
