package intake

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// AgencyReferral refers somebody by the agency's form. Referrers, police liaison, panel coordinators
// and the service's own staff may; the referral is their agency's, which sees its receipt.
//
// The form asks on what ground the details are passed on, who may answer, how they know the other
// person, what they want in their own words, and why. Requirements R017 to R031; practice parts 1 and 3.
//
// Fails with errs.Invalid, field by field, and errs.Forbidden. Records referral.Came.
type AgencyReferral Form

// Run takes the referral in.
func (a AgencyReferral) Run(ctx context.Context, tx *gate.Tx) (Receipt, error) {
	return Form(a).receive(ctx, tx, catalogue.DoorAgencyForm, agencyOf(tx.Actor(), a.Service.Key, senderRoles...))
}

// agencyOf gives the agency for which somebody in one of some roles refers to a service, or to any without one. The service's own
// staff refer for nobody: their team sees everything anyway.
func agencyOf(who access.Actor, service string, roles ...access.Role) id.Agency {
	for _, m := range who.Memberships() {
		if slices.Contains(roles, m.Role) && (service == "" || m.Service == "" || m.Service == service) {
			return m.Agency
		}
	}
	return ""
}
