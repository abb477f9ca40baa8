package casework_test

import (
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/referral"
)

// valley is a service that nobody has written a line of Go for: it listens first, looks at needs when
// it has, and allocates last but one.
const valley = `
key: valley-listening
name: Valley listening service
noun: {one: caller, many: callers}
from: 2020-04-01
areas: [E09000003]
hours: {calendar: england-wales, days: [mon, wed, fri], open: "12:00", close: "20:00"}
sources:
  - {key: housing, doors: [agency_form]}
refuses:
  - {door: police_file, contact: Housing, say: Callers are sent to us by their landlord.}
  - {door: self, contact: Housing, say: Ask your landlord to write to us.}
  - {door: phone, contact: Housing, say: Ask your landlord to write to us.}
  - {door: panel, contact: Housing, say: Callers are sent to us by their landlord.}
eligible: Area in Areas
basis: {default: explicit_consent, accepts: [explicit_consent], explicit_consent_for: []}
age: {min: 18, held_for: designated safeguarding lead}
first_contact: {by: need, default: phone}
protocols:
  one_try:
    name: One call
    opening: "Hello, [Who referred] asked us to ring. Is this a safe time?"
    tries: [{by: phone, within: 1 working day}]
    wrong_number: return_to_sender
    someone_else: suspend
    parts_of_day: [{name: day, from: "08:00"}, {name: evening, from: "17:00"}]
    then: {closes: no_answer, keep: 6 weeks, tell: no_contact}
stages:
  - {step: contact, name: First call, who: case worker, clock: 1 working day, protocol: one_try, must: [contact_outcome]}
  - {step: sessions, name: Listening, who: case worker}
  - {step: needs, name: What is needed, who: case worker, must: [needs, asb-matrix]}
  - {step: allocate, name: Given to a worker, who: supervisor, must: [conflict_of_interest]}
  - {step: plan, name: What comes next, who: case worker}
  - {step: close, name: Ended, who: case worker}
sessions: {min: 1, max: 2, strands: [listening]}
next_update_working_days: 3
post_closure_check: 30 days
closing_reasons:
  - {key: goals_met, name: It helped}
  - {key: no_answer, name: Nobody answered}
tells_referrer: [received, no_contact]
`

// A sixth service is one more file: the same commands walk it in its own order, and hold it to its own
// limits, as they do the five.
func TestSixthService(t *testing.T) {
	six := cataloguetest.With(t, map[string]string{"services/valley-listening.yaml": valley})
	gatetest.BothEngines(t, caseworktest.Schemas(), func(t *testing.T, f *gatetest.Fixture) {
		world := caseworktest.Of(t, f, six)
		w := &walker{World: world, t: t, role: access.CaseWorker}
		w.worker = world.Staff(t, "Nell Carter", access.CaseWorker, "valley-listening")
		w.supervisor = world.Staff(t, "Sam Reid", access.Supervisor, "valley-listening")
		w.c = world.Open(t, w.worker, "valley-listening", func(r *referral.Receive) {
			r.Door, r.Basis = catalogue.DoorAgencyForm, referral.Basis{
				Kind: catalogue.BasisExplicitConsent, By: "housing", How: "in person", On: world.Clock.Now().Date()}
		})
		w.stuck("", "sessions", "contact_outcome")
		w.reach()
		w.advance("", "sessions")
		w.sessions(2)
		w.advance("", "needs")
		w.stuck("", "allocate", "needs", "asb-matrix")
		w.need()
		w.ask("asb-matrix", assessment.Before)
		w.advance("", "allocate")
		w.stuck("", "plan", "conflict_of_interest")
		w.allocate()
		w.at("plan")
		w.promise()
		w.end("goals_met", "plan", "received")
	})
}
