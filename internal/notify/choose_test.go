package notify_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/notify"
)

// TestChoose: who never chose is told at once and gets no summary; a choice is somebody's own, only an hour that is offered is kept,
// and of two changes of one reading the second is told.
func TestChoose(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		worker, lead := a.As(t, access.CaseWorker, "barnet-asb"), a.As(t, access.Supervisor, "barnet-asb")
		mine := func(of context.Context) notify.Choice {
			t.Helper()
			c, err := gate.Read(of, a.Gate, notify.MyChoice)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		never := notify.Choice{DigestHour: notify.NoDigest, Given: true, Broken: true}
		if got := mine(worker); got != never {
			t.Errorf("who never chose: %+v", got)
		}
		choose := func(c notify.Choice) error {
			_, err := gate.Write(worker, a.Gate, "", notify.Choose{Choice: c}.Run)
			return err
		}
		for _, hour := range []int{-2, 3, 11, 24} {
			err := choose(notify.Choice{DigestHour: hour})
			if fields := errs.FieldsOf(err); errs.KindOf(err) != errs.Invalid || len(fields) != 1 || fields[0].Name != "digest" {
				t.Errorf("at %d: %v", hour, err)
			}
		}
		if got := mine(worker); got != never {
			t.Errorf("after hours that are not offered: %+v", got)
		}
		if err := choose(notify.Choice{DigestHour: 8, Broken: true}); err != nil {
			t.Fatal(err)
		}
		if err := choose(notify.Choice{DigestHour: 9}); errs.KindOf(err) != errs.Stale {
			t.Errorf("on what was changed since: %v", err)
		}
		if got := mine(worker); got != (notify.Choice{DigestHour: 8, Broken: true, Version: 1}) {
			t.Errorf("kept: %+v", got)
		}
		if got := mine(lead); got != never {
			t.Errorf("somebody else's: %+v", got)
		}
		if _, err := gate.Write(a.Nobody(t), a.Gate, "", notify.Choose{Choice: notify.Choice{DigestHour: 8}}.Run); err == nil {
			t.Error("nobody chose")
		}
	})
}
