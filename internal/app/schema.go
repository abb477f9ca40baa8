package app

import (
	"goldenthread/internal/agency"
	"goldenthread/internal/assessment"
	"goldenthread/internal/audit"
	"goldenthread/internal/casework"
	"goldenthread/internal/entitlement"
	"goldenthread/internal/evidence"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/intake"
	"goldenthread/internal/learning"
	"goldenthread/internal/notify"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/report"
	"goldenthread/internal/seal"
	"goldenthread/internal/setup"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// Schemas lists the tables of every package, in the order in which they build on each other.
func Schemas() []store.Schema {
	return []store.Schema{
		audit.Schema, seal.Schema, gate.Schema, agency.Schema, identity.Schema, setup.Schema, person.Schema,
		assessment.Schema, referral.Schema, workforce.Schema, entitlement.Schema, casework.Schema, evidence.Schema, learning.Schema, notify.Schema, intake.Schema, report.Schema,
	}
}
