package intake

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
)

// PhoneCall writes down a referral by telephone while the caller speaks, so that it is said once: the person
// herself, or somebody who refers her. Those who may refer to the service may; the caller has no account, and
// nobody but the service sees a receipt. Requirements R021, R022, R031; practice part 3.
//
// Fails with errs.Invalid, field by field, and errs.Forbidden. Records referral.Came.
type PhoneCall Form

// Run takes the referral in.
func (c PhoneCall) Run(ctx context.Context, tx *gate.Tx) (Receipt, error) {
	return Form(c).receive(ctx, tx, catalogue.DoorPhone, "")
}
