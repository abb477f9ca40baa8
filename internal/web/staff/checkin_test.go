package staff_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/store"
)

// A worker says that she would like to talk; it stands on her supervisor's page, who says when they spoke; then it is gone there, and she
// sees it. A colleague and another service's supervisor find no such page.
func TestCheckInPages(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			o := newOffice(t, engine, "barnet-asb")
			says(t, o.web.Page(t, "worker", "/check-in"), "You are not in the register")
			nell := "/staff/" + string(o.Account(t, "Nell Carter"))
			if code, body := o.send(t, "supervisor", nell+"/describe?service=barnet-asb", nell+"/describe", url.Values{"service": {"barnet-asb"}, "version": {"0"}, "engaged": {"paid"}, "gender": {"unsaid"},
				"supervisor": {string(o.Account(t, "Sam Reid"))}}); code != http.StatusSeeOther {
				t.Fatalf("she is not put into the register: %d\n%s", code, body)
			}
			says(t, o.web.Page(t, "supervisor", "/check-ins"), "Nobody waits for you.", "No thanks are written down")
			code, body := o.send(t, "worker", "/check-in", "/check-in", url.Values{"service": {"barnet-asb"}, "words": {"Twice in a morning."}})
			if code != http.StatusUnprocessableEntity {
				t.Errorf("no answer: %d", code)
			}
			says(t, body, "Choose how it was", "Twice in a morning.")
			if code, _ := o.send(t, "worker", "/check-in", "/check-in", url.Values{"service": {"barnet-asb"}, "answer": {"talk"}, "words": {"Twice in a morning."}}); code != http.StatusSeeOther {
				t.Errorf("a check-in: %d", code)
			}
			if code, _ := o.send(t, "worker", "/thanks", "/thanks", url.Values{"service": {"barnet-asb"}, "words": {"A card with a heron."}}); code != http.StatusSeeOther {
				t.Errorf("thanks: %d", code)
			}
			says(t, o.web.Page(t, "worker", "/check-in"), "Waits for an answer.", "Twice in a morning.")
			thanked := o.web.Page(t, "worker", "/thanks")
			says(t, thanked, "A card with a heron.", "Take it back")
			o.Clock.Advance(time.Second)
			if code, _ := o.send(t, "worker", "/thanks", "/thanks", url.Values{"service": {"barnet-asb"}, "words": {"Meant for another page."}}); code != http.StatusSeeOther {
				t.Errorf("thanks: %d", code)
			}
			back := o.web.SendFrom(t, "worker", o.web.Page(t, "worker", "/thanks"), "/check-in/back", nil) // the latest stands first
			left := o.web.Follow(t, "worker", back)
			says(t, left, "A card with a heron.")
			if strings.Contains(left, "Meant for another page.") {
				t.Error("what was taken back still stands")
			}
			list := o.web.Page(t, "supervisor", "/check-ins?service=barnet-asb")
			says(t, list, "Would like to talk", "Nell Carter", "Twice in a morning.", "A card with a heron.")
			one := regexp.MustCompile(`href="(/check-ins/[^"?]+)\?service=barnet-asb"`).FindStringSubmatch(list)
			if one == nil {
				t.Fatal("it can't be answered")
			}
			form := url.Values{"service": {"barnet-asb"}, "account": {string(o.Account(t, "Nell Carter"))}, "on": {"2027-01-01"}}
			code, body = o.send(t, "supervisor", one[1], one[1], form)
			if code != http.StatusUnprocessableEntity {
				t.Errorf("a day to come: %d", code)
			}
			says(t, body, "Give the day you spoke", "Twice in a morning.")
			for _, who := range []string{"worker", "colleague", "stranger"} {
				if got := o.web.Get(who, one[1]); got.Code != http.StatusNotFound && got.Code != http.StatusForbidden {
					t.Errorf("the %s opens it: %d", who, got.Code)
				}
				if got := o.web.Get(who, "/check-ins"); strings.Contains(got.Body.String(), "Nell Carter") {
					t.Errorf("the %s sees who waits", who)
				}
			}
			form.Set("on", "2026-11-19")
			if code, body := o.send(t, "supervisor", one[1], one[1], form); code != http.StatusSeeOther {
				t.Errorf("answered: %d\n%s", code, body)
			}
			says(t, o.web.Page(t, "supervisor", "/check-ins"), "Nobody waits for you.", "A card with a heron.")
			says(t, o.web.Page(t, "worker", "/check-in"), "Sam Reid spoke with you on 19 November 2026.")
			says(t, o.web.Page(t, "supervisor", nell+"?service=barnet-asb"), "Sam Reid spoke with them on 19 November 2026.", "A card with a heron.")
		})
	}
}
