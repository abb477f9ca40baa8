package casework_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
)

// Everyone who has looked or changed something is told by name, role and day; who may not see the case is told nothing.
func TestLooked(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		supervisor := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		c := w.Open(t, worker, barnet)
		w.Clock.Advance(time.Second)
		w.Page(t, supervisor, c)
		today := w.Clock.Now().Date()
		w.Clock.Set(today.AddDays(1).At(10, 0))
		w.Page(t, worker, c)
		caseworktest.Do(t, w, worker, casework.AddNote{Case: c.ID, Text: "Rang at ten"}.Run)
		w.Clock.Advance(time.Second)
		w.Page(t, worker, c)
		look := func(as context.Context) ([]casework.LookedOn, error) {
			return gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) ([]casework.LookedOn, error) {
				days, more, err := casework.Looked(ctx, v, c.Folder)
				if more {
					t.Error("there is said to be more")
				}
				return days, err
			})
		}
		got, err := look(supervisor)
		if err != nil {
			t.Fatal(err)
		}
		type line struct {
			Name  string
			Roles string
			On    string
			How   string
		}
		var lines []line
		for _, d := range got {
			if d.Account == "" {
				continue // the referral came in by a part of the system
			}
			l := line{Name: d.Name, On: string(d.On), How: strings.Join(d.How, ", ")}
			for _, r := range d.Roles {
				l.Roles += string(r)
			}
			lines = append(lines, l)
		}
		want := []line{{"Nell Carter", "case worker", string(today.AddDays(1)), "opened, changed"}, {"Sam Reid", "supervisor", string(today), "opened"},
			{"Nell Carter", "case worker", string(today), "changed"}} // who picked it up
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("who has looked (-want +got):\n%s", diff)
		}
		if got[0].Times < 2 || got[0].Last != w.Clock.Now() {
			t.Errorf("the worker looked %d times today, last at %s", got[0].Times, got[0].Last)
		}
		if got, err := look(w.Staff(t, "Far Away", access.Supervisor, pilot)); errs.KindOf(err) != errs.NotFound || got != nil {
			t.Errorf("a supervisor of another service: %v, %v", got, err)
		}
	})
}
