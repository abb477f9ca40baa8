package assessment_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// About one in ten is drawn, the same ones each time, and none by an instrument that asks for none.
func TestDrawn(t *testing.T) {
	in := matrix(t)
	drawn := 0
	for i := range 10000 {
		a := id.Assessment(fmt.Sprintf("%016d", i))
		if assessment.Drawn(in, a) {
			drawn++
		}
	}
	if in.Again == nil || in.Again.OneIn != 10 || drawn < 900 || drawn > 1100 {
		t.Errorf("%d of 10,000 are drawn where one in %v should be", drawn, in.Again)
	}
	for a, want := range map[id.Assessment]bool{"0000000000000000": false, "0000000000000001": false, "0000000000000002": false, "0000000000000013": true, "0000000000000021": true, "0000000000000022": true} {
		if assessment.Drawn(in, a) != want {
			t.Errorf("%s is drawn: %v; the draw is not what it was", a, !want)
		}
	}
	in.Again = nil
	if assessment.Drawn(in, "0000000000000001") {
		t.Error("drawn by an instrument that asks for none")
	}
}

func TestQuarterOf(t *testing.T) {
	for day, want := range map[clock.Date]clock.Date{"2026-01-01": "2026-01-01", "2026-03-31": "2026-01-01", "2026-05-31": "2026-04-01", "2026-09-30": "2026-07-01", "2026-11-26": "2026-10-01", "2024-02-29": "2024-01-01"} {
		if got := assessment.QuarterOf(day); got != want {
			t.Errorf("the quarter of %s begins on %s, want %s", day, got, want)
		}
	}
}

// Agreement is by quarter and agency; below as many as the instrument asks for there is no figure.
func TestAgreements(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const barnet = "barnet-asb"
		first, second, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Ada Obi", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		in := w.Instrument(t, "asb-matrix")
		in.Again = &catalogue.Again{OneIn: 1, TooFew: 3, Hold: 7, Ask: 92}
		twice := func(one, two assessment.Answers) {
			c := w.Open(t, first, barnet)
			w.Clock.Advance(time.Minute)
			made := caseworktest.Do(t, w, first, assessment.Record{Folder: c.Folder, Instrument: in, Phase: assessment.Before, Answers: one}.Run)
			w.Clock.Advance(time.Minute)
			caseworktest.Do(t, w, second, assessment.TakeAgain{First: made}.Run)
			caseworktest.Do(t, w, second, assessment.ScoreAgain{First: made, Instrument: in, Answers: two}.Run)
		}
		twice(heaviest(in), heaviest(in))
		twice(lightest(in), lightest(in))
		twice(heaviest(in), lightest(in))
		w.Clock.Advance(100 * 24 * time.Hour)
		twice(lightest(in), lightest(in))
		var year []assessment.Agreement
		from := func(since clock.Date) []assessment.Agreement {
			return read(t, w, over, func(ctx context.Context, v *gate.View) (quarters []assessment.Agreement, err error) {
				quarters, year, err = assessment.Agreements(ctx, v, barnet, []catalogue.Instrument{in}, since)
				return quarters, err
			})
		}
		got := from(assessment.QuarterOf(w.Clock.Now().Date()).AddMonths(-9))
		if len(got) != 2 || got[0].From <= got[1].From {
			t.Fatalf("by quarter, latest first: %+v", got)
		}
		if got[0].N != 1 || got[0].Known || got[0].Same != 1 || got[0].Agency != "Victim Support" {
			t.Errorf("one pair is too few: %+v", got[0])
		}
		// Of three pairs two are alike; by chance, first high, low, high and second high, low, low would be apart 2*(2*2+1*1)/3.
		if got[1].N != 3 || !got[1].Known || got[1].Same != 2 || got[1].Kappa < 0.3999 || got[1].Kappa > 0.4001 {
			t.Errorf("three pairs: %+v", got[1])
		}
		// All four together: first high, low, high, low and second high, low, low, low. One apart; by chance (2*3+2*1)/4.
		if len(year) != 1 || year[0].N != 4 || !year[0].Known || year[0].Same != 3 || year[0].Kappa < 0.4999 || year[0].Kappa > 0.5001 {
			t.Errorf("the four quarters together: %+v", year)
		}
		scored := read(t, w, over, func(ctx context.Context, v *gate.View) ([]clock.Date, error) {
			return assessment.Scored(ctx, v, barnet)
		})
		if len(scored) != 2 || scored[0] != got[0].From || scored[1] != got[1].From {
			t.Errorf("scored in the quarters %v, want those of the figures", scored)
		}
		if early := from(got[1].From.AddMonths(-12)); len(early) != 0 || len(year) != 0 {
			t.Errorf("before anything was scored: %+v, %+v", early, year)
		}
		if one := from(got[1].From.AddMonths(-9)); len(one) != 1 || one[0].N != 3 || len(year) != 1 || year[0].N != 3 {
			t.Errorf("the four quarters up to the first: %+v, %+v", one, year)
		}
	})
}
