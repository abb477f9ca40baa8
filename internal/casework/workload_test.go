package casework_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// A case counts for the worker who has it, in the service it is of, while it is open.
func TestWorkload(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		supervisor := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		for range 2 {
			c := w.Open(t, worker, barnet)
			caseworktest.Do(t, w, supervisor, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet),
				Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		}
		w.Open(t, worker, barnet) // nobody's yet
		for service, want := range map[string]map[id.Account]int{barnet: {w.Account(t, "Nell Carter"): 2}, pilot: {}} {
			got, err := gate.Read(supervisor, w.Gate, func(ctx context.Context, v *gate.View) (map[id.Account]int, error) {
				if err := v.Authorize(ctx, casework.ActList, gate.On{}); err != nil {
					return nil, err
				}
				return casework.Workload(ctx, v, service)
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("workload of %s (-want +got):\n%s", service, diff)
			}
		}
	})
}
