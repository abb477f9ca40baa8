package cases_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

var anyTag = regexp.MustCompile(`<[^>]*>`)

// plainWords gives the words of a page.
func plainWords(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(page, " "))), " ")
}

// firstAnswers are those of somebody at medium risk; every question is answered.
func firstAnswers() url.Values {
	return url.Values{"frequency": {"weekly"}, "linked": {"yes"}, "worsening": {"no"}, "acquaintance": {"by_sight"}, "intimidation": {"before"},
		"told_others": {"yes"}, "target": {"person"}, "hostility": {"no"}, "circumstances": {"no"}, "effect": {"lot"}, "health": {"yes"},
		"professional_support": {"no"}, "network": {"few"}, "others_affected": {"nobody"}}
}

// secondAnswers are those of two weeks later: three weigh more, and two are missing.
func secondAnswers() url.Values {
	again := firstAnswers()
	again.Set("intimidation", "now")
	again.Set("worsening", "yes")
	again.Set("network", "alone")
	again.Set("circumstances", "yes")
	again.Del("hostility")
	again.Del("others_affected")
	return again
}

// Where what is not known decides, the result says the day by the most it may come to, as the clock of the review does.
func TestLookAgainByTheMostItMayBe(t *testing.T) {
	d := newDesk(t, store.SQLite, "barnet-asb")
	if status, body := d.send(t, "worker", "assess/asb-matrix", url.Values{"frequency": {"rarely"}}); status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", status, plainWords(body))
	}
	says(t, d.web.Page(t, "worker", d.at+"/risk"), "Low or High", "It may be High. High is looked at every")
}

// The matrix is asked twice: the second time two answers are missing, and three weigh more.
func TestRisk(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			d := newDesk(t, engine, "barnet-asb")
			if got := d.web.Get("worker", d.at+"/assess"); got.Header().Get("Location") != d.at+"/assess/asb-matrix" {
				t.Errorf("the questions are at %q", got.Header().Get("Location"))
			}
			asks := d.web.Page(t, "worker", d.at+"/assess/asb-matrix")
			says(t, asks, "Is this one of a chain of incidents?", "Who else is affected?")
			for _, shown := range []string{"of 41", "panel threshold", "Medium"} {
				if strings.Contains(plainWords(asks), shown) {
					t.Errorf("the form says %q before the end", shown)
				}
			}
			if status, body := d.send(t, "worker", "assess/asb-matrix", url.Values{}); status == http.StatusSeeOther {
				t.Error("nothing was answered, and it was kept")
			} else {
				says(t, body, "Answer at least one question")
			}
			if status, body := d.send(t, "worker", "assess/asb-matrix", firstAnswers()); status != http.StatusSeeOther {
				t.Fatalf("status %d: %s", status, plainWords(body))
			}
			d.Clock.Set(someDays)
			filled := d.web.Page(t, "worker", d.at+"/assess/asb-matrix")
			says(t, filled, "The answers of 19 November 2026 are filled in.")
			if !strings.Contains(filled, `name="intimidation" type="radio" value="before" checked`) {
				t.Error("what was said before is asked again")
			}
			if status, _ := d.send(t, "worker", "assess/asb-matrix", secondAnswers()); status != http.StatusSeeOther {
				t.Fatalf("the second time: status %d", status)
			}
			result := d.web.Page(t, "worker", d.at+"/risk")
			says(t, result, "at least 30 of 41", "between 30 and 36", "19 Nov", "3 Dec", "Low is 0 to 15", "22", "panel",
				"Being harassed now: 6 of 6 points", "What would bring it down", "not a validated predictor", "It has not been tested as a way to tell the future",
				"All 14 answers", "0 to 3", "2 more", "9 or more", "All of these together",
				"3 December 2026, by you", "None applies.")
			status, body := d.send(t, "worker", "risk", url.Values{"instrument": {"asb-matrix"}}, "override")
			if status == http.StatusSeeOther {
				t.Error("an own judgement without band or reason was kept")
			}
			says(t, body, "Say why you see it differently")
			hidden := regexp.MustCompile(`name="(assessment|seen|version)" value="([^"]*)"`)
			form := url.Values{"instrument": {"asb-matrix"}, "band": {"medium"}, "reason": {"The neighbour moved out on Monday."}}
			_, judge, _ := strings.Cut(result, `action="`+d.at+`/override"`)
			for _, h := range hidden.FindAllStringSubmatch(judge, -1) {
				form.Set(h[1], h[2])
			}
			if status, body := d.send(t, "worker", "risk", form, "override"); status != http.StatusSeeOther {
				t.Fatalf("own judgement: status %d\n%s", status, plainWords(body))
			}
			says(t, d.web.Page(t, "worker", d.at+"/risk"), "Medium", "The neighbour moved out on Monday.", "30 to 36")
		})
	}
}

// Statements before and after stand beside each other with the change; what is missing is said.
func TestOutcomes(t *testing.T) {
	d := newDesk(t, store.SQLite, "asc")
	says(t, d.web.Page(t, "worker", d.at+"/outcomes"), "They have not been asked yet.")
	before := url.Values{"listened_to": {"2"}, "supported": {"3"}, "confident": {"4"}, "aware": {"1"}}
	if status, body := d.send(t, "worker", "statements/before", before); status != http.StatusSeeOther {
		t.Fatalf("before: status %d\n%s", status, plainWords(body))
	}
	says(t, d.web.Page(t, "worker", d.at+"/outcomes"), "2 not asked not known", "At the beginning: asked on 19 November, 4 of 5 answered.", "At the end: not asked yet.")
	if status, body := d.send(t, "worker", "statements/exit", url.Values{}); status == http.StatusSeeOther {
		t.Error("nothing was said, and it was kept")
	} else {
		says(t, body, "Answer at least one question, or say why it was not asked")
	}
	after := url.Values{"listened_to": {"8"}, "supported": {"3"}, "confident": {"2"}, "get_on": {"7"}}
	if status, _ := d.send(t, "worker", "statements/exit", after); status != http.StatusSeeOther {
		t.Fatalf("after: status %d", status)
	}
	says(t, d.web.Page(t, "worker", d.at+"/outcomes"), "2 8 up 6", "3 3 same", "4 2 down 2", "not answered 7 not known",
		"3 of 5 statements were answered both times. Of these, better: 1; the same: 1; worse: 1.")
	if got := d.web.Get("worker", d.at+"/statements/never"); got.Code != http.StatusNotFound {
		t.Errorf("a phase that is none: status %d", got.Code)
	}
}

// Whoever goes to see the person finds the written referral on the case, and the form of a session says which one it is.
func TestBeforeASession(t *testing.T) {
	d := newDesk(t, store.SQLite, "asc")
	webtest.Hides(t, d.web.Page(t, "worker", d.at), "read the written referral")
	says(t, d.web.Page(t, "worker", d.at+"/session"), "This service holds 1 to 3 sessions. This is session 1.")
	page := url.Values{"why": {"Sleep"}, "wants": {"To sleep"}, "risks": {"A dog at the gate"}, "contact": {"By phone"}}
	if status, body := d.send(t, "worker", "coach-referral", page); status != http.StatusSeeOther {
		t.Fatalf("the page: status %d\n%s", status, plainWords(body))
	}
	says(t, d.web.Page(t, "worker", d.at), "Before a first session: read the written referral")
	held := url.Values{"on-day": {"19"}, "on-month": {"11"}, "on-year": {"2026"}, "strand": {"listening"}, "minutes": {"40"}, "note": {"We met."}}
	if status, body := d.send(t, "worker", "session", held); status != http.StatusSeeOther {
		t.Fatalf("a session: status %d\n%s", status, plainWords(body))
	}
	says(t, d.web.Page(t, "worker", d.at+"/session"), "This is session 2.")
}

func TestOutcomesThatWereNotAsked(t *testing.T) {
	d := newDesk(t, store.SQLite, "asc")
	for phase, form := range map[string]url.Values{"before": {"listened_to": {"2"}}, "exit": {"not_done": {"could not be reached"}}} {
		if status, body := d.send(t, "worker", "statements/"+phase, form); status != http.StatusSeeOther {
			t.Fatalf("%s: status %d\n%s", phase, status, plainWords(body))
		}
	}
	says(t, d.web.Page(t, "worker", d.at+"/outcomes"), "At the end: not asked, could not be reached (19 November).")
}

// Not asked, asked but not said, and said are three things.
func TestDemographics(t *testing.T) {
	d := newDesk(t, store.SQLite, "barnet-asb")
	page := d.web.Page(t, "worker", d.at+"/demographics")
	says(t, page, "Gender", "Ethnicity", "Not asked", "Prefers not to say")
	if status, _ := d.send(t, "worker", "demographics", url.Values{"gender": {"female"}, "ethnicity": {"prefers not to say"}}); status != http.StatusSeeOther {
		t.Fatalf("status %d", status)
	}
	page = d.web.Page(t, "worker", d.at+"/demographics")
	for _, chosen := range []string{`value="female" selected`, `value="prefers not to say" selected`} {
		if !strings.Contains(page, chosen) {
			t.Errorf("%s is not there:\n%s", chosen, page)
		}
	}
}

// The tabs and forms about a case are for those who work for its service.
func TestWhoSeesWhatWasMeasured(t *testing.T) {
	d := newDesk(t, store.SQLite, "barnet-asb")
	for _, page := range []string{"risk", "outcomes", "assess/asb-matrix", "statements/before", "demographics", "sharing", "looked"} {
		for who, want := range map[string]int{"worker": 200, "colleague": 200, "supervisor": 200, "stranger": 404, "referrer": 404, "": 303} {
			if got := d.web.Get(who, d.at+"/"+page); got.Code != want {
				t.Errorf("%s as %q: status %d, want %d", page, who, got.Code, want)
			}
		}
	}
	says(t, d.web.Page(t, "worker", d.at+"/sharing"), "Who is helping, and what they see", "Victim Support runs the service")
	says(t, d.web.Page(t, "supervisor", d.at+"/looked"), "Nell Carter case worker Thu 19 Nov 2026", "Sam Reid (you) supervisor")
}
