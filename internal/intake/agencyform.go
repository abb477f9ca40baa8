package intake

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// AgencyReferral refers somebody by the agency's form. Referrers, police liaison, panel coordinators
// and the service's own staff may; the referral is their agency's, which sees its receipt.
//
// The form asks what makes a first call safe, and what nobody should have to ask again: on what ground
// the details are passed on, who may answer, how they know the other person, what they want in their
// own words, and why. Requirements R017 to R031; practice parts 1 and 3.
//
// Fails with errs.Invalid, field by field, and errs.Forbidden. Records referral.Came.
type AgencyReferral struct {
	Service   catalogue.Service
	Catalogue *catalogue.Set
	Source    string // one of the service's sources that use the form; empty: the only one

	Person       person.New // with safe contact, and what they told
	Other        person.New // the other party, as far as known
	Relationship person.Relationship
	OffenceCode  string
	CrimeRef     string
	IncidentRef  string
	Why          string
	Basis        referral.Basis
	Facts        catalogue.Facts // what else the form asks for the service's rules
	Flags        referral.Flags
	Priority     referral.Priority

	WantsMediation bool
}

// Receipt is what whoever referred is given: that it was received, under which reference. What it
// came to they learn as the service's file lets them.
type Receipt struct {
	Referral  id.Referral
	Reference id.Reference
	Folder    id.Folder
}

// Run takes the referral in.
func (a AgencyReferral) Run(ctx context.Context, tx *gate.Tx) (Receipt, error) {
	if err := tx.Authorize(ctx, referral.ActReceive, gate.On{Service: a.Service.Key}); err != nil {
		return Receipt{}, err
	}
	offence, known := a.Catalogue.Offence(a.OffenceCode)
	if err := a.check(known); err != nil {
		return Receipt{}, err
	}
	if known {
		offence.Groups = a.Catalogue.OffenceGroups(offence.Code, a.Flags.DomesticAbuse, a.Flags.Hate)
	}
	a.Person.Told.Relationship = a.Relationship
	in := referral.Receive{
		Service: a.Service, Door: catalogue.DoorAgencyForm, Source: a.source(), SourceAgency: agencyOf(tx.Actor(), a.Service.Key),
		Supported: a.Person, CrimeRef: a.CrimeRef, IncidentRef: a.IncidentRef, Offence: offence, District: a.district(),
		Facts: a.Facts, Basis: a.Basis, Priority: a.Priority, Why: a.Why, WantsMediation: a.WantsMediation, Flags: a.Flags,
	}
	if !a.Other.IsZero() {
		in.Others = []person.New{a.Other}
	}
	taken, err := in.Run(ctx, tx)
	return Receipt{Referral: taken.Referral, Reference: taken.Reference, Folder: taken.Folder}, err
}

// check asks for what the form insists on; the rest is referral.Receive's to check, in the same words
// at every door.
func (a AgencyReferral) check(offenceKnown bool) error {
	var bad errs.Fields
	if a.Why == "" {
		bad.Add("why", "Say in one sentence why you refer")
	}
	if a.Relationship == "" {
		bad.Add("relationship", "Say how they know the other person, or that you have not asked")
	}
	if a.Basis.Kind == "" {
		bad.Add("basis", "Say on what ground you pass the details on")
	}
	if a.OffenceCode != "" && !offenceKnown {
		bad.Add("offence", "Choose the offence from the list, or leave it empty")
	}
	if src := a.source(); src != "" && !slices.ContainsFunc(a.Service.SourcesBy(catalogue.DoorAgencyForm), func(s catalogue.Source) bool { return s.Key == src }) {
		bad.Add("source", "Choose who refers from the service's list")
	}
	for _, c := range a.Person.Contacts {
		if phone := c.Kind == person.Phone || c.Kind == person.Mobile; phone && c.Call == "" {
			bad.Add("safe_call", "Say whether it is safe to call, or that you have not asked")
			break
		}
	}
	return bad.Err()
}

func (a AgencyReferral) source() string {
	if by := a.Service.SourcesBy(catalogue.DoorAgencyForm); a.Source == "" && len(by) == 1 {
		return by[0].Key
	}
	return a.Source
}

func (a AgencyReferral) district() string {
	for _, c := range a.Person.Contacts {
		if d, ok := a.Catalogue.District(c.Postcode); ok && c.Kind == person.Address {
			return d.Code
		}
	}
	return ""
}

// agencyOf gives the agency for which somebody refers. The service's own staff refer for nobody: their
// team sees everything anyway.
func agencyOf(who access.Actor, service string) id.Agency {
	for _, m := range who.Memberships() {
		if refers := []access.Role{access.Referrer, access.PoliceLiaison, access.PanelCoordinator, access.AgencyContact}; slices.Contains(refers, m.Role) &&
			(m.Service == "" || m.Service == service) {
			return m.Agency
		}
	}
	return ""
}
