package referral

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/text"
)

// CanContact is the one rule that says whether the person of a referral can be contacted at all.
// It fails with errs.Conflict, and says why in words, when she asked not to be, when there is no
// legal basis, and when the referral is held, was turned away or opted out, or contact was stopped after closing.
func CanContact(r Referral) error {
	switch {
	case r.Quiet || r.State == OptedOut:
		return errs.New(errs.Conflict, "They asked not to be contacted")
	case r.State == Held:
		return errs.New(errs.Conflict, "Held for checking: "+text.Within(r.Reason.Words()))
	case r.State == Closed && r.StoppedAfter():
		return errs.New(errs.Conflict, text.Within(r.Reason.Words()))
	case r.Basis == NoBasis || r.Basis == "":
		return errs.New(errs.Conflict, "There is no legal basis for contacting them")
	case r.State == Received || r.State.NotForUs():
		return errs.New(errs.Conflict, "This referral is not for contact: "+text.Within(r.State.Words()))
	}
	return nil
}

// ShowNumber opens one number, e-mail or address of the person of a referral: when contact is
// possible at all ([CanContact]) and her own rule passes (person.ShowNumber, which takes the
// decision and records the reading). Somebody who is below the age from which the service rings people themselves (D9) is reached
// through an adult ([ThroughAdult]): until the rule names one, no number is shown. This is what pages call.
func ShowNumber(ctx context.Context, v gate.Reader, set *catalogue.Set, ref id.Referral, contact id.Contact) (*seal.Value, error) {
	r, err := Get(ctx, v, ref)
	if err != nil {
		return nil, err
	}
	if err := v.Authorize(ctx, ActContact, gate.On{Folder: r.Folder}); err != nil {
		return nil, err
	}
	if err := CanContact(r); err != nil {
		return nil, err
	}
	service, _ := set.Service(r.Service)
	through, err := ThroughAdult(ctx, v, service, r)
	if err != nil {
		return nil, err
	}
	return person.ShowNumber(ctx, v, r.Folder, contact, through)
}
