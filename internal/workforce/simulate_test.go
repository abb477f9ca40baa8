package workforce_test

import (
	"context"
	"fmt"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

var actTake = access.Declare("workforcetest.take", access.Policy{Systems: []string{"test"}})

type taken struct{}

func (taken) EventKind() string { return "workforcetest.taken" }

// TestSimulateCap: a lower cap refuses what came above it in its months, a case that left the window
// makes room again, and a role that is not counted takes freely.
func TestSimulateCap(t *testing.T) {
	gatetest.BothEngines(t, []store.Schema{workforce.Schema}, func(t *testing.T, f *gatetest.Fixture) {
		service := catalogue.Service{Key: "asc", Cap: &catalogue.Cap{Roles: []string{"case worker"}, Taken: 120, Months: 12}}
		f.Clock.Set(clock.NewDate(2025, 1, 10).At(9, 0))
		for month := range 14 { // two a month by one worker, one by another; a coach is not counted
			for n, who := range []id.Account{"ann", "ann", "bea", "coach"} {
				role := access.CaseWorker
				if who == "coach" {
					role = access.Coach
				}
				_, err := gate.Write(f.System(t, "test"), f.Gate, "", func(ctx context.Context, tx *gate.Tx) (workforce.Taken, error) {
					if err := tx.Authorize(ctx, actTake, gate.On{}); err != nil {
						return workforce.Taken{}, err
					}
					tx.Record(taken{})
					return workforce.Take{Case: id.Case(fmt.Sprintf("%d-%d", month, n)), Worker: who, Role: role, Service: service}.Run(ctx, tx)
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			f.Clock.Set(f.Clock.Now().Date().AddMonths(1).At(9, 0))
		}
		short := service // an edition of six months goes by what the cap comes to in them
		short.From, short.Until = "2025-09-01", "2026-02-28"
		short.Cap = &catalogue.Cap{Roles: service.Cap.Roles, Taken: 120, Months: 12, ProRata: []catalogue.ProRata{{Months: 6, Taken: 6}}}
		hit, err := gate.Read(f.System(t, "cli"), f.Gate, func(ctx context.Context, v *gate.View) (workforce.CapHit, error) {
			return workforce.Simulate{Service: short}.Run(ctx, v)
		})
		if want := (workforce.CapHit{Limit: 6, Months: 6, Taken: 42, Above: 12, Refused: 12, Workers: 1}); err != nil || hit != want {
			t.Errorf("six months: %+v (%v), want %+v", hit, err, want)
		}
		for _, tt := range []struct{ limit, above, workers int }{
			{120, 0, 0},
			{14, 10, 1}, // ann reaches 14 after seven months; five months are refused, then two a month leave the window
			{3, 31, 2},  // of ann 1 in the second month, 20 in ten, 1 in the last; of bea 9
		} {
			service.Cap.Taken = tt.limit
			got, err := gate.Read(f.System(t, "cli"), f.Gate, func(ctx context.Context, v *gate.View) (workforce.CapHit, error) {
				return workforce.Simulate{Service: service}.Run(ctx, v)
			})
			want := workforce.CapHit{Limit: tt.limit, Months: 12, Taken: 42, Above: tt.above, Refused: tt.above, Workers: tt.workers}
			if err != nil || got != want {
				t.Errorf("%+v (%v), want %+v", got, err, want)
			}
		}
		stays := map[id.Case]workforce.Stay{} // all of them for good but ann's first two, which end as her fourth month begins
		for month := range 14 {
			for n := range 4 {
				stays[id.Case(fmt.Sprintf("%d-%d", month, n))] = workforce.Stay{Band: "high"}
			}
		}
		stays["0-0"], stays["0-1"] = workforce.Stay{Until: "2025-04-10"}, workforce.Stay{Until: "2025-04-10"}
		for _, tt := range []struct {
			cap  catalogue.Cap
			want workforce.CapHit
		}{
			// ann has 6 after three months, lets 2 go and takes 2, and no more in ten months; bea has 6 after six, and no more in eight
			{catalogue.Cap{Open: 6}, workforce.CapHit{Months: 12, MostOpen: 6, Taken: 42, AboveOpen: 28, Refused: 28, Workers: 2}},
			// what weighs 3 each: of 18, ann's first two weigh 1 each
			{catalogue.Cap{Weighted: 18, Weights: []catalogue.Weight{{Band: "high", Counts: 3}}},
				workforce.CapHit{Months: 12, MostWeight: 18, Taken: 42, AboveWeight: 28, Refused: 28, Workers: 2}},
		} {
			tt.cap.Roles, tt.cap.Months = service.Cap.Roles, 12
			service.Cap = &tt.cap
			got, err := gate.Read(f.System(t, "cli"), f.Gate, func(ctx context.Context, v *gate.View) (workforce.CapHit, error) {
				return workforce.Simulate{Service: service, Stays: stays}.Run(ctx, v)
			})
			if err != nil || got != tt.want {
				t.Errorf("%+v (%v), want %+v", got, err, tt.want)
			}
		}
	})
}
