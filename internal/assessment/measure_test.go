package assessment_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

var (
	pairsSQL = store.SQL("assessmenttest.pairs", `
		SELECT question, after_phase, before_points, after_points FROM assessment_v_fact_pair
		WHERE folder_id = $1 AND recorded_at <= $2 AND replaced_at > $2
		ORDER BY question, after_phase`)
	notDoneSQL = store.SQL("assessmenttest.notDone", `
		SELECT not_done_why FROM assessment_v_fact_measure WHERE folder_id = $1 AND question = '' AND replaced_at > $2`)
)

type pair struct {
	Question, Phase string
	Before, After   int
}

// A return as at a day pairs what was known on that day: what is asked again later replaces it from then on.
func TestPairsAsAt(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		as := w.Staff(t, "Nell Carter", access.Administrator, "asc")
		c := w.Open(t, as, "asc")
		in := w.Instrument(t, "asc-statements")
		ask := func(phase assessment.Phase, answers assessment.Answers, why string) clock.Instant {
			w.Clock.Advance(time.Hour)
			caseworktest.Do(t, w, as, assessment.Record{Folder: c.Folder, Instrument: in, Phase: phase, Answers: answers, NotDoneWhy: why}.Run)
			return w.Clock.Now()
		}
		ask(assessment.Before, assessment.Answers{"listened_to": "2", "supported": "3", "aware": "4"}, "")
		ask(assessment.Review, assessment.Answers{"listened_to": "5"}, "")
		none := ask(assessment.Exit, nil, catalogue.NotAsked[0])
		first := ask(assessment.Exit, assessment.Answers{"listened_to": "8", "supported": "1", "get_on": "9"}, "")
		again := ask(assessment.Before, assessment.Answers{"listened_to": "1"}, "")
		for at, want := range map[clock.Instant][]pair{
			none:  {{"listened_to", "review", 2, 5}},
			first: {{"listened_to", "exit", 2, 8}, {"listened_to", "review", 2, 5}, {"supported", "exit", 3, 1}},
			again: {{"listened_to", "exit", 1, 8}, {"listened_to", "review", 1, 5}},
		} {
			got := read(t, w, as, func(ctx context.Context, v *gate.View) ([]pair, error) {
				return store.Collect(ctx, v, pairsSQL, func(scan store.Scan) (pair, error) {
					var p pair
					err := scan(&p.Question, &p.Phase, &p.Before, &p.After)
					return p, err
				}, c.Folder, at)
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("as at %s (-want +got):\n%s", at, diff)
			}
		}
		why := read(t, w, as, func(ctx context.Context, v *gate.View) ([]string, error) {
			return store.Collect(ctx, v, notDoneSQL, func(scan store.Scan) (string, error) {
				var s string
				err := scan(&s)
				return s, err
			}, c.Folder, none)
		})
		if len(why) != 1 || why[0] != catalogue.NotAsked[0] {
			t.Errorf("why it was not asked: %q", why)
		}
	})
}

// read runs a reading that any caseworker may do.
func read[T any](t *testing.T, w *caseworktest.World, as context.Context, fn func(context.Context, *gate.View) (T, error)) T {
	t.Helper()
	out, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (T, error) {
		if err := v.Authorize(ctx, casework.ActMyDay, gate.On{}); err != nil {
			var none T
			return none, err
		}
		return fn(ctx, v)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
