package staff_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/store"
)

// A day is noted with one press and taken back with one; an activity has two fields, and what is wrong
// with it is said beside them.
func TestWorkLog(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			o := newOffice(t, engine, "pilot")
			const log = "/work-log"
			says(t, o.web.Page(t, "worker", log), "Where are you today?", "Today: Darlington police station", "Nothing is written down yet.")
			today := url.Values{"service": {"pilot"}, "place": {"darlington_police"}, "on": {"2026-11-19"}}
			if code, _ := o.send(t, "worker", log, log+"/day", today); code != http.StatusSeeOther {
				t.Fatalf("today in one press: %d", code)
			}
			says(t, o.web.Page(t, "worker", log), "You are at: Darlington police station.", "Nell Carter")
			says(t, o.web.Page(t, "colleague", log), "Where are you today?", "Nell Carter")

			code, body := o.send(t, "worker", log+"/activity", log+"/activity", url.Values{"service": {"pilot"}, "minutes": {"long"}, "outcome": {"Ring 07700 900417"}})
			if code != http.StatusUnprocessableEntity {
				t.Errorf("an activity that says too much: %d", code)
			}
			says(t, body, "Enter a whole number, like 3", "Ring 07700 900417")
			good := url.Values{"service": {"pilot"}, "kind": {"working_group"}, "outcome": {"One list for all."}, "on": {"2026-11-18"}, "people": {"7"}}
			if code, _ := o.send(t, "worker", log+"/activity", log+"/activity", good); code != http.StatusSeeOther {
				t.Errorf("an activity: %d", code)
			}
			before := url.Values{"service": {"pilot"}, "kind": {"working_group"}, "outcome": {"The year before."}, "on": {"2025-11-18"}}
			if code, _ := o.send(t, "worker", log+"/activity", log+"/activity", before); code != http.StatusSeeOther {
				t.Errorf("an activity of the year before: %d", code)
			}
			page := o.web.Page(t, "supervisor", log)
			says(t, page, "Wed 18 Nov", "18 November 2025")
			says(t, page, "Working group", "One list for all.", "7 people took part", "Take back")
			day := o.web.Page(t, "colleague", log+"?service=pilot&day=2026-11-18")
			says(t, day, "Work log, 18 November 2026", "One list for all.", "No day is noted.")
			if other := o.web.Page(t, "colleague", log+"?service=pilot&day=2026-11-17"); strings.Contains(other, "One list for all.") {
				t.Error("another day shows it too")
			}
			if strings.Contains(o.web.Page(t, "colleague", log), "Take back") {
				t.Error("a colleague is offered to take it back")
			}
			if code, _ := o.send(t, "worker", log, log+"/day/back", url.Values{"service": {"pilot"}, "on": {"2026-11-19"}}); code != http.StatusSeeOther {
				t.Errorf("the day taken back: %d", code)
			}
			says(t, o.web.Page(t, "worker", log), "Where are you today?")
			if got := o.web.Get("stranger", log+"?service=pilot"); got.Code != http.StatusNotFound {
				t.Errorf("another service's log: %d", got.Code)
			}
		})
	}
}
