package referral

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
)

// RecordBasis records the legal basis of a referral that came without the one its service demands:
// who took her consent, when and how. Those who decide referrals may.
//
// It does not accept the referral: that is the next decision. When she asked not to be contacted
// it ends opted out, for that is what would have been found had the basis been there.
//
// Fails with errs.Invalid and errs.Stale. Records BasisRecorded. Practice D2.
type RecordBasis struct {
	Service  catalogue.Service
	Referral id.Referral
	Version  int
	Basis    Basis
}

// BasisRecorded says that a legal basis was recorded.
type BasisRecorded struct {
	Referral id.Referral          `json:"referral"`
	Folder   id.Folder            `json:"folder"`
	From     catalogue.LegalBasis `json:"from"`
	To       catalogue.LegalBasis `json:"to"`
	State    State                `json:"state"`
}

// EventKind names the event.
func (BasisRecorded) EventKind() string { return "referral.basis recorded" }

// Run records the basis.
func (c RecordBasis) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActDecide, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if err := c.check(tx, r); err != nil {
		return Referral{}, err
	}
	from := r.Basis
	r.Basis, r.BasisBy, r.BasisHow, r.BasisOn = c.Basis.Kind, c.Basis.By, c.Basis.How, c.Basis.On
	if r.basisReason, err = tx.Seal(ctx, BasisReasonColumn, r.Folder, string(r.ID), c.Basis.Reason); err != nil {
		return Referral{}, err
	}
	if r.State == Held && (r.Reason == ConsentMissing || r.Reason == BasisMissing) {
		if r, err = settle(ctx, tx, c.Service, r); err != nil {
			return Referral{}, err
		}
	}
	if r, err = save(ctx, tx, r); err != nil {
		return Referral{}, err
	}
	tx.Record(BasisRecorded{Referral: r.ID, Folder: r.Folder, From: from, To: r.Basis, State: r.State})
	return r, nil
}

func (c RecordBasis) check(tx *gate.Tx, r Referral) error {
	var bad errs.Fields
	c.Basis.check(tx.Now().Date(), &bad)
	if c.Basis.Kind == "" || c.Basis.Kind == NoBasis || !c.Service.Basis.Accepted(c.Basis.Kind) {
		bad.Add("basis", "Choose a basis on which the service works")
	}
	if r.Reason == ConsentMissing && c.Basis.Kind != catalogue.BasisExplicitConsent && c.Basis.Kind != catalogue.BasisSelf {
		bad.Add("basis", "Only their explicit consent will do here")
	}
	if !c.Basis.proved() {
		bad.Add("basis_by", unproved)
	}
	if c.Basis.How != "" && !slices.Contains([]string{"in_person", "phone", "writing", "online"}, c.Basis.How) {
		bad.Add("basis_how", "Say whether it was in person, by phone, in writing or online")
	}
	return bad.Err()
}

// unproved asks for what a basis needs beside itself.
const unproved = "Say who took the consent, when and how; or, of a panel, why they were not asked"

// settle asks of what is held what comes after the basis in the order of judging.
func settle(ctx context.Context, tx *gate.Tx, service catalogue.Service, r Referral) (Referral, error) {
	matter, err := matterOf(ctx, tx, r.ID)
	if err != nil {
		return Referral{}, err
	}
	m, asked, err := person.FolderAsked(ctx, tx, r.Folder, r.Service, matter)
	if err != nil {
		return Referral{}, err
	}
	switch answered(m, asked) {
	case AskedNot:
		return r.move(OptedOut, AskedNotToContact)
	case AskedMaybe:
		r.Reason = MaybeOptedOut
	default:
		r.Reason = r.toDecide()
	}
	switch {
	case r.Reason == MaybeOptedOut:
	case r.Flags.Child:
		r.Reason, r.Holder = UnderAge, childHolder(service)
	case r.Flags.DomesticAbuse:
		r.Reason, r.Holder = DomesticAbuse, access.SafeguardingLead
	}
	return r, nil
}
