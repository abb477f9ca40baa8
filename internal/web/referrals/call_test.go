package referrals_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/store"
)

// What a caller says is typed once, in the order of the call.
func TestACallIsWrittenDown(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			page := w.Page(t, worker, "/refer/call")
			must(t, page, "Take a call", "Are you safe to talk now?", "They asked for help themselves", "Supportline")
			if before, after := strings.Index(page, "1. Are they safe?"), strings.Index(page, "If there is time"); before < 0 || after < before {
				t.Error("the page does not begin with safety and end with what can wait")
			}
			if strings.Contains(page[strings.Index(page, "If there is time"):], " open>") {
				t.Error("what can wait is open before anybody asked for it")
			}
			_, _, wrong := w.send(t, worker, "/refer/call", url.Values{"postcode": {"nowhere"}, "address": {"12 Lark Rise"}, "other_surname": {"Grey"}})
			must(t, wrong, "Enter a postcode like DL1 5QU")
			if !strings.Contains(wrong, `value="12 Lark Rise"`) || !strings.Contains(wrong, `value="Grey"`) {
				t.Error("what was typed is lost")
			}
			if got := strings.Count(wrong, "govuk-details\" open>"); got != 2 {
				t.Errorf("after a fault in two of the parts that can wait, %d are open", got)
			}
			form := filledIn()
			form.Set("source", "self")
			form.Set("basis", "self")
			status, _, checked := w.send(t, worker, "/refer/call", form)
			if status != http.StatusOK {
				t.Fatalf("checking: status %d\n%s", status, plain(checked))
			}
			sent := w.Post(worker, "/refer/call", withHidden(checked, "/refer/call", nil))
			at := sent.Header().Get("Location")
			if sent.Code != http.StatusSeeOther || !strings.HasPrefix(at, "/referrals/GT-") {
				t.Fatalf("keeping: status %d to %q\n%s", sent.Code, at, plain(sent.Body.String()))
			}
			must(t, w.Page(t, worker, at), "Phone call, written down by staff", "He waits by the bins")
			if got := w.Get(payer, "/refer/call"); got.Code != http.StatusNotFound {
				t.Errorf("a commissioning officer takes a call: status %d", got.Code)
			}
		})
	}
}

func TestWhatWasNeededOutOfHours(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			need := url.Values{"service": {"barnet-asb"}, "kind": {"home_not_secure"}, "answered": {"helpline"},
				"arose_on-day": {"18"}, "arose_on-month": {"11"}, "arose_on-year": {"2026"}, "arose_at": {"21:30"}}
			for range 2 {
				if status, _, body := w.send(t, worker, "/referrals/out-of-hours", need); status != http.StatusSeeOther {
					t.Fatalf("status %d\n%s", status, plain(body))
				}
			}
			must(t, w.Page(t, worker, "/referrals/out-of-hours"), "A home that was not secure The out-of-hours line 2")
			need.Set("arose_at", "11:00")
			status, _, body := w.send(t, worker, "/referrals/out-of-hours", need)
			if status == http.StatusSeeOther {
				t.Error("a need in hours is counted as out of hours")
			}
			must(t, body, "The service was open then")
		})
	}
}

// The agency that refers sees its week: what was taken on, what was missing, and nothing about anybody.
func TestTheSendersWeek(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			good, lacking := filledIn(), filledIn()
			lacking.Set("forename", "Tom")
			lacking.Set("mobile_call", "no")
			lacking.Del("address")
			lacking.Del("postcode")
			var last string
			for _, form := range []url.Values{good, lacking} {
				form.Set("step", "send")
				status, at, body := w.send(t, referrer, "/refer", form)
				if last = at; status != http.StatusSeeOther {
					t.Fatalf("referring: status %d to %s\n%s", status, at, plain(body))
				}
			}
			week := w.Page(t, referrer, "/refer/scorecard?week=2026-11-19")
			must(t, week, "Referrals of your agency from 16 November 2026 to 22 November 2026: 2.", "Taken on", "One thing that would help")
			mustNot(t, week, "Mina", "Tom", "M. O.", "Okonjo")
			reference := strings.TrimPrefix(last, "/refer/sent/")
			must(t, w.Page(t, referrer, "/refer/sent"), reference)
			w.app.Exclude(t, w.folder(t, reference), w.app.Account(t, access.Referrer, "barnet-asb"))
			must(t, w.Page(t, referrer, "/refer/scorecard?week=2026-11-19"), "22 November 2026: 1.")
			mustNot(t, w.Page(t, referrer, "/refer/sent"), reference)
			status, _, body := w.send(t, referrer, "/refer/scorecard", url.Values{"address": {"no address"}})
			if status != http.StatusUnprocessableEntity {
				t.Errorf("an address that is none: status %d", status)
			}
			must(t, body, "Enter an email address")
			if !strings.Contains(body, `value="no address"`) {
				t.Error("what was typed is lost")
			}
			if status, _, body := w.send(t, referrer, "/refer/scorecard", url.Values{"address": {"office@example.org"}}); status != http.StatusSeeOther {
				t.Errorf("an address: status %d\n%s", status, plain(body))
			}
			if !strings.Contains(w.Page(t, referrer, "/refer/scorecard"), `value="office@example.org"`) {
				t.Error("the address is not kept")
			}
			must(t, w.Page(t, supervisor, "/referrals/weekly"), "Nothing was sent to an agency")
			if got := w.Get(referrer, "/referrals/weekly"); got.Code != http.StatusNotFound {
				t.Errorf("a referrer sees what was sent to agencies: status %d", got.Code)
			}
			if got := w.Get(stranger, "/refer/scorecard"); got.Code != http.StatusNotFound {
				t.Errorf("staff of a service see the senders' page: status %d", got.Code)
			}
		})
	}
}
