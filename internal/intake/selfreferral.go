package intake

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
)

// SelfReferral is somebody asking a service for help herself, without an account. Anyone may; where the
// service's file shuts the door, the page says kindly who can help and [referral.NoteDemand] counts it
// (R017, R024, I-24). What she asks for is her consent.
//
// Fails with errs.Invalid, field by field. Records referral.Came.
type SelfReferral Form

// Run takes the referral in. What it came to (that somebody looks first, that she is known) is for the
// service; she is told that it is there and what happens next.
func (s SelfReferral) Run(ctx context.Context, tx *gate.Tx) (Receipt, error) {
	s.Basis.Kind = catalogue.BasisSelf
	return Form(s).receive(ctx, tx, catalogue.DoorSelf, "")
}
