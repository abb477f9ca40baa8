package workforce_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// TestTriedCountOnce: cases that were only tried out count once against the cap.
func TestTriedCountOnce(t *testing.T) {
	gatetest.BothEngines(t, []store.Schema{workforce.Schema}, func(t *testing.T, f *gatetest.Fixture) {
		service := catalogue.Service{Key: "asc", Cap: &catalogue.Cap{Roles: []string{"case worker"}, Taken: 10, Months: 12}}
		for _, tt := range []struct {
			tried int
			want  errs.Kind
		}{{6, errs.None}, {10, errs.Conflict}} {
			_, err := gate.Write(f.System(t, "test"), f.Gate, "", func(ctx context.Context, tx *gate.Tx) (workforce.Taken, error) {
				if err := tx.Authorize(ctx, actTake, gate.On{}); err != nil {
					return workforce.Taken{}, err
				}
				tx.Record(taken{})
				return workforce.Take{Case: "one", Worker: "ann", Role: access.CaseWorker, Service: service, Tried: workforce.Tried{Taken: tt.tried, Open: tt.tried}}.Run(ctx, tx)
			})
			if errs.KindOf(err) != tt.want {
				t.Errorf("%d tried, of a limit of 10: %v, want %v", tt.tried, err, tt.want)
			}
		}
	})
}
