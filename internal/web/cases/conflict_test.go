package cases_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/web/webtest"
)

// Two people write on one goal: the second is shown who changed it, when, how it read and reads now, and
// finds what was typed as it was typed; saving again keeps all three.
func TestTwoPeopleOnOneGoal(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	day := url.Values{"on-day": {"18"}, "on-month": {"11"}, "on-year": {"2026"}}
	typed := func(what string) url.Values {
		v := url.Values{"what": {what}, "with": {"person"}}
		for name, parts := range day {
			v[name] = parts
		}
		return v
	}
	plan := w.Follow(t, worker, w.Send(t, worker, at(c, "goal"), at(c, "goal"), typed("Open my door")))
	_, rest, _ := strings.Cut(plan, `href="`+at(c, "goal")+"/")
	goal, _, _ := strings.Cut(rest, `"`)
	address := at(c, "goal", goal)
	mine, theirs := w.Page(t, worker, address), w.Page(t, supervisor, address)
	w.Follow(t, supervisor, w.SendFrom(t, supervisor, theirs, address, typed("Open my door without fear")))
	refused := w.SendFrom(t, worker, mine, address, typed("Open my door at night"))
	if refused.Code != http.StatusConflict {
		t.Fatalf("the second save: status %d", refused.Code)
	}
	webtest.Sound(t, "goal", refused)
	webtest.Says(t, refused.Body.String(), "What changed while you were writing", "Changed by S. R., today 09:24", "Words, before Open my door",
		"Words, now Open my door without fear", "Open my door at night")
	page := w.Follow(t, worker, w.SendFrom(t, worker, refused.Body.String(), address, typed("Open my door at night, without fear")))
	webtest.Says(t, page, "Open my door at night, without fear", "2 earlier versions", "Open my door without fear (not started, 18 Nov 2026) until today 09:24, when you changed it")
}

// The plan of a case says who does what by when; a step is done with one key.
func TestSteps(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	empty := w.Send(t, worker, at(c, "action"), at(c, "action"), url.Values{"owner": {"agency"}})
	webtest.Says(t, empty.Body.String(), "Say what is to be done", "Say which agency, and who there if you know")
	page := w.Follow(t, worker, w.Send(t, worker, at(c, "action"), at(c, "action"), url.Values{"what": {"Door viewer fitted"}, "owner": {"agency"}, "agency": {"Barnet Homes"},
		"due-day": {"24"}, "due-month": {"11"}, "due-year": {"2026"}}))
	webtest.Says(t, page, "“I want to stay in my home.”", "Door viewer fitted", "24 Nov 2026", "Barnet Homes")
	webtest.Says(t, w.Page(t, worker, at(c)), "Tue 24 Nov Barnet Homes: door viewer fitted")
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "action-done"), nil))
	webtest.Says(t, page, "Done Door viewer fitted", "1 earlier version")
	page = w.Follow(t, worker, w.Send(t, worker, at(c, "follow-up"), at(c, "follow-up"), url.Values{"every": {"3"}, "method": {"phone"},
		"on-day": {"19"}, "on-month": {"11"}, "on-year": {"2026"}}))
	webtest.Says(t, page, "Every 3 days by telephone. Agreed 19 November.")
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")+"?show=contact"), "Plan of contact: every 3 days by telephone")
}
