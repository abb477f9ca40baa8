package apptest_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/store"
)

var answersNow = store.SQL("apptest.answersNow", `
	SELECT c.worker, COALESCE(p.owner, '') FROM case_file c LEFT JOIN waiting_place p ON p.folder_id = c.folder_id AND p.left_at = 0 WHERE c.id = $1`)

// Whoever is suspended leaves no case behind: when the program has done what is due, it waits, and a supervisor answers.
func TestASuspendedWorkerLeavesNoCase(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		c := a.Case(t, home)
		a.Suspend(t, c.Worker)
		if _, err := a.Jobs.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		err := a.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			return store.Each(ctx, s, answersNow, func(scan store.Scan) error {
				var worker, owner string
				err := scan(&worker, &owner)
				if want := string(a.Account(t, access.Supervisor, home)); worker != "" || owner != want {
					t.Errorf("worker %q, %q answers: want nobody and the supervisor %q", worker, owner, want)
				}
				return err
			}, c.ID)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
