package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/referral"
)

// What came in by an open door is told by what became of it there, by the day the return is as at: what was accepted stays so when
// it is declined afterwards, and what was accepted later was still held. Accepted are as many as the new referrals.
func TestWhatCameIn(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const asc = "asc"
		office := w.Staff(t, "Olu Frame", access.Administrator, asc)
		panel := caseworktest.Do(t, w, w.System(t, "cli"), agency.AddAgency{Key: "harm", Name: "Harm panel", Kind: "panel"}.Run)
		today := w.Clock.Now().Date()
		w.Refer(t, asc, w.Someone(1))
		declined := w.Refer(t, asc, w.Someone(2), func(r *referral.Receive) { r.SourceAgency = panel })
		away := w.Refer(t, asc, w.Someone(3), func(r *referral.Receive) { r.District = "E09000003" })
		decide := func(of referral.Taken, to referral.State, why referral.Reason) {
			t.Helper()
			caseworktest.Do(t, w, office, referral.Decide{Service: w.Service(t, asc), Referral: of.Referral, Version: 1, To: to, Reason: why, PointedTo: "nowhere", Told: "referrer"}.Run)
		}
		decide(declined, referral.Declined, referral.NotForThis)
		for _, x := range []struct {
			when string
			want map[string]string
		}{
			{"turned away", map[string]string{"came/taken_on": "2", "came/signposted": "1", "referrals/new": "2", "sources/not_given": "2"}},
			{"accepted after all", map[string]string{"came/taken_on": "2", "came/held": "1", "referrals/new": "2", "sources/not_given": "2"}},
		} {
			if x.when != "turned away" {
				w.Clock.Set(today.AddDays(1).At(10, 0))
				decide(away, referral.Accepted, "")
			}
			if diff := cmp.Diff(x.want, counted(makes(t, w, "asc-annual", thisYear, today), "came", "referrals", "sources")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", x.when, diff)
			}
		}
	})
}
