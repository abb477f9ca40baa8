package casework_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate"
)

// The list is cut after it is sorted: whoever came last is first when the risk is highest.
func TestWaitingListIsSortedThenCut(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Service(t, barnet)
		in, little, much := scoring(t, w)
		in.Again = nil
		read := func() (list []casework.Waiting, cut bool) {
			_, err := gate.Read(boss, w.Gate, func(ctx context.Context, v *gate.View) (n int, err error) {
				list, cut, err = casework.WaitingList(ctx, v, service, w.Set.Instruments())
				return 0, err
			})
			if err != nil {
				t.Fatal(err)
			}
			return list, cut
		}
		var last casework.Case
		wait := func(answers assessment.Answers) {
			last = w.Open(t, boss, barnet)
			if answers != nil {
				caseworktest.Do(t, w, boss, casework.Ask{Case: last.ID, Record: assessment.Record{Instrument: in, Phase: assessment.Before, Answers: answers}}.Run)
			}
			caseworktest.Do(t, w, boss, casework.Wait{Case: last.ID, Reason: casework.WaitCap}.Run)
		}
		for range 199 {
			wait(nil)
		}
		wait(little)
		w.Open(t, boss, barnet) // in first contact: no worker is waited for yet
		if list, cut := read(); cut || len(list) != 200 || list[0].Reference != last.Reference {
			t.Errorf("200 wait: %d, cut %v, first %s, want %s", len(list), cut, list[0].Reference, last.Reference)
		}
		wait(much)
		if list, cut := read(); !cut || len(list) != 200 || list[0].Reference != last.Reference || list[1].Band != "low" || list[2].Band != "" {
			t.Errorf("201 wait: %d, cut %v, first %s %s, want %s", len(list), cut, list[0].Reference, list[0].Band, last.Reference)
		}
	})
}
