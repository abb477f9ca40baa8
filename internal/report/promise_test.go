package report_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate"
)

// Promises to be heard from are counted by what became of each, once; what is still to come is not. The supervisor's page has the same
// figures for the same days, and a return as at an earlier day says what was so then.
func TestPromisesKept(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const barnet = "barnet-asb"
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, barnet)
		boss := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		c, service := w.Open(t, ada, barnet), w.Service(t, barnet)
		first := w.Clock.Now().Date()
		promised := func(days int) string {
			return caseworktest.Do(t, w, ada, casework.MakePromise{Case: c.ID, Service: service, What: "Ring", Due: first.AddDays(days)}.Run)
		}
		settle := func(promise string, kept bool) {
			s := casework.SettlePromise{Case: c.ID, Service: service, Promise: promise, Version: 1, Kept: kept}
			if !kept {
				s.Why = casework.Withdrawals[0]
			}
			caseworktest.Do(t, w, ada, s.Run)
		}
		intime, late, taken, withdrawnLate := promised(0), promised(0), promised(1), promised(0)
		promised(0)  // never kept
		promised(90) // still to come
		settle(intime, true)
		w.Clock.Advance(24 * time.Hour)
		settle(late, true)
		settle(taken, false)
		settle(withdrawnLate, false)

		got := counted(makes(t, w, "barnet-annual", thisYear, w.Clock.Now().Date()), "promises")
		want := map[string]string{"promises/kept": "1", "promises/kept_late": "1", "promises/broken": "1", "promises/withdrawn": "2"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		got = counted(makes(t, w, "barnet-annual", thisYear, first), "promises")
		if diff := cmp.Diff(map[string]string{"promises/kept": "1", "promises/broken": "3"}, got); diff != "" {
			t.Errorf("as at the first day (-want +got):\n%s", diff)
		}
		day, err := gate.Read(boss, w.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
			return casework.TeamWatch(ctx, v, service, w.Set.RiskStages, casework.WatchKept)
		})
		if err != nil {
			t.Fatal(err)
		}
		team := map[casework.Watch]int{}
		for _, which := range []casework.Watch{casework.WatchKept, casework.WatchKeptLate, casework.WatchWithdrawn, casework.WatchBroken} {
			team[which] = day.Counts[which]
		}
		if diff := cmp.Diff(map[casework.Watch]int{casework.WatchKept: 1, casework.WatchKeptLate: 1, casework.WatchWithdrawn: 2, casework.WatchBroken: 1}, team); diff != "" || len(day.Rows) != 1 {
			t.Errorf("the supervisor's page, with %d in its list (-want +got):\n%s", len(day.Rows), diff)
		}
	})
}
