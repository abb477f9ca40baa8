package staff_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/store"
)

// A supervisor puts somebody into the register, records a check and supervision, decides an expense; a
// colleague finds no such page, and another supervisor none either.
func TestStaffRecord(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			o := newOffice(t, engine, "barnet-asb")
			nell, sam := "/staff/"+string(o.Account(t, "Nell Carter")), string(o.Account(t, "Sam Reid"))
			send := func(who, page string, form url.Values, want int) string {
				t.Helper()
				form.Set("service", "barnet-asb")
				code, body := o.send(t, who, page+"?service=barnet-asb", page, form)
				if code != want {
					t.Errorf("%s to %s: %d, want %d", who, page, code, want)
				}
				return body
			}
			says(t, o.web.Page(t, "worker", "/staff/me"), "You are not in the register")
			says(t, o.web.Page(t, "supervisor", "/staff"), "Not in the register", "Nell Carter", "Nothing is due.")
			body := send("supervisor", nell+"/describe", url.Values{"version": {"0"}, "skills": {"hate_crime"}, "supervisor": {sam}}, http.StatusUnprocessableEntity)
			says(t, body, "Say whether it is a paid post", `value="hate_crime" checked`)
			send("supervisor", nell+"/describe", url.Values{"version": {"0"}, "engaged": {"volunteer"}, "languages": {"farsi", "bsl"}, "gender": {"unsaid"}, "supervisor": {sam}}, http.StatusSeeOther)
			says(t, o.web.Page(t, "supervisor", "/staff"), "Case worker, volunteer", "British Sign Language, Farsi", "DBS check", "Missing")

			body = send("supervisor", nell+"/check", url.Values{"kind": {"dbs"}, "on": {"2027-01-01"}, "detail": {"001234567890"}}, http.StatusUnprocessableEntity)
			says(t, body, "Give the day it was made: today or earlier", "001234567890")
			send("supervisor", nell+"/check", url.Values{"kind": {"dbs"}, "on": {"2026-01-07"}, "detail": {"001234567890"}}, http.StatusSeeOther)
			send("supervisor", nell+"/supervision", url.Values{"held": {"2026-11-18"}, "note": {"Less new work for a while."}, "next": {"2026-12-16"}}, http.StatusSeeOther)
			body = send("worker", "/staff/me/expense", url.Values{"kind": {"fares"}, "amount": {"a lot"}, "on": {"2026-11-18"}}, http.StatusUnprocessableEntity)
			says(t, body, "Give an amount like 12.40")
			send("worker", "/staff/me/expense", url.Values{"kind": {"fares"}, "amount": {"£12.4"}, "on": {"2026-11-18"}, "what": {"To Hendon and back"}}, http.StatusSeeOther)
			says(t, o.web.Page(t, "worker", "/staff/me"), "Your record", "£12.40", "Waiting", "Less new work for a while.", "001234567890")
			says(t, o.web.Page(t, "supervisor", nell), "To Hendon and back", "Approve", "7 January 2029", "16 December 2026")
			if mine := o.web.Page(t, "worker", nell); strings.Contains(mine, "Approve £") {
				t.Error("she is offered to approve her own")
			}
			for _, who := range []string{"colleague", "stranger"} {
				for _, page := range []string{nell, nell + "/check", nell + "/supervision"} {
					if got := o.web.Get(who, page); got.Code != http.StatusNotFound {
						t.Errorf("%s opens %s: %d", who, page, got.Code)
					}
				}
			}
			send("worker", "/staff/me/away", url.Values{"from": {"2026-11-19"}, "until": {"2026-11-20"}}, http.StatusSeeOther)
			says(t, o.web.Page(t, "supervisor", "/staff"), "Away until Fri 20 Nov", "Back at work")
			code, _ := o.send(t, "supervisor", "/staff", nell+"/back", url.Values{"service": {"barnet-asb"}})
			if page := o.web.Page(t, "supervisor", "/staff"); code != http.StatusSeeOther || strings.Contains(page, "Away until") {
				t.Errorf("back at work: %d", code)
			}
		})
	}
}
