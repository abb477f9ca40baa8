package upkeep_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/gate"
	"goldenthread/internal/job"
	"goldenthread/internal/web/upkeep"
	"goldenthread/internal/web/webtest"
)

// strange is an effect that nobody carries out.
type strange struct{}

// EffectKind names the effect.
func (strange) EffectKind() string { return "upkeeptest.strange" }

// EventKind names the event.
func (strange) EventKind() string { return "upkeeptest.strange" }

var actAsk = access.Declare("upkeeptest.ask", access.Policy{Systems: []string{"cli"}})

// What was given up is listed for administrators alone; tried again it is tried eight times more, left with a reason it is
// gone from the list.
func TestWhatWasGivenUp(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		w := webtest.New(t, a.Gate, a.Clock, upkeep.Routes(a.Catalogue))
		w.Person(t, "Ann", a.As(t, access.Administrator, "harmony"))
		w.Person(t, "Sys", a.As(t, access.SystemAdministrator, "harmony"))
		w.Person(t, "Cas", a.As(t, access.CaseWorker, "harmony"))
		webtest.Says(t, w.Page(t, "Ann", "/given-up"), "Nothing was given up.")
		for range 2 {
			_, err := gate.Write(a.System(t, "cli"), a.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
				tx.Record(strange{})
				if err := tx.Authorize(ctx, actAsk, gate.On{}); err != nil {
					return 0, err
				}
				return 0, tx.After(ctx, strange{})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		tired := func() {
			for range 9 {
				if _, err := a.Jobs.RunDue(t.Context()); err != nil {
					t.Fatal(err)
				}
				a.Clock.Advance(6 * time.Minute)
			}
		}
		tired()
		page := w.Page(t, "Sys", "/given-up")
		webtest.Says(t, page, "upkeeptest.strange", "8 times", "A fault of the program", "Thu 19 Nov")
		if got := w.Get("Cas", "/given-up"); got.Code != http.StatusNotFound {
			t.Errorf("a case worker sees it: status %d", got.Code)
		}
		given, err := gate.Read(a.System(t, "cli"), a.Gate, func(ctx context.Context, v *gate.View) ([]job.GivenUp, error) { return job.Given(ctx, v, 10) })
		if err != nil || len(given) != 2 {
			t.Fatalf("%+v, %v", given, err)
		}
		again, leave := "/given-up/"+given[0].ID+"/again", "/given-up/"+given[1].ID+"/leave"
		w.Follow(t, "Sys", w.SendFrom(t, "Sys", page, again, url.Values{}))
		form := w.Page(t, "Ann", leave)
		if got := w.SendFrom(t, "Ann", form, leave, url.Values{}); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "Choose why it is left") {
			t.Errorf("without a reason: status %d", got.Code)
		}
		webtest.Says(t, w.Follow(t, "Ann", w.SendFrom(t, "Ann", form, leave, url.Values{"why": {"by_hand"}})), "Nothing was given up.")
		w.Follow(t, "Ann", w.SendFrom(t, "Ann", w.Page(t, "Ann", leave), leave, url.Values{"why": {"by_hand"}})) // seen to already: no fault
		tired()
		webtest.Says(t, w.Page(t, "Ann", "/given-up"), "8 times")
	})
}
