package casework_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// Somebody who was a child when referred is rung as soon as they are old enough, and not a day before; what returns count them by stays.
func TestWhoGrewUpIsRung(t *testing.T) {
	tests := []struct {
		name, born, received string
		age                  int
		want                 errs.Kind
	}{
		{"a child then, grown up since", "2006-12-01", "2024-06-03", 17, errs.None},
		{"eighteen today", "2008-11-19", "2026-06-03", 17, errs.None},
		{"eighteen tomorrow", "2008-11-20", "2026-06-03", 17, errs.Conflict},
		{"a child then, and still", "2010-12-01", "2024-06-03", 13, errs.Conflict},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
				worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
				w.Clock.Set(clock.Date("2026-11-19").At(10, 0))
				taken := w.Refer(t, barnet, w.Someone(1), func(r *referral.Receive) {
					r.Supported.Born, r.Supported.Safe, r.ReceivedOn = clock.Date(tt.born), person.SafeRule{}, clock.Date(tt.received)
					r.Offence = catalogue.Offence{Code: "66/24"}
				})
				if taken.State == referral.Held { // for being a child today: those it is held for let it in
					lead := w.Staff(t, "Lee Lead", access.SafeguardingLead, barnet)
					caseworktest.Do(t, w, lead, referral.Decide{Service: w.Service(t, barnet), Referral: taken.Referral, Version: 1, To: referral.Accepted}.Run)
				}
				c := w.Case(t, worker, caseworktest.Do(t, w, worker, casework.OpenCase{Referral: taken.Referral, Service: w.Service(t, barnet)}.Run))
				if got := w.Page(t, worker, c).Came.Age; got != tt.age {
					t.Errorf("%d when referred, want %d", got, tt.age)
				}
				number := w.Number(t, worker, c)
				_, err := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (string, error) {
					shown, err := referral.ShowNumber(ctx, v, w.Set, c.Referral, number)
					return shown.Text(), err
				})
				if errs.KindOf(err) != tt.want {
					t.Errorf("the number: %v, want %v", err, tt.want)
				}
			})
		})
	}
}
