package cases_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/web/webtest"
)

// A colleague scores again from a page that names neither the case, the first score nor who gave it; the
// supervisor sees both afterwards, and is told when pairs are too few for a figure.
func TestScoreAgain(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	w.Person(t, "Ada Obi", w.work.Staff(t, "Ada Obi", access.CaseWorker, barnet))
	in := w.work.Instrument(t, "asb-matrix")
	drawn := in
	drawn.Again = &catalogue.Again{OneIn: 1, TooFew: 20, Hold: 7, Ask: 92}
	answers := assessment.Answers{}
	for _, q := range in.Questions {
		answers[q.Key] = q.Options[len(q.Options)-1].Key
	}
	w.work.Clock.Advance(time.Minute)
	made := caseworktest.Do(t, w.work, w.work.Staff(t, worker, access.CaseWorker, barnet),
		casework.Ask{Case: c.ID, Record: assessment.Record{Instrument: drawn, Phase: assessment.Before, Answers: answers}}.Run)
	w.work.Clock.Advance(time.Minute)
	if got := w.Get("Ada Obi", "/again/"+string(made.Assessment)); got.Code != http.StatusNotFound {
		t.Errorf("read without being taken: status %d", got.Code)
	}
	webtest.Says(t, w.Page(t, worker, "/again"), "Nothing waits for you.")
	list := w.Page(t, "Ada Obi", "/again")
	webtest.Says(t, list, "Risk from anti-social behaviour", "Score it again")
	form := w.Follow(t, "Ada Obi", w.SendFrom(t, "Ada Obi", list, "/again/"+string(made.Assessment)+"/take", nil))
	webtest.Says(t, form, "He waits by the bins and shouts my name.", "Eggs and stones at the windows", "1. Leaving this time aside")
	webtest.Hides(t, form, string(c.Reference), "N. C.", "Nell", "High")
	opened := w.Page(t, "Ada Obi", "/cases/"+string(c.Reference)+"/risk")
	webtest.Says(t, opened, "Risk not shown", "You have taken this case to score again", "Give it back and see the risk")
	webtest.Hides(t, opened, "High")
	none := w.SendFrom(t, "Ada Obi", form, "/again/"+string(made.Assessment), url.Values{"fact_previous": {"7"}})
	if none.Code != http.StatusUnprocessableEntity || !strings.Contains(none.Body.String(), `value="7"`) {
		t.Errorf("nothing answered: status %d, and what was typed is there: %v", none.Code, strings.Contains(none.Body.String(), `value="7"`))
	}
	webtest.Says(t, none.Body.String(), "Answer at least one question")
	below := w.SendFrom(t, "Ada Obi", form, "/again/"+string(made.Assessment), url.Values{"frequency": {"rarely"}, "fact_previous": {"-7"}})
	webtest.Says(t, below.Body.String(), "Enter how many there were before, from 0 to 9999")
	done := w.SendFrom(t, "Ada Obi", form, "/again/"+string(made.Assessment), url.Values{"frequency": {"rarely"}, "effect": {"none"}})
	webtest.Says(t, w.Follow(t, "Ada Obi", done), "Nothing waits for you.")
	page := w.Page(t, supervisor, "/again/agreement")
	webtest.Says(t, page, "Victim Support", "Too few: it needs 20", "by N. C.", "by A. O.", "High, ", "0 cases are still to be scored again")
	if got := w.Get(worker, "/again/agreement"); got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
		t.Errorf("a worker's page of agreement: status %d", got.Code)
	}
}
