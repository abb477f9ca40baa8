package cases_test

import (
	"net/url"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/web/webtest"
)

// Some time after closing, whoever asks how it is can ring from the case, and from the call is led to where the answer is written.
func TestAskAfterClosing(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	closed := caseworktest.Do(t, w.work, w.work.Staff(t, worker, access.CaseWorker, barnet),
		casework.Close{Case: c.ID, Version: c.Version, Service: w.work.Service(t, barnet), Reason: "referred_on"}.Run)
	if closed.CheckOn.IsZero() {
		t.Fatal("nothing is to be asked after closing")
	}
	webtest.Hides(t, w.Page(t, worker, at(c)), "Show number", "Record the check")
	w.work.Clock.Set(closed.CheckOn.At(10, 0))
	webtest.Says(t, w.Page(t, worker, at(c)), "Ask how she is now.", "Show number and call", "Record the check")
	webtest.Says(t, w.Page(t, worker, at(c, "check")), "Show number", "Record a call")
	other := w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {"someone else answered"}})
	webtest.Says(t, other.Body.String(), "the case is closed: open it again first, so that contact stops until somebody has decided")
	rung := w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {"reached"}})
	webtest.Says(t, w.Follow(t, worker, rung), "Is it still all right?")
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")), "Phone: reached")
}
