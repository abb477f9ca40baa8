package cases_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/web/cases"
	"goldenthread/internal/web/webtest"
)

// A new set of questions is one file: its form, its score, its explanation and what returns count appear by
// themselves.
func TestAnInstrumentIsOneFile(t *testing.T) {
	f := gatetest.New(t, storetest.Open(t, store.SQLite, gatetest.Schemas(caseworktest.Schemas()...)...))
	work := caseworktest.Of(t, f, cataloguetest.With(t, cataloguetest.Unwritten))
	w := &world{webtest.New(t, f.Gate, f.Clock, cases.Routes(work.Set)), work}
	w.Person(t, worker, work.Staff(t, worker, access.CaseWorker, barnet))
	c := w.open(t)

	webtest.Says(t, w.Page(t, worker, at(c, "risk")), "Other questions", "Loneliness", "First questions")
	got := w.Send(t, worker, at(c, "assess", "loneliness"), at(c, "assess", "loneliness"), url.Values{"company": {"never"}})
	webtest.Says(t, w.Follow(t, worker, got), "Much: at least 3 of 5", "Hardly ever has company: 3 of 3 points", "What would bring it down", "Calls")
	// The service's stages ask the ASB matrix: what another form came to stands in the timeline, and for no risk.
	for _, below := range [][]string{nil, {"call"}} {
		webtest.Says(t, w.Page(t, worker, at(c, below...)), "Risk not asked yet")
	}
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")), "Loneliness")
	high := url.Values{}
	for _, q := range work.Instrument(t, "asb-matrix").Questions {
		high.Set(q.Key, q.Options[len(q.Options)-1].Key)
	}
	if got := w.Send(t, worker, at(c, "assess", "asb-matrix"), at(c, "assess", "asb-matrix"), high); got.Code != http.StatusSeeOther {
		t.Fatalf("the matrix: status %d", got.Code)
	}
	work.Clock.Advance(time.Hour)
	w.Send(t, worker, at(c, "assess", "loneliness"), at(c, "assess", "loneliness"), url.Values{"company": {"never"}})
	for _, below := range [][]string{nil, {"call"}} {
		webtest.Says(t, w.Page(t, worker, at(c, below...)), "M. R. High High risk")
	}

	webtest.Says(t, w.Page(t, worker, at(c, "outcomes")), "Sleep, at the beginning", "What you thought of us")
	for phase, mark := range map[string]string{"before": "2", "exit": "7"} {
		form := at(c, "statements", phase)
		got := w.Send(t, worker, form+"?form=sleep", form, url.Values{"through": {mark}})
		if got.Code != http.StatusSeeOther {
			t.Fatalf("%s: status %d", phase, got.Code)
		}
	}
	webtest.Says(t, w.Page(t, worker, at(c, "outcomes")), "I sleep through the night 2 7 up 5", "On average +5.0.")
	if got := w.Get(worker, at(c, "statements", "exit")+"?form=asc-statements"); got.Code != http.StatusNotFound {
		t.Errorf("statements of another service: status %d", got.Code)
	}
}

// Under two minutes: seven questions. An answer that means domestic abuse stops contact; a score from four
// leads to the full questions.
func TestTriage(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	form := at(c, "assess", "triage")
	webtest.Says(t, w.Page(t, worker, form), "How does the person know those doing it?", "Next question")
	light := w.Send(t, worker, form, form, url.Values{"known_as": {"neighbour"}, "safe_now": {"yes"}, "happened_before": {"no"}, "getting_worse": {"no"},
		"singled_out": {"no"}, "affected": {"little"}, "alone": {"yes"}})
	webtest.Says(t, w.Follow(t, worker, light), "First questions: 0 of", "It came to less.")
	heavy := w.Send(t, worker, form, form, url.Values{"known_as": {"neighbour"}, "safe_now": {"unsure"}, "singled_out": {"yes"}})
	if to := heavy.Header().Get("Location"); to != at(c, "assess", "asb-matrix") {
		t.Errorf("from four it leads to %q", to)
	}
	if page := w.Page(t, worker, at(c)); webtest.Words(page) == "" {
		t.Error("the case is gone")
	}
	abuse := w.Send(t, worker, form, form, url.Values{"known_as": {"former_partner"}})
	if to := abuse.Header().Get("Location"); to != at(c, "act-now") {
		t.Errorf("a former partner leads to %q", to)
	}
	read := w.work.Page(t, w.work.Staff(t, worker, access.CaseWorker, barnet), c)
	if read.Stop == "" || read.Came.State == "" {
		t.Errorf("a former partner, and contact goes on: %+v", read.Came)
	}
	if read.Risk != (casework.Risk{}) {
		t.Errorf("the first questions are no band of risk: %+v", read.Risk)
	}
}

// Where nobody asked the first questions on the way in, whoever makes the first call has them on its page, and keeps them with the
// call: once, and only of somebody who was reached. What follows from an answer follows as anywhere else.
func TestTheFirstQuestionsInTheFirstCall(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	call := at(c, "call")
	page := w.Page(t, worker, call)
	webtest.Says(t, page, "First questions, under two minutes", "Nobody has asked them yet.", "Safe right now?", "How much does it affect daily life?")
	if strings.Contains(page, "How does the person know those doing it?") {
		t.Error("how they know each other was said with the referral, and is asked again")
	}
	missed := w.SendFrom(t, worker, page, call, url.Values{"outcome": {"no answer"}, "first_triage_affected": {"little"}})
	webtest.Sound(t, call, missed)
	webtest.Says(t, missed.Body.String(), "choose that the person was reached, or take the answers out")
	if !strings.Contains(missed.Body.String(), `<details class="govuk-details" open>`) {
		t.Error("what was answered is out of sight")
	}
	wrong := w.SendFrom(t, worker, page, call, url.Values{"outcome": {"reached"}, "first_triage_affected": {"purple"}})
	webtest.Says(t, wrong.Body.String(), "Choose one of the answers")
	said := w.SendFrom(t, worker, page, call, url.Values{"outcome": {"reached"}, "first_triage_affected": {"little"}, "first_triage_safe_now": {"-"}})
	if to := said.Header().Get("Location"); to != at(c, "promise") {
		t.Fatalf("reached, with little to tell: status %d to %q", said.Code, to)
	}
	webtest.Says(t, w.Page(t, worker, at(c, "risk")+"?form=triage"), "First questions: ")
	if page = w.Page(t, worker, call); strings.Contains(page, "under two minutes") {
		t.Error("they are asked again in the next call")
	}
}

// Of what was answered on the way in the first call asks only the rest; what follows goes by both, and nothing is asked twice.
func TestTheFirstCallAsksWhatIsMissing(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	in := w.work.Instrument(t, "triage")
	given := assessment.Given{Instrument: in, On: w.work.Clock.Now().Date().AddDays(-2), Answers: assessment.Answers{"affected": "lot", "happened_before": "yes"}}
	caseworktest.Do(t, w.work, w.work.Staff(t, worker, access.CaseWorker, barnet), func(ctx context.Context, tx *gate.Tx) (string, error) {
		if err := tx.Authorize(ctx, assessment.ActAssess, gate.On{Folder: c.Folder}); err != nil {
			return "", err
		}
		return assessment.AtTheDoor{Folder: c.Folder, Given: given}.Run(ctx, tx)
	})
	call := at(c, "call")
	page := w.Page(t, worker, call)
	webtest.Says(t, page, "First questions, under two minutes", "wrote down on 17 November 2026 stands, and is not asked again: 2 answers.", "Safe right now?")
	if strings.Contains(page, "How much does it affect daily life?") || strings.Contains(page, "Has it happened before?") {
		t.Error("what was answered on the way in is asked again")
	}
	said := w.SendFrom(t, worker, page, call, url.Values{"outcome": {"reached"}, "first_triage_safe_now": {"yes"}, "first_triage_alone": {"yes"}})
	if to := said.Header().Get("Location"); to != at(c, "assess", "asb-matrix") {
		t.Fatalf("with four points of the way in: status %d to %q", said.Code, to)
	}
	webtest.Says(t, w.Page(t, worker, at(c, "risk")+"?form=triage"), "Of the 2 answers known from", "2 stand. 0 were asked again.")
	if page = w.Page(t, worker, call); strings.Contains(page, "under two minutes") {
		t.Error("they are asked again in the next call")
	}
}

// Not to be safe, said in the first call, raises the alarm with it.
func TestNotSafeInTheFirstCall(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	said := w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {"reached"}, "first_triage_safe_now": {"no"}})
	webtest.Says(t, w.Follow(t, worker, said), "Act now: in danger now", "Safe right now? No.")
}

// Whether somebody is safe is asked in the first call also of who was safe some weeks ago, with what was said then beside it; what they
// say now counts.
func TestWhoWasSafeIsAskedAgain(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	given := assessment.Given{Instrument: w.work.Instrument(t, "triage"), On: w.work.Clock.Now().Date().AddDays(-2), Answers: assessment.Answers{"affected": "little", "safe_now": "yes"}}
	caseworktest.Do(t, w.work, w.work.Staff(t, worker, access.CaseWorker, barnet), func(ctx context.Context, tx *gate.Tx) (string, error) {
		if err := tx.Authorize(ctx, assessment.ActAssess, gate.On{Folder: c.Folder}); err != nil {
			return "", err
		}
		return assessment.AtTheDoor{Folder: c.Folder, Given: given}.Run(ctx, tx)
	})
	call := at(c, "call")
	webtest.Says(t, w.Page(t, worker, call), "not asked again: 1 answer. Whether they are safe is asked each time.", "Safe right now?", "On 17 November 2026 it was: Yes. That may have changed.")
	said := w.Send(t, worker, call, call, url.Values{"outcome": {"reached"}, "first_triage_safe_now": {"no"}})
	webtest.Says(t, w.Follow(t, worker, said), "Act now: in danger now", "Safe right now? No.")
	webtest.Says(t, w.Page(t, worker, at(c, "risk")+"?form=triage"), "1 stands. 1 was asked again.")
}
