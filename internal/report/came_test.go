package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/referral"
)

// What came in by an open door is told by what it was there at the end of the day the return is as at, and the return says so
// again afterwards, whatever came of it since: what was signposted and taken on later was signposted, and what was held and
// declined later was held. What was accepted stays so when it is declined. Accepted are as many as the new referrals.
func TestWhatCameIn(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const asc = "asc"
		office := w.Staff(t, "Olu Frame", access.Administrator, asc)
		panel := caseworktest.Do(t, w, w.System(t, "cli"), agency.AddAgency{Key: "harm", Name: "Harm panel", Kind: "panel"}.Run)
		first := w.Clock.Now().Date()
		w.Refer(t, asc, w.Someone(1))
		declined := w.Refer(t, asc, w.Someone(2), func(r *referral.Receive) { r.SourceAgency = panel })
		elsewhere := func(r *referral.Receive) { r.District = "E09000003" }
		away, unsure := w.Refer(t, asc, w.Someone(3), elsewhere), w.Refer(t, asc, w.Someone(4), elsewhere)
		decide := func(of referral.Taken, version int, to referral.State, why referral.Reason) {
			t.Helper()
			caseworktest.Do(t, w, office, referral.Decide{Service: w.Service(t, asc), Referral: of.Referral, Version: version, To: to, Reason: why,
				Owner: access.Administrator, PointedTo: "nowhere", Told: "referrer"}.Run)
		}
		days := []struct {
			does func()
			want map[string]string
		}{
			{func() { decide(declined, 1, referral.Declined, referral.NotForThis) },
				map[string]string{"came/taken_on": "2", "came/signposted": "2", "referrals/new": "2", "sources/not_given": "2"}},
			{func() { decide(unsure, 1, referral.Held, referral.HeldByWorker) },
				map[string]string{"came/taken_on": "2", "came/signposted": "1", "came/held": "1", "referrals/new": "2", "sources/not_given": "2"}},
			{func() {
				decide(unsure, 2, referral.Declined, referral.NotForThis)
				decide(away, 1, referral.Accepted, "")
			},
				map[string]string{"came/taken_on": "3", "came/declined": "1", "referrals/new": "3", "sources/not_given": "3"}},
		}
		for i, day := range days {
			w.Clock.Set(first.AddDays(i).At(10, 0))
			day.does()
			for before, then := range days[:i+1] {
				if diff := cmp.Diff(then.want, counted(makes(t, w, "asc-annual", thisYear, first.AddDays(before)), "came", "referrals", "sources")); diff != "" {
					t.Errorf("day %d, as at day %d (-want +got):\n%s", i, before, diff)
				}
			}
		}
	})
}
