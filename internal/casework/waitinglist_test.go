package casework_test

import (
	"context"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
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

// To whoever has taken a case to score again it stands first, whatever it was scored, and its band and flag are not said; to anybody
// else it stands where its band puts it.
func TestWaitingListOfWhoScoresAgain(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, scorer, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Staff(t, "Una Sims", access.Supervisor, barnet), w.Service(t, barnet)
		in, little, much := scoring(t, w)
		read := func(as context.Context) []casework.Waiting {
			list, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) ([]casework.Waiting, error) {
				list, _, err := casework.WaitingList(ctx, v, service, w.Set.Instruments())
				return list, err
			})
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		var refs []id.Reference
		for _, answers := range []assessment.Answers{little, much} {
			c := w.Open(t, boss, barnet)
			caseworktest.Do(t, w, boss, casework.Ask{Case: c.ID, Service: service, Record: assessment.Record{Instrument: in, Phase: assessment.Before, Answers: answers}}.Run)
			caseworktest.Do(t, w, boss, casework.Wait{Case: c.ID, Reason: casework.WaitCap}.Run)
			refs = append(refs, c.Reference)
			in.Again = nil // only the first is drawn
			w.Clock.Advance(time.Minute)
		}
		rows := waiting(t, w, scorer)
		if len(rows) != 1 {
			t.Fatalf("%d are to be scored again, want 1", len(rows))
		}
		caseworktest.Do(t, w, scorer, assessment.TakeAgain{First: rows[0].First}.Run)
		if got := read(scorer); len(got) != 2 || got[0].Reference != refs[0] || !got[0].Blind || got[0].Band != "" || got[1].Band != "high" {
			t.Errorf("who has taken it reads %+v", got)
		}
		if got := read(boss); len(got) != 2 || got[1].Reference != refs[0] || got[1].Blind || got[1].Band != "low" {
			t.Errorf("her colleague reads %+v", got)
		}
	})
}
