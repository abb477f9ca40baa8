package myday_test

import (
	"net/http"
	"net/url"
	"testing"

	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/web/webtest"
	"goldenthread/internal/workforce"
)

// How a call was is said in one click at the foot of My day, and stands on the supervisor's until it is answered; all right does not.
func TestHowWasThatCall(t *testing.T) {
	w := newWorld(t)
	webtest.Says(t, w.Page(t, worker, "/my-day"), "Say so to your supervisor") // in no register yet
	caseworktest.Do(t, w.work, w.over, workforce.Describe{Service: w.work.Service(t, barnet), Lists: workforce.ListsOf(w.work.Set), Account: w.work.Account(t, worker),
		Engaged: workforce.Paid, Supervisor: w.work.Account(t, supervisor)}.Run)
	webtest.Says(t, w.Page(t, worker, "/my-day"), "How was that call?", "All right", "It was hard", "I would like to talk to somebody today")
	say := func(answer string) {
		t.Helper()
		if got := w.Send(t, worker, "/my-day", "/check-in", url.Values{"service": {barnet}, "answer": {answer}}); got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/my-day" {
			t.Errorf("%s: %d to %s", answer, got.Code, got.Header().Get("Location"))
		}
	}
	const waits = "1 check-in after a hard call waits for an answer"
	say("fine")
	webtest.Hides(t, w.Page(t, supervisor, "/my-day"), waits)
	say("hard")
	webtest.Says(t, w.Page(t, supervisor, "/my-day"), waits)
	webtest.Hides(t, w.Page(t, worker, "/my-day"), waits)
	webtest.Hides(t, w.Page(t, stranger, "/my-day"), waits)
}
