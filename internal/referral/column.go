package referral

import (
	"goldenthread/internal/access"
	"goldenthread/internal/seal"
)

// The sealed columns, each with the section an actor needs to open it.
var (
	CrimeRefColumn    = seal.Register("referral", "crime_ref", access.Identity)
	IncidentRefColumn = seal.Register("referral", "incident_ref", access.Identity)
	BasisReasonColumn = seal.Register("referral", "basis_reason", access.Identity)
	WhyColumn         = seal.Register("referral", "why", access.Story)
)
