package cases_test

import (
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web/webtest"
)

// The page of a call warns of a child by today's age, not by the age at which they were referred.
func TestTheCallPageWarnsOfAChildByTodaysAge(t *testing.T) {
	const warning = "ring the adult named in how it is safe"
	for born, young := range map[string]bool{"2006-12-01": false, "2010-12-01": true} {
		w := newWorld(t)
		as := w.work.Staff(t, worker, access.CaseWorker, barnet)
		taken := w.work.Refer(t, barnet, w.work.Someone(1), func(r *referral.Receive) {
			r.Supported.Born, r.Supported.Safe, r.ReceivedOn = clock.Date(born), person.SafeRule{}, "2024-06-03"
			r.Offence = catalogue.Offence{Code: "66/24"}
		})
		if taken.State == referral.Held {
			lead := w.work.Staff(t, "Lee Lead", access.SafeguardingLead, barnet)
			caseworktest.Do(t, w.work, lead, referral.Decide{Service: w.work.Service(t, barnet), Referral: taken.Referral, Version: 1, To: referral.Accepted}.Run)
		}
		c := w.work.Case(t, as, caseworktest.Do(t, w.work, as, casework.OpenCase{Referral: taken.Referral, Service: w.work.Service(t, barnet)}.Run))
		page := w.Page(t, worker, at(c, "call"))
		if young {
			webtest.Says(t, page, warning)
		} else {
			webtest.Hides(t, page, warning)
		}
	}
}
