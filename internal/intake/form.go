package intake

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// Form is what a form about one person asks, whoever fills it in: what makes a first call safe, and
// what nobody should have to ask again.
type Form struct {
	Service   catalogue.Service
	Catalogue *catalogue.Set
	Source    string // one of the service's sources that use the door; empty: the only one

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
	First        []assessment.Given // the few questions that every agency asks, as far as they were answered

	WantsMediation bool

	recorder id.Agency // as [referral.Receive] has it
}

// Receipt is what whoever referred is given: that it was received, under which reference. What it
// came to they learn as the service's file lets them.
type Receipt struct {
	Referral  id.Referral
	Reference id.Reference
	Folder    id.Folder
	Came      clock.Instant // first, where the same was sent again
	Again     bool          // it was here already
}

// receive takes the referral in by a door, which [referral.Receive] authorises; from is the agency that sees
// the receipt, if one does.
func (a Form) receive(ctx context.Context, tx *gate.Tx, door catalogue.Door, from id.Agency) (Receipt, error) {
	if err := tx.Authorize(ctx, referral.ByDoor(door), gate.On{Service: a.Service.Key}); err != nil {
		return Receipt{}, err
	}
	offence, known := a.Catalogue.Offence(a.OffenceCode)
	if err := a.check(door, known); err != nil {
		return Receipt{}, err
	}
	if known {
		offence.Groups = a.Catalogue.OffenceGroups(offence.Code, a.Flags.DomesticAbuse, a.Flags.Hate)
	}
	a.Person.Told.Relationship = a.Relationship
	in := referral.Receive{
		Service: a.Service, Door: door, Source: a.source(door), SourceAgency: from, Recorder: a.recorder,
		Supported: a.Person, CrimeRef: a.CrimeRef, IncidentRef: a.IncidentRef, Offence: offence, District: a.district(),
		Facts: a.Facts, Basis: a.Basis, Priority: a.Priority, Why: a.Why, WantsMediation: a.WantsMediation, Flags: a.Flags,
	}
	if !a.Other.IsZero() {
		in.Others = []person.New{a.Other}
	}
	taken, err := in.Run(ctx, tx)
	if err == nil {
		err = keepFirst(ctx, tx, taken, from, a.First)
	}
	return Receipt{Referral: taken.Referral, Reference: taken.Reference, Folder: taken.Folder, Came: tx.Now()}, err
}

// check asks for what the form insists on; the rest is referral.Receive's to check, in the same words
// at every door.
func (a Form) check(door catalogue.Door, offenceKnown bool) error {
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
	if src := a.source(door); src != "" && !slices.ContainsFunc(a.Service.SourcesBy(door), func(s catalogue.Source) bool { return s.Key == src }) {
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

func (a Form) source(door catalogue.Door) string {
	if by := a.Service.SourcesBy(door); a.Source == "" && len(by) == 1 {
		return by[0].Key
	}
	return a.Source
}

func (a Form) district() string {
	for _, c := range a.Person.Contacts {
		if d, ok := a.Catalogue.District(c.Postcode); ok && c.Kind == person.Address {
			return d.Code
		}
	}
	return ""
}
