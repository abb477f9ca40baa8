package casework

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

// OfferMediation records that mediation was offered, which is when it is counted (practice, part
// 3.4). Those who work on the case may. It is refused where the person knows the other party as a
// partner, former partner or family (D5). Records MediationOffered.
type OfferMediation struct {
	Case    id.Case
	Outcome string // "offered", "accepted" or "declined"
	On      clock.Date
}

// MediationOutcomes are the answers to an offer.
var MediationOutcomes = []string{"offered", "accepted", "declined"}

// MediationOffered says that mediation was offered.
type MediationOffered struct {
	Case    id.Case
	Folder  id.Folder
	Outcome string
}

// EventKind names the event.
func (MediationOffered) EventKind() string { return "case.mediation offered" }

// Run records the offer.
func (o OfferMediation) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, o.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	about, err := person.Load(ctx, tx, now.Folder)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	if about.Story.Relationship.DomesticAbuse() {
		bad.Add("outcome", "Mediation is not possible between people who are or were partners or family. Use Act now: domestic abuse")
	}
	among(&bad, "outcome", o.Outcome, MediationOutcomes, "Choose what came of the offer")
	happened(&bad, "on", o.On, tx.Now().Date(), "the day of the offer")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, addMediationSQL, tx.NewID(), now.ID, o.Outcome, o.On, tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(MediationOffered{Case: now.ID, Folder: now.Folder, Outcome: o.Outcome})
	return now, nil
}
