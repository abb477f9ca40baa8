package cases_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/store"
)

// A score over the threshold asks for a proposal; the proposal waits for the panel's answer; the answer is a promise to tell.
func TestPanel(t *testing.T) {
	d := newDesk(t, store.SQLite, "barnet-asb")
	if status, body := d.send(t, "worker", "assess/asb-matrix", secondAnswers()); status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", status, plainWords(body))
	}
	says(t, d.web.Page(t, "worker", d.at), "The score of 19 November is at least 30: 22 or more goes to the panel.", "Propose the case to the panel")
	day := url.Values{"on-day": {"19"}, "on-month": {"11"}, "on-year": {"2026"}}
	form := url.Values{"reason": {"Nobody holds the whole of it"}, "agreed": {"refused"}}
	for k, v := range day {
		form[k] = v
	}
	status, body := d.send(t, "worker", "panel", form)
	if status == http.StatusSeeOther {
		t.Error("without agreement and without a reason, and it was kept")
	}
	says(t, body, "Say why it goes to the panel all the same", "Nobody holds the whole of it")
	form.Set("agreed", "agreed")
	if status, body := d.send(t, "worker", "panel", form); status != http.StatusSeeOther {
		t.Fatalf("proposing: status %d\n%s", status, plainWords(body))
	}
	says(t, d.web.Page(t, "worker", d.at), "Proposed on 19 November, no answer yet", "The panel has not answered yet.", "Record what the panel said")
	says(t, d.web.Page(t, "worker", d.at+"/risk"), "Proposed on 19 November, no answer yet")
	says(t, d.web.Page(t, "worker", d.at+"/panel"), "It is proposed already")
	answer := url.Values{"answer": {"not taken"}, "said": {"The landlord leads"}}
	for k, v := range day {
		answer[k] = v
	}
	waits := d.web.Page(t, "worker", d.at+"/panel/answer")
	_, after, _ := strings.Cut(waits, `name="proposal" value="`)
	proposal, _, _ := strings.Cut(after, `"`)
	answer.Set("proposal", proposal)
	if status, body := d.send(t, "worker", "panel/answer", answer); status != http.StatusSeeOther {
		t.Fatalf("answering: status %d\n%s", status, plainWords(body))
	}
	says(t, d.web.Page(t, "worker", d.at), "The panel does not take it, said on 19 November.", "Tell her what the panel said")
	says(t, d.web.Page(t, "worker", d.at+"/timeline"), "The landlord leads", "Proposed to the panel: agreed")
	again := d.web.Page(t, "worker", d.at+"/panel/answer")
	says(t, again, "No proposal to the panel waits for an answer", "Propose to the panel")
	if strings.Contains(again, `name="answer"`) {
		t.Error("the page asks for an answer to nothing")
	}
}

// A score of which no answer is missing is said as it is, and not as the least that it can be.
func TestPanelOfAFullScore(t *testing.T) {
	d := newDesk(t, store.SQLite, "barnet-asb")
	full := secondAnswers()
	full.Set("hostility", "no")
	full.Set("others_affected", "nobody")
	if status, body := d.send(t, "worker", "assess/asb-matrix", full); status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", status, plainWords(body))
	}
	for _, page := range []string{d.at, d.at + "/panel"} {
		says(t, d.web.Page(t, "worker", page), "The score of 19 November is 30: 22 or more goes to the panel.")
	}
}

// What is wanted of a meeting is written before it, and stands beside the form on which the meeting is recorded.
func TestBeforeAMeeting(t *testing.T) {
	d := newDesk(t, store.SQLite, "barnet-asb")
	form := url.Values{"forum": {"community_marac"}, "wants": {"That the camera is mended"}, "on-day": {"18"}, "on-month": {"11"}, "on-year": {"2026"}}
	status, body := d.send(t, "worker", "meeting", form)
	if status == http.StatusSeeOther {
		t.Error("a meeting that is over was prepared")
	}
	says(t, body, "That day is over", "That the camera is mended")
	form.Set("on-day", "19")
	if status, body := d.send(t, "worker", "meeting", form); status != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", status, plainWords(body))
	}
	says(t, d.web.Page(t, "worker", d.at), "Community MARAC: ask what she wants asked")
	says(t, d.web.Page(t, "worker", d.at+"/advocacy"), "She wants asked: That the camera is mended")
	says(t, d.web.Page(t, "worker", d.at+"/plan"), "Record what was asked and agreed")
}

// Who answers on the case that they are not safe now raises the alarm with it.
func TestNotSafeNowOnTheCase(t *testing.T) {
	d := newDesk(t, store.SQLite, "barnet-asb")
	if status, body := d.send(t, "worker", "assess/triage", url.Values{"known_as": {"neighbour"}, "safe_now": {"no"}}); status != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", status, plainWords(body))
	}
	says(t, d.web.Page(t, "worker", d.at), "Act now: in danger now", "Safe right now? No.", "Nobody has answered yet; waiting for the supervisor and the safeguarding lead")
}
