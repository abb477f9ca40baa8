package cases_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/web/webtest"
)

// theirs is the matrix as the police give it, of a day in November, without two answers.
func (w *world) theirs(t *testing.T, day string, without ...string) url.Values {
	form := url.Values{"their_body": {"police"}, "via": {"given"}, "scored_on-day": {day}, "scored_on-month": {"11"}, "scored_on-year": {"2026"}, "their_band": {"high"}}
	for _, q := range w.work.Instrument(t, "asb-matrix").Questions {
		form.Set(q.Key, q.Options[len(q.Options)-1].Key)
	}
	for _, key := range without {
		form.Del(key)
	}
	return form
}

// What the police scored and gave to the service stands: only what it leaves open is asked, each answer can be asked
// again, and the result says which answers are whose.
func TestAnotherBodysAssessmentStands(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	received, assess, risk := at(c, "received/asb-matrix"), at(c, "assess/asb-matrix"), at(c, "risk")
	webtest.Says(t, w.Page(t, worker, risk), "Scored by others", "Nobody else’s assessment has come.")
	page := w.Follow(t, worker, w.Send(t, worker, received, received, w.theirs(t, "12", "network", "health")))
	webtest.Says(t, page, "Police: High", "12 answers stand until 9 December.")
	page = w.Page(t, worker, assess)
	webtest.Says(t, page, "Police scored this on 12 November 2026, 7 days ago. 12 answers stand. Ask only 2 questions that it leaves open.",
		"Known already", "Ask again: how often", "Do not ask: most days stands")
	if strings.Contains(page, "High") {
		t.Error("what it came to stands in sight of who asks")
	}
	if known, left := strings.Index(page, "Known already"), strings.Index(page, `name="network"`); left < 0 || left > known {
		t.Error("what is missing is not asked first")
	}
	wrong := w.SendFrom(t, worker, page, assess, url.Values{"network": {"nobody at all"}, "frequency": {"weekly"}, "again_frequency": {"It <changed>"}})
	webtest.Sound(t, assess, wrong)
	webtest.Says(t, wrong.Body.String(), "There is a problem")
	if wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body.String(), `value="It &lt;changed&gt;"`) || !strings.Contains(wrong.Body.String(), "<details class=\"govuk-details\" open>") {
		t.Errorf("with a fault: status %d, and what was typed is lost", wrong.Code)
	}
	w.work.Clock.Advance(time.Minute)
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, assess, url.Values{"network": {"few"}, "health": {"no"}, "frequency": {"weekly"}, "again_frequency": {"It changed"}}))
	webtest.Says(t, page, "Where the answers are from", "Of the 12 answers known from police, 12 November 2026, 11 stand. 1 was asked again.",
		"Asked again: how often. It changed", "Most weeks", "A few people")
	page = w.Page(t, worker, assess)
	webtest.Says(t, page, "The answers of 19 November 2026 are filled in.")
	if strings.Contains(page, "Known already") {
		t.Error("what is older than our own asking stands again")
	}
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")), "Assessed elsewhere, by: police")
}

// One that is too old, or that was only heard of, is not gone by, and the page says why; one that is gone by too late is not.
func TestAnotherBodysAssessmentDoesNotStand(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	received, assess := at(c, "received/asb-matrix"), at(c, "assess/asb-matrix")
	heard := w.theirs(t, "12")
	heard.Set("via", "heard")
	w.Follow(t, worker, w.Send(t, worker, received, received, heard))
	page := w.Page(t, worker, assess)
	webtest.Says(t, page, "Police scored this on 12 November 2026. They have not given it to this service, so it is not gone by: ask the questions.")
	w.work.Clock.Advance(time.Minute)
	w.Follow(t, worker, w.Send(t, worker, received, received, w.theirs(t, "13")))
	page = w.Page(t, worker, assess)
	webtest.Says(t, page, "14 answers stand. It leaves nothing open: save to go by it.")
	w.work.Clock.Advance(22 * 24 * time.Hour)
	late := w.SendFrom(t, worker, page, assess, nil)
	webtest.Says(t, late.Body.String(), "can't be gone by any more")
	webtest.Says(t, w.Page(t, worker, assess), "That is 28 days ago, and one counts for 28 days. So it is not gone by: ask the questions.")
	if got := w.Get(worker, at(c, "received/triage")); got.Code != http.StatusNotFound {
		t.Errorf("written down for questions of which nothing is taken over: status %d", got.Code)
	}
}
