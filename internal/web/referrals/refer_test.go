package referrals_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

func filledIn() url.Values {
	return url.Values{"service": {"barnet-asb"}, "source": {"housing"}, "forename": {"Mina"}, "surname": {"Okonjo"},
		"born-day": {"27"}, "born-month": {"3"}, "born-year": {"1984"}, "pronoun": {"she"}, "mobile": {"07700 900142"}, "mobile_call": {"yes"}, "mobile_voicemail": {"no"},
		"address": {"12 Lark Rise, Barnet"}, "postcode": {"EN5 1AB"}, "safe": {"safe"}, "safe_from": {"10:00"}, "safe_to": {"12:00"}, "safe_words": {"She answers <herself>"},
		"why": {"Threats at the door, three times this month"}, "wants": {"To sleep"}, "told": {"He waits by the bins"}, "relationship": {"neighbour"},
		"flags": {"flag_vulnerable", "flag_hate"}, "basis": {"explicit_consent"}, "basis_by": {"Housing officer"}, "basis_how": {"phone"},
		"basis_on-day": {"18"}, "basis_on-month": {"11"}, "basis_on-year": {"2026"}}
}

func TestAnAgencyRefersAndSeesTheReceipt(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			form := filledIn()
			form.Set("step", "check")
			form.Set("_key", webtest.Key(t, w.Page(t, referrer, "/refer")))
			got := w.Post(referrer, "/refer", form)
			if got.Code != http.StatusOK {
				t.Fatalf("checking: status %d\n%s", got.Code, plain(got.Body.String()))
			}
			webtest.Sound(t, "/refer", got)
			must(t, got.Body.String(), "Check your answers", "Nothing was sent yet.", "Mina Okonjo", "27 March 1984", "07700 900142", "12 Lark Rise, Barnet, EN5 1AB",
				"She answers <herself>", "Threats at the door", "Neighbour", "They are vulnerable", "Housing officer", "By phone", "18 November 2026", "To leave a message: no.")

			send := withHidden(got.Body.String(), "/refer", nil)
			if send.Get("step") != "send" {
				t.Fatalf("the first button is to %q", send.Get("step"))
			}
			sent := w.Post(referrer, "/refer", send)
			at := sent.Header().Get("Location")
			if sent.Code != http.StatusSeeOther || !strings.HasPrefix(at, "/refer/sent/GT-") {
				t.Fatalf("sending: status %d to %s\n%s", sent.Code, at, plain(sent.Body.String()))
			}
			if twice := w.Post(referrer, "/refer", send); twice.Header().Get("Location") != at {
				t.Errorf("sent twice, the second is %s, want %s", twice.Header().Get("Location"), at)
			}
			receipt := w.Page(t, referrer, at)
			must(t, receipt, "We have the referral", "To read it out: Golf Tango", "Received on 19 November 2026")
			mustNot(t, receipt, "Mina", "M. O.")
			list := w.Page(t, referrer, "/refer/sent")
			must(t, list, strings.TrimPrefix(at, "/refer/sent/"), "Received on 19 November 2026")
			mustNot(t, list, "Mina", "M. O.")
			must(t, list, "In danger? Act now")
			must(t, receipt, "In danger? Act now")
			alarm := "/referrals/" + strings.TrimPrefix(at, "/refer/sent/") + "/act-now"
			page := w.Page(t, referrer, alarm)
			must(t, page, "Back to the receipt")
			mustNot(t, page, "Mina", "M. O.")
			raised := w.Post(referrer, alarm, withHidden(page, alarm, url.Values{"kind": {"danger"}, "what": {"He is at the door"}}))
			if raised.Code != http.StatusSeeOther || raised.Header().Get("Location") != at {
				t.Errorf("raising the alarm: status %d to %s\n%s", raised.Code, raised.Header().Get("Location"), plain(raised.Body.String()))
			}
			must(t, w.Page(t, worker, "/referrals"), "M. O.: threats at the door", "Housing", "They agreed: explicit consent")
			ask := "/referrals/" + strings.TrimPrefix(at, "/refer/sent/") + "/ask"
			if asked := w.Post(worker, ask, withHidden(w.Page(t, worker, ask), ask, url.Values{"for": {"number"}})); asked.Code != http.StatusSeeOther {
				t.Fatalf("asking for a number: status %d", asked.Code)
			}
			must(t, w.Page(t, referrer, "/refer/sent"), "You are asked", "Give a better number")
			better := strings.TrimSuffix(ask, "ask") + "better-number"
			page = w.Page(t, referrer, better)
			mustNot(t, page, "Mina", "M. O.")
			wrong := w.Post(referrer, better, withHidden(page, better, url.Values{"number": {"12"}}))
			must(t, wrong.Body.String(), "Enter a telephone number like 01632 960 001", "Say whether they said that a call is safe")
			given := w.Post(referrer, better, withHidden(page, better, url.Values{"number": {"07700 900143"}, "call": {"yes"}}))
			if given.Code != http.StatusSeeOther || given.Header().Get("Location") != at {
				t.Errorf("giving a number: status %d to %s\n%s", given.Code, given.Header().Get("Location"), plain(given.Body.String()))
			}
			mustNot(t, w.Page(t, referrer, "/refer/sent"), "You are asked")
			if got := w.Get(stranger, at); got.Code != http.StatusNotFound {
				t.Errorf("a stranger sees the receipt: status %d", got.Code)
			}
		})
	}
}

func TestAnAnswerIsChangedWithNothingLost(t *testing.T) {
	w := newWorld(t, store.SQLite)
	form := filledIn()
	form.Set("step", "change")
	got := w.Post(referrer, "/refer", form)
	if got.Code != http.StatusOK {
		t.Fatalf("status %d", got.Code)
	}
	webtest.Sound(t, "/refer", got)
	for _, typed := range []string{`value="Mina"`, `value="07700 900142"`, "\nHe waits by the bins</textarea>", `value="1984"`, `value="Housing officer"`} {
		if !strings.Contains(got.Body.String(), typed) {
			t.Errorf("the form lost %s", typed)
		}
	}
	if n := strings.Count(got.Body.String(), " checked"); n != 9 {
		t.Errorf("%d answers are chosen, want 9", n)
	}
}

func TestAllThatIsWrongIsSaidAtOnce(t *testing.T) {
	w := newWorld(t, store.SQLite)
	got := w.Post(referrer, "/refer", url.Values{"step": {"send"}, "service": {"barnet-asb"}, "born-day": {"31"}, "born-month": {"2"}, "born-year": {"1984"}, "mobile": {"12"}})
	if got.Code != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", got.Code)
	}
	webtest.Sound(t, "/refer", got)
	must(t, got.Body.String(), "There is a problem", "Enter a name", "in the calendar", "Enter a telephone number", "Say in a sentence why",
		"Say on what basis", "Choose for whom you refer: Barnet ASB", "takes referrals from ", "Say whether it is safe to contact them")
	must(t, w.Page(t, worker, "/referrals"), "New (0)")
}

// A postcode that was typed without its address is not dropped: the address is asked for beside it, at every door, and nothing typed is lost.
func TestAPostcodeAloneIsAskedAbout(t *testing.T) {
	w := newWorld(t, store.SQLite)
	for _, door := range []struct {
		who, at string
		form    url.Values
	}{{referrer, "/refer", filledIn()}, {worker, "/refer/call", filledIn()}, {nobody, "/get-help/ask", asksForHelp()}} {
		door.form.Set("step", "send")
		door.form.Del("address")
		status, _, body := w.send(t, door.who, door.at, door.form)
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, `id="address-error"`) || !strings.Contains(body, `value="EN5 1AB"`) {
			t.Errorf("%s: status %d\n%.400s", door.at, status, plain(body))
		}
		if door.who == nobody {
			continue // the other person is not asked about there
		}
		door.form.Set("address", "12 Lark Rise, Barnet")
		door.form.Set("other_postcode", "EN5 2AB")
		status, _, body = w.send(t, door.who, door.at, door.form)
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, `id="other_address-error"`) || !strings.Contains(body, `value="EN5 2AB"`) {
			t.Errorf("%s, of the other person: status %d\n%.400s", door.at, status, plain(body))
		}
	}
	must(t, w.Page(t, worker, "/referrals"), "New (0)")
}

// A service that takes no referrals by the form says kindly who can help.
func TestAShutDoorIsKind(t *testing.T) {
	w := newWorld(t, store.SQLite)
	page := w.Page(t, referrer, "/refer")
	must(t, page, "By another way", "Victim referral pilot", "Regional Victim Care Unit")
	form := filledIn()
	form.Set("service", "pilot")
	form.Set("step", "send")
	if got := w.Post(referrer, "/refer", form); got.Code != http.StatusUnprocessableEntity {
		t.Errorf("sent to a service that takes none: status %d", got.Code)
	}
	for _, who := range []string{payer} {
		if got := w.Get(who, "/refer"); got.Code != http.StatusNotFound {
			t.Errorf("/refer as %s: status %d", who, got.Code)
		}
	}
}
