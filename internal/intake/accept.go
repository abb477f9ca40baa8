package intake

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
)

// Accept accepts a referral and, when Start is set, opens its case in the same unit of work: "Accept
// and start first contact". A referral that is accepted already is only started. Those who decide
// referrals may, and for starting those who open cases.
//
// Fails with errs.Invalid where an answer of the referrer isn't put in, and like referral.Decide and casework.OpenCase: with errs.Stale, and with errs.Conflict when
// something stands in the way of contact. Records referral.Decided and casework.Opened.
type Accept struct {
	Service  catalogue.Service
	Referral id.Referral
	Version  int
	Start    bool
	PutIn    bool // as in referral.Decide
}

// Started is what accepting led to.
type Started struct {
	Referral id.Referral
	State    referral.State
	Case     id.Case // empty: no case was opened
}

// Run accepts the referral.
func (a Accept) Run(ctx context.Context, tx *gate.Tx) (Started, error) {
	r, err := referral.Get(ctx, tx, a.Referral)
	if err != nil {
		return Started{}, err
	}
	seen := r.Version
	if r.State != referral.Accepted || !a.Start {
		decide := referral.Decide{Service: a.Service, Referral: a.Referral, Version: a.Version, To: referral.Accepted, PutIn: a.PutIn}
		if r, err = decide.Run(ctx, tx); err != nil {
			return Started{}, err
		}
	}
	done := Started{Referral: r.ID, State: r.State}
	if !a.Start || r.State != referral.Accepted { // its work goes on where it stood
		return done, nil
	}
	if done.Case, err = (casework.OpenCase{Referral: r.ID, Service: a.Service}).Run(ctx, tx); err != nil {
		return Started{}, err
	}
	if seen != a.Version { // only now: who may not open it learns nothing of its version
		return Started{}, stale()
	}
	done.State = referral.InContact
	return done, nil
}
