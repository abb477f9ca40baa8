package report_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
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
		day := watched(t, w, boss, casework.WatchKept)
		team := map[casework.Watch]int{}
		for _, which := range []casework.Watch{casework.WatchKept, casework.WatchKeptLate, casework.WatchWithdrawn, casework.WatchBroken} {
			team[which] = day.Counts[which]
		}
		if diff := cmp.Diff(map[casework.Watch]int{casework.WatchKept: 1, casework.WatchKeptLate: 1, casework.WatchWithdrawn: 2, casework.WatchBroken: 1}, team); diff != "" || len(day.Rows) != 1 {
			t.Errorf("the supervisor's page, with %d in its list (-want +got):\n%s", len(day.Rows), diff)
		}
	})
}

// A promise is broken once the time it was due has passed, and not before on its day: to the moment for which the supervisor's page
// says so, in the return as at that day and in what its figure opens to.
func TestPromiseIsBrokenOnceItsTimeHasPassed(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const barnet = "barnet-asb"
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, barnet)
		boss := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		c, service, made := w.Open(t, ada, barnet), w.Service(t, barnet), w.Clock.Now()
		on := made.Date()
		due := on.At(0, int(service.Hours.Close))
		caseworktest.Do(t, w, ada, casework.MakePromise{Case: c.ID, Service: service, What: "Ring", Due: on}.Run)
		for _, tt := range []struct {
			name   string
			at     clock.Instant
			asAt   clock.Date
			broken int
			before bool // as at a day that the supervisor's page has not
		}{
			{"in the morning", made, "", 0, false},
			{"as it is due", due, on, 0, false},
			{"a moment later", due.Add(time.Microsecond), "", 1, false},
			{"the day after, as at its day", on.AddDays(1).At(9, 0), on, 1, false},
			{"the day after, as at the day before", on.AddDays(1).At(9, 0), on.AddDays(-1), 0, true},
		} {
			w.Clock.Set(tt.at)
			o := report.Open{Make: report.Make{Book: bookOf(t, w), Report: "barnet-annual", From: thisYear, AsAt: tt.asAt}, Table: "promises", Row: "broken", Column: report.InYear}
			opened := caseworktest.Do(t, w, w.System(t, "cli"), o.Run)
			if opened.Figure != report.Whole(tt.broken) || len(opened.Records) != tt.broken {
				t.Errorf("%s: the return counts %s and opens to %d, want %d", tt.name, opened.Figure, len(opened.Records), tt.broken)
			}
			if n := watched(t, w, boss, casework.WatchBroken).Counts[casework.WatchBroken]; n != tt.broken && !tt.before {
				t.Errorf("%s: the supervisor's page counts %d, want %d", tt.name, n, tt.broken)
			}
		}
	})
}

// watched is a supervisor's page of Barnet's service, with one of its lists.
func watched(t *testing.T, w *caseworktest.World, boss context.Context, which casework.Watch) casework.TeamDay {
	t.Helper()
	day, err := gate.Read(boss, w.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
		return casework.TeamWatch(ctx, v, w.Service(t, "barnet-asb"), w.Set.RiskStages, which)
	})
	if err != nil {
		t.Fatal(err)
	}
	return day
}
