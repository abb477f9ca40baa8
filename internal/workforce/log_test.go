package workforce_test

import (
	"context"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

const barnet, pilot = "barnet-asb", "pilot"

var today = gatetest.Start.Date()

func activity(t *testing.T, w *caseworktest.World) workforce.RecordActivity {
	return workforce.RecordActivity{Service: barnet, Kinds: w.List(t, "activities"), Kind: "cross_borough_powers", On: today, Minutes: 90, People: 4,
		Outcome: "A closure order asked for together; the same man on both sides of the road.", Body: "Haringey Council"}
}

// What is written down stands in the log and in what returns count, until it is taken back, and a
// return made as at a day before still counts it.
func TestActivity(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		nell, olu := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Olu Pike", access.CaseWorker, barnet)
		one := caseworktest.Do(t, w, nell, activity(t, w).Run)
		list := activities(t, w, olu)
		if len(list) != 1 || list[0].Name != "Nell Carter" || list[0].Body != "Haringey Council" || list[0].Minutes != 90 {
			t.Fatalf("the log: %+v", list)
		}
		for day, want := range map[clock.Date]int{today: 1, today.AddDays(-1): 0} {
			on, err := gate.Read(olu, w.Gate, func(ctx context.Context, v *gate.View) ([]workforce.Activity, error) {
				return workforce.ActivitiesOn(ctx, v, barnet, day)
			})
			if err != nil || len(on) != want {
				t.Errorf("on %s: %+v, %v; want %d", day, on, err, want)
			}
		}
		back := workforce.TakeBackActivity{Service: barnet, Activity: one}
		if _, err := gate.Write(olu, w.Gate, "", back.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a colleague takes it back: %v", err)
		}
		w.Clock.Advance(60e9)
		caseworktest.Do(t, w, w.Staff(t, "Sam Reid", access.Supervisor, barnet), back.Run)
		if list = activities(t, w, nell); len(list) != 0 {
			t.Errorf("after it was taken back: %+v", list)
		}
		if was, now := facts(t, w, nell, gatetest.Start.Add(1e9)), facts(t, w, nell, w.Clock.Now()); was != 1 || now != 0 {
			t.Errorf("counted as at before %d and now %d, want 1 and 0", was, now)
		}
	})
}

func TestActivityRefuses(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		nell := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		tests := []struct {
			name   string
			as     context.Context
			change func(*workforce.RecordActivity)
			want   errs.Kind
			field  string
		}{
			{"as it should be", nell, func(*workforce.RecordActivity) {}, errs.None, ""},
			{"no such kind", nell, func(a *workforce.RecordActivity) { a.Kind = "tea" }, errs.Invalid, "kind"},
			{"nothing came of it", nell, func(a *workforce.RecordActivity) { a.Outcome = "" }, errs.Invalid, "outcome"},
			{"a whole essay", nell, func(a *workforce.RecordActivity) { a.Outcome = strings.Repeat("é", 1001) }, errs.Invalid, "outcome"},
			{"the reference of a case", nell, func(a *workforce.RecordActivity) { a.Outcome = "We spoke of (GT-2222-2222)." }, errs.Invalid, "outcome"},
			{"a telephone number", nell, func(a *workforce.RecordActivity) { a.Outcome = "Ring 07700 900-417." }, errs.Invalid, "outcome"},
			{"numbers that lead to nobody", nell, func(a *workforce.RecordActivity) { a.Outcome = "Seen 12 of 2017/18, 4 in Q3." }, errs.None, ""},
			{"tomorrow", nell, func(a *workforce.RecordActivity) { a.On = today.AddDays(1) }, errs.Invalid, "on"},
			{"no day", nell, func(a *workforce.RecordActivity) { a.On = "" }, errs.Invalid, "on"},
			{"longer than a day", nell, func(a *workforce.RecordActivity) { a.Minutes = 1441 }, errs.Invalid, "minutes"},
			{"fewer than nobody", nell, func(a *workforce.RecordActivity) { a.People = -1 }, errs.Invalid, "people"},
			{"another service's worker", w.Staff(t, "Far Away", access.CaseWorker, pilot), func(*workforce.RecordActivity) {}, errs.NotFound, ""},
		}
		for _, tt := range tests {
			a := activity(t, w)
			tt.change(&a)
			_, err := gate.Write(tt.as, w.Gate, "", a.Run)
			fields := errs.FieldsOf(err)
			if errs.KindOf(err) != tt.want || tt.field != "" && (len(fields) != 1 || fields[0].Name != tt.field) {
				t.Errorf("%s: %v, want %v at %q", tt.name, err, tt.want, tt.field)
			}
		}
	})
}

// A day counts once, moves to another place, and is one of co-location at a partner's premises alone.
func TestDay(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		nell, service := w.Staff(t, "Nell Carter", access.CaseWorker, pilot), w.Service(t, pilot)
		mark := func(on clock.Date, place string) error {
			_, err := gate.Write(nell, w.Gate, "", workforce.MarkDay{Service: service, On: on, Place: place}.Run)
			return err
		}
		for _, tt := range []struct {
			name  string
			on    clock.Date
			place string
			want  errs.Kind
		}{
			{"today", today, "own_office", errs.None},
			{"today again", today, "own_office", errs.Conflict},
			{"today elsewhere", today, "darlington_police", errs.None},
			{"yesterday", today.AddDays(-1), "own_office", errs.None},
			{"tomorrow", today.AddDays(1), "own_office", errs.Invalid},
			{"a year ago", today.AddDays(-365), "own_office", errs.Invalid},
			{"nowhere", today, "the moon", errs.Invalid},
		} {
			if err := mark(tt.on, tt.place); errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
		days := func() []workforce.Day {
			list, err := gate.Read(nell, w.Gate, func(ctx context.Context, v *gate.View) ([]workforce.Day, error) {
				return workforce.Days(ctx, v, pilot, today.AddDays(-7), today)
			})
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		list := days()
		if len(list) != 2 || !list[0].CoLocated || list[0].Place != "darlington_police" || list[1].CoLocated {
			t.Errorf("the days: %+v", list)
		}
		back := workforce.TakeBackDay{Service: pilot, On: today}
		caseworktest.Do(t, w, nell, back.Run)
		if _, err := gate.Write(nell, w.Gate, "", back.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("taken back twice: %v", err)
		}
		if err := mark(today, "own_office"); err != nil || len(days()) != 2 {
			t.Errorf("noted anew: %v, %+v", err, days())
		}
	})
}

func activities(t *testing.T, w *caseworktest.World, as context.Context) []workforce.Activity {
	t.Helper()
	list, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) ([]workforce.Activity, error) {
		list, _, err := workforce.Activities(ctx, v, barnet, workforce.Activity{})
		return list, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

var factsSQL = store.SQL("workforce.testFacts", `
	SELECT count(*) FROM workforce_v_fact_activity WHERE service = $1 AND recorded_at <= $2 AND (taken_back_at = 0 OR taken_back_at > $2)`)

// facts counts the activities of Barnet as a return does that is made as at an instant.
func facts(t *testing.T, w *caseworktest.World, as context.Context, at clock.Instant) int {
	t.Helper()
	n, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (int, error) {
		if err := v.Authorize(ctx, workforce.ActSeeLog, gate.On{Service: barnet}); err != nil {
			return 0, err
		}
		return store.One(ctx, v, factsSQL, store.Value[int], barnet, at)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
