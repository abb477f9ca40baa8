package casework_test

import (
	"context"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// Every closed case is on some page of the list of them, once, the latest first.
func TestClosedCasesByThePage(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const barnet, many = "barnet-asb", 29
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		for i := range many {
			c := w.Open(t, worker, barnet)
			caseworktest.Do(t, w, worker, casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Reason: "declined"}.Run)
			if i%5 == 4 {
				w.Clock.Set(w.Clock.Now().Date().AddDays(1).At(10, 0))
			}
		}
		seen := map[id.Case]bool{}
		q := casework.Query{Which: casework.ClosedOf, Service: barnet}
		for more := true; more && len(seen) <= many; {
			rows, err := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (rows []casework.Row, err error) {
				rows, more, err = casework.List(ctx, v, q)
				return rows, err
			})
			if err != nil || len(rows) == 0 {
				t.Fatalf("%d rows: %v", len(rows), err)
			}
			for _, r := range rows {
				if seen[r.Case.ID] || q.After.Closed != "" && r.Case.ClosedOn > q.After.Closed {
					t.Errorf("%s closed on %s comes after %s, seen before: %t", r.Case.ID, r.Case.ClosedOn, q.After.Closed, seen[r.Case.ID])
				}
				seen[r.Case.ID] = true
				q.After = casework.Place{Closed: r.Case.ClosedOn, ID: r.Case.ID}
			}
		}
		if len(seen) != many {
			t.Errorf("%d of %d closed cases are listed", len(seen), many)
		}
	})
}

// What is said has an end, in every place: beside the note's input, and wherever nobody thought of it.
func TestANoteHasAnEnd(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const barnet = "barnet-asb"
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		long := strings.Repeat("é", gate.MostSaid+1)
		if _, err := gate.Write(worker, w.Gate, "", casework.AddNote{Case: c.ID, Text: long}.Run); errs.KindOf(err) != errs.Invalid || len(errs.FieldsOf(err)) != 1 {
			t.Errorf("a note of more than its length: %v", err)
		}
		if _, err := gate.Write(worker, w.Gate, "", casework.RaiseActNow{Folder: c.Folder, Kind: casework.InDanger, What: long}.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("an alarm of more than its length: %v", err)
		}
		caseworktest.Do(t, w, worker, casework.AddNote{Case: c.ID, Text: long[:2*gate.MostSaid]}.Run)
	})
}
