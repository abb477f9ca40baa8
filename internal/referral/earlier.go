package referral

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// atDoor is what the referral has come to before it was ever accepted, and why; empty afterwards.
func (r Referral) atDoor() (State, Reason) {
	if r.AcceptedOn != "" {
		return "", ""
	}
	return r.State, r.Reason
}

// keepEarlier keeps what a referral was at the door until this change of it, so that a return as at an earlier day
// still counts it as that. Of what has been accepted once nothing more is kept: it counts as accepted from that day on.
func keepEarlier(ctx context.Context, tx *gate.Tx, r Referral) error {
	if r.earlier == "" || r.earlier == r.State {
		return nil
	}
	_, err := store.Exec(ctx, tx, addEarlierSQL, r.ID, r.Version, r.earlier, r.earlierWhy, tx.Now().Date(), tx.Now(), tx.Entry())
	return err
}

var addEarlierSQL = store.SQL("referral.addEarlier", `
	INSERT INTO referral_earlier (referral_id, version, outcome, reason, until_on, until_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7)`)
