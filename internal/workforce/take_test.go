package workforce_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// TestTheWindowRolls takes cases on days drawn by dice over some years and holds each answer against a slow reference: every taking is kept, and
// counts until so many months have gone by since its day, told by year, month and day. The cap lets through exactly as many as that.
func TestTheWindowRolls(t *testing.T) {
	gatetest.BothEngines(t, []store.Schema{workforce.Schema}, func(t *testing.T, f *gatetest.Fixture) {
		for _, tt := range []struct {
			key           string
			limit, months int
			step          int // most days from one try to the next
		}{{"asc", 6, 12, 40}, {"pilot", 3, 6, 30}} {
			service := catalogue.Service{Key: tt.key, Cap: &catalogue.Cap{Roles: []string{"case worker"}, Taken: tt.limit, Months: tt.months}}
			dice := rand.New(rand.NewPCG(7, uint64(tt.months)))
			var kept []clock.Date
			given, refused := 0, 0
			for i, day := 0, clock.Date("2015-01-31"); i < 150; i++ {
				day = day.AddDays(dice.IntN(tt.step))
				f.Clock.Set(day.At(9, i%60))
				counts := 0
				for _, d := range kept {
					if !monthsWentBy(d, day, tt.months) {
						counts++
					}
				}
				_, err := gate.Write(f.System(t, "test"), f.Gate, "", func(ctx context.Context, tx *gate.Tx) (workforce.Taken, error) {
					if err := tx.Authorize(ctx, actTake, gate.On{}); err != nil {
						return workforce.Taken{}, err
					}
					tx.Record(taken{})
					return workforce.Take{Case: id.Case(fmt.Sprintf("%s %d", tt.key, i)), Worker: "ann", Role: access.CaseWorker, Service: service}.Run(ctx, tx)
				})
				want := errs.None
				if counts >= tt.limit {
					want = errs.Conflict
				}
				switch {
				case errs.KindOf(err) != want:
					t.Fatalf("%s, with %d taken in the last %d months of at most %d: %v", day, counts, tt.months, tt.limit, err)
				case err == nil:
					kept, given = append(kept, day), given+1
				default:
					refused++
				}
			}
			if given < 20 || refused < 20 {
				t.Errorf("%d given and %d refused: the days are too far apart to try the cap", given, refused)
			}
		}
	})
}

// monthsWentBy tells whether so many months have gone by from one day to another, which is not before it.
func monthsWentBy(from, to clock.Date, months int) bool {
	f, u := from.Start().Time(), to.Start().Time()
	between := (u.Year()-f.Year())*12 + int(u.Month()) - int(f.Month())
	return between > months || between == months && u.Day() >= f.Day()
}

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
