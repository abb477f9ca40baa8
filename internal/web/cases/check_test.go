package cases_test

import (
	"encoding/base64"
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
	webtest.Says(t, w.Page(t, worker, at(c, "call")), "No number is shown until it is written down anew how it is safe", "The number is not offered any more")
	rung := w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {"reached"}})
	webtest.Says(t, w.Follow(t, worker, rung), "Is it still all right?")
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")), "Phone: reached")
}

// Nobody is asked how they are who did not want support, though the page proposes a day before it knows why the case closes.
func TestNobodyAsksWhoDidNotWantUs(t *testing.T) {
	for reason, asked := range map[string]bool{"declined": false, "no_response": false, "died": false, "referred_on": true} {
		w := newWorld(t)
		c := w.give(t, w.open(t))
		webtest.Says(t, w.Page(t, worker, at(c, "close")), "Does not want support Nobody asks afterwards, whatever day stands below")
		w.Follow(t, worker, w.Send(t, worker, at(c, "close"), at(c, "close"), url.Values{"reason": {reason}, "check-day": {"7"}, "check-month": {"1"}, "check-year": {"2027"}}))
		if now := w.work.Case(t, w.work.Staff(t, worker, access.CaseWorker, barnet), c.ID); now.State != casework.Closed || now.CheckOn.IsZero() == asked {
			t.Errorf("closed for %s: %s, and they are asked on %q", reason, now.State, now.CheckOn)
		}
	}
}

// Whoever decides that contact stops reads after which reasons nobody asks, as whoever closes a case does.
func TestDecideSaysAfterWhatNobodyAsks(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {"someone else answered"}})
	webtest.Says(t, w.Page(t, supervisor, at(c, "decide-contact")), "Nobody asks, whatever day stands here, after: does not want support; no response; died")
}

// When the call after closing goes wrong it is kept, no such number is offered any more, and whoever rang is led to open the case again.
func TestAskAfterClosingGoesWrong(t *testing.T) {
	for outcome, says := range map[string][2]string{
		"someone else answered": {"Somebody else answered: no number is shown until it is written down anew how it is safe.", "Nobody rings to ask how she is: it is not safe to make contact."},
		"not safe to talk":      {"It was not safe to talk: no number is shown until it is written down anew how it is safe.", "Open the case again, and settle how it is safe"},
		"wrong number":          {"the number is not offered any more: it is somebody else’s.", "Record the check"},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			c := w.give(t, w.open(t))
			closed := caseworktest.Do(t, w.work, w.work.Staff(t, worker, access.CaseWorker, barnet),
				casework.Close{Case: c.ID, Version: c.Version, Service: w.work.Service(t, barnet), Reason: "referred_on"}.Run)
			w.work.Clock.Set(closed.CheckOn.At(10, 0))
			form := w.Page(t, worker, at(c, "check")) // open while somebody rings
			rung := w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {outcome}})
			var said string // once, on the next page
			for _, cookie := range rung.Result().Cookies() {
				text, _ := base64.RawURLEncoding.DecodeString(cookie.Value)
				said += string(text)
			}
			webtest.Says(t, said, says[0])
			webtest.Says(t, w.Follow(t, worker, rung), "The case goes on where the work was.")
			webtest.Says(t, w.Page(t, worker, at(c, "timeline")), "Phone: "+outcome)
			webtest.Says(t, w.Page(t, worker, at(c)), says[1])
			webtest.Hides(t, w.Page(t, worker, at(c)), "Show number")
			if outcome == "wrong number" {
				return
			}
			webtest.Says(t, w.Page(t, worker, at(c, "reopen")), "It is not safe to make contact: it stays stopped. A supervisor decides whether and how to try again. No number is shown until then.")
			webtest.Hides(t, w.Page(t, worker, at(c)), "Record the check")
			waiting := w.Page(t, worker, at(c, "check"))
			webtest.Says(t, waiting, "Nobody rings to ask how she is", "A supervisor decides")
			webtest.Hides(t, waiting, "Is it still all right?")
			waits := w.SendFrom(t, worker, form, at(c, "check"), url.Values{"outcome": {"not reached"}, "how": {"Nobody there."}})
			webtest.Says(t, waits.Body.String(), "It is not safe to make contact, so this waits for the supervisor: open the case again, or leave it to them", "Nobody there.")
			webtest.Says(t, w.Page(t, supervisor, at(c)), "Record the check")
			over := w.Follow(t, supervisor, w.Send(t, supervisor, at(c, "reopen"), at(c, "reopen"), nil))
			webtest.Says(t, over, "Contact is stopped: go on?", "Does contact go on?")
		})
	}
}
