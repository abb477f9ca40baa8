package referrals_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

const nobody = "" // who asks for help needs no account

func asksForHelp() url.Values {
	return url.Values{"device": {"yes"}, "service": {"barnet-asb"}, "forename": {"Mina"}, "surname": {"Okonjo"}, "born-day": {"27"}, "born-month": {"3"}, "born-year": {"1984"},
		"address": {"12 Lark Rise, Barnet"}, "postcode": {"EN5 1AB"}, "mobile": {"07700 900142"}, "mobile_call": {"yes"}, "mobile_voicemail": {"no"},
		"safe_from": {"10:00"}, "safe_to": {"12:00"}, "told": {"He waits by the bins"}, "wants": {"To sleep"}, "relationship": {"neighbour"}, "force": {"metropolitan"}}
}

// Somebody without an account asks for help, and is told what happens next and nothing of what it came to.
func TestSomebodyAsksForHelpThemselves(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			status, _, who := w.send(t, nobody, "/get-help", url.Values{"postcode": {"EN5 1AB"}})
			if status != http.StatusOK {
				t.Fatalf("who can help: status %d\n%s", status, plain(who))
			}
			must(t, who, "Barnet ASB project", "Ask for help", "Exit this page", "ring 999")
			status, _, checked := w.send(t, nobody, "/get-help/ask", asksForHelp())
			if status != http.StatusOK {
				t.Fatalf("checking: status %d\n%s", status, plain(checked))
			}
			must(t, checked, "Check your answers", "Nothing was sent yet.", "Mina Okonjo", "He waits by the bins", "10:00", "Police force it was reported to Metropolitan")
			sent := w.Post(nobody, "/get-help/ask", withHidden(checked, "/get-help/ask", nil))
			if sent.Code != http.StatusOK {
				t.Fatalf("sending: status %d\n%s", sent.Code, plain(sent.Body.String()))
			}
			webtest.Sound(t, "/get-help/ask", sent)
			must(t, sent.Body.String(), "We have what you sent", "GT-", "Somebody tries to reach you by")
			mustNot(t, sent.Body.String(), "Mina", "bins")
			inbox := w.Page(t, worker, "/referrals")
			must(t, inbox, "M. O.: to sleep", "Self-referral", "They asked for help")
			mustNot(t, inbox, "Ask the referrer")
			at := regexp.MustCompile(`/referrals/GT-[0-9A-Z-]+`).FindString(inbox)
			mustNot(t, w.Page(t, worker, at), "Ask the referrer")
			status, _, asked := w.send(t, worker, at+"/ask", url.Values{"for": {"number"}})
			if status != http.StatusConflict {
				t.Errorf("asking a referrer whom there is not: status %d", status)
			}
			must(t, asked, "nobody referred them")
		})
	}
}

// The same form sent twice is one referral with one reference: a button pressed twice, and the page gone back to, shown anew and sent
// again. What was corrected meanwhile is another, and nobody is given the reference of another's form.
func TestWhatIsSentTwiceIsReceivedOnce(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			first := withHidden(w.Page(t, nobody, "/get-help/ask"), "/get-help/ask", asksForHelp())
			check := func(form url.Values) url.Values {
				t.Helper()
				sent := w.Post(nobody, "/get-help/ask", form)
				if sent.Code != http.StatusOK {
					t.Fatalf("checking: status %d\n%s", sent.Code, plain(sent.Body.String()))
				}
				return withHidden(sent.Body.String(), "/get-help/ask", nil)
			}
			send := func(form url.Values) string {
				t.Helper()
				sent := w.Post(nobody, "/get-help/ask", form)
				reference := regexp.MustCompile(`GT-[0-9A-Z]{4}-[0-9A-Z]{4}`).FindString(sent.Body.String())
				if sent.Code != http.StatusOK || reference == "" {
					t.Fatalf("sending: status %d\n%s", sent.Code, plain(sent.Body.String()))
				}
				return reference
			}
			checked := check(first)
			reference := send(checked)
			if again := send(checked); again != reference {
				t.Errorf("the button pressed twice: %s and %s", reference, again)
			}
			if again := send(check(first)); again != reference {
				t.Errorf("gone back to the answers and sent again: %s and %s", reference, again)
			}
			if n := strings.Count(w.Page(t, worker, "/referrals"), "M. O.: to sleep"); n != 1 {
				t.Errorf("%d referrals came of it, want 1", n)
			}
			for name, change := range map[string]func(url.Values){
				"corrected": func(v url.Values) { v.Set("wants", "To sleep at night") },
				"another's": func(v url.Values) { v.Set("_key", "0000000000000000") },
			} {
				form := url.Values{}
				for k, v := range checked {
					form[k] = append([]string{}, v...)
				}
				change(form)
				if again := send(form); again == reference {
					t.Errorf("%s: it gives the same reference", name)
				}
			}
			w.app.Clock.Advance(25 * time.Hour)
			if later := send(checked); later == reference {
				t.Error("sent again after a day, before the old ones were forgotten: nothing came of it")
			}
			w.app.Clock.Advance(25 * time.Hour)
			if n, err := gate.Write(w.app.System(t, "job"), w.app.Gate, "", intake.ForgetUnfinished{}.Run); err != nil || n != 3 {
				t.Errorf("after a day: %d are forgotten, want 3 (%v)", n, err)
			}
		})
	}
}

// Who works on a referral reads that the same was sent again. Whoever sends it again is told whom to ring, counted from when it came first,
// and the same whatever became of it: no call is promised that nobody may make.
func TestWhatIsSentAgainPromisesNothingAndIsSeen(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			checked := w.Post(nobody, "/get-help/ask", withHidden(w.Page(t, nobody, "/get-help/ask"), "/get-help/ask", asksForHelp()))
			form := withHidden(checked.Body.String(), "/get-help/ask", nil)
			send := func() string { return plain(w.Post(nobody, "/get-help/ask", form).Body.String()) }
			first := send()
			by := regexp.MustCompile(`Somebody tries to reach you by ([^,]+),`).FindStringSubmatch(first)
			if by == nil {
				t.Fatalf("the first receipt names no day:\n%s", first)
			}
			reference := regexp.MustCompile(`GT-[0-9A-Z]{4}-[0-9A-Z]{4}`).FindString(first)
			at := "/referrals/" + reference
			mustNot(t, w.Page(t, worker, at), "sent again")
			w.app.Clock.Advance(20 * time.Hour)
			again := send()
			must(t, again, reference, "It came to us on", "If you have heard nothing by "+by[1]+", ring Supportline", "If you are in danger, ring 999")
			mustNot(t, again, "Somebody tries to reach you")
			must(t, w.Page(t, worker, at), "The same was sent again at")
			if _, err := gate.Write(w.app.As(t, access.CaseWorker, "barnet-asb"), w.app.Gate, "", referral.DoNotContact{Referral: w.known(t, reference).ID, Scope: person.ScopeService}.Run); err != nil {
				t.Fatal(err)
			}
			if stopped := send(); stopped != again {
				t.Errorf("contact is stopped: the receipt says\n%s\nwhere it said\n%s", stopped, again)
			}
		})
	}
}

// Whoever asks for help themselves is asked the same few questions as at every door, and may leave out each: what was
// answered comes with the referral and stands; not to be safe now raises the alarm, and says to ring 999 first.
func TestTheFirstQuestionsAreAskedOfWhoeverAsksForHelp(t *testing.T) {
	w := newWorld(t, store.SQLite)
	in, _ := w.app.Catalogue.Instrument("triage")
	page := w.Page(t, nobody, "/get-help/ask")
	for _, q := range in.Questions {
		if shown := strings.Contains(page, q.Text); shown == q.AsksRelation() {
			t.Errorf("%s: shown %v", q.Key, shown)
		}
		if q.Help != "" && strings.Contains(page, q.Help) {
			t.Errorf("%s: what is for those who work here is said to everybody", q.Key)
		}
	}
	form := asksForHelp()
	form.Set("first_triage_affected", "lot")
	form.Set("first_triage_safe_now", "no")
	form.Set("first_triage_alone", "-")
	_, _, checked := w.send(t, nobody, "/get-help/ask", form)
	must(t, checked, "You say that you are not safe right now: ring 999 first.", "Safe now No", "Effect A lot", "Somebody to turn to I would rather not say")
	if sent := w.Post(nobody, "/get-help/ask", withHidden(checked, "/get-help/ask", nil)); sent.Code != http.StatusOK {
		t.Fatalf("sending: status %d\n%s", sent.Code, plain(sent.Body.String()))
	}
	inbox := w.Page(t, worker, "/referrals")
	reference := regexp.MustCompile(`/referrals/(GT-[0-9A-Z-]+)`).FindStringSubmatch(inbox)
	if reference == nil {
		t.Fatal("it is not in the inbox")
	}
	must(t, w.Page(t, worker, "/referrals/"+reference[1]), "First questions", "in the form by which help was asked for.", "How they know them A neighbour", "Effect A lot", "Safe now No")
	if got := w.standing(t, id.Reference(reference[1])).Answers; len(got) != 3 {
		t.Errorf("%v stand, want 3 answers", got)
	}
	alarms, err := gate.Read(w.app.As(t, access.Supervisor, "barnet-asb"), w.app.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
		s, _ := w.app.Catalogue.Service("barnet-asb")
		return casework.TeamWatch(ctx, v, s, w.app.Catalogue.RiskStages, casework.WatchAlarms)
	})
	if err != nil || len(alarms.Rows) != 1 {
		t.Errorf("%d alarms, want 1 (%v)", len(alarms.Rows), err)
	}
}

// What is missing, and a device that is not safe, are said beside the question, and nothing is lost.
func TestAskingForHelpSaysWhatIsMissing(t *testing.T) {
	w := newWorld(t, store.SQLite)
	for name, row := range map[string]struct {
		edit func(url.Values)
		says string
	}{
		"the device is not safe":   {func(v url.Values) { v.Set("device", "no") }, "stop, and ring from another telephone"},
		"no way to reach them":     {func(v url.Values) { v.Del("mobile"); v.Del("address"); v.Del("postcode") }, "Enter a way for us to reach you"},
		"safe to call is not said": {func(v url.Values) { v.Del("mobile_call") }, "Say whether it is safe to call the mobile"},
		"nothing is told":          {func(v url.Values) { v.Del("told"); v.Del("wants") }, "Tell us in a few words"},
		"a service that is shut":   {func(v url.Values) { v.Set("service", "asc") }, "Choose who you would like help from"},
	} {
		form := asksForHelp()
		row.edit(form)
		status, _, body := w.send(t, nobody, "/get-help/ask", form)
		if status != http.StatusUnprocessableEntity && status != http.StatusBadRequest {
			t.Errorf("%s: status %d", name, status)
		}
		must(t, body, row.says)
		if !strings.Contains(body, "Okonjo") {
			t.Errorf("%s: what was typed is lost", name)
		}
	}
}

// A door that is shut is shut kindly: it names who can help in that district, and is counted.
func TestAShutDoorNamesWhoCanHelpAndCounts(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			before := w.app.Digest(t)["referral_demand"]
			status, _, body := w.send(t, nobody, "/get-help", url.Values{"postcode": {"GU21 6YL"}})
			if status != http.StatusOK {
				t.Fatalf("status %d\n%s", status, plain(body))
			}
			must(t, body, "Alliance Support Coaching", "Thank you for getting in touch", "The CHaRMM coordinator, Woking Borough Council")
			mustNot(t, body, "The CHaRMM coordinator of your district")
			asked := w.app.Digest(t)["referral_demand"]
			if asked == before {
				t.Error("that somebody asked is not counted")
			}
			status, _, body = w.send(t, nobody, "/get-help", url.Values{"postcode": {"nowhere"}})
			if status == http.StatusOK {
				t.Errorf("a postcode that is none is taken")
			}
			must(t, body, "Enter a full postcode")
			if w.app.Digest(t)["referral_demand"] != asked {
				t.Error("a postcode that is none is counted")
			}
		})
	}
}

// Who has to stop gets a code that is shown once; with it the form is as it was left, without it nothing is.
func TestWhatWasTypedWaitsUnderACode(t *testing.T) {
	w := newWorld(t, store.SQLite)
	form := asksForHelp()
	form.Set("keep", "yes")
	status, _, body := w.send(t, nobody, "/get-help/ask", form)
	if status != http.StatusOK {
		t.Fatalf("keeping: status %d\n%s", status, plain(body))
	}
	code := regexp.MustCompile(`[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}`).FindString(plain(body))
	if code == "" {
		t.Fatalf("no code is shown:\n%s", plain(body))
	}
	status, _, again := w.send(t, nobody, "/get-help/back", url.Values{"secret_code": {strings.ToUpper(strings.ReplaceAll(code, "-", " "))}})
	if status != http.StatusOK {
		t.Fatalf("coming back: status %d\n%s", status, plain(again))
	}
	for _, typed := range []string{"Okonjo", "He waits by the bins", "07700 900142"} {
		if !strings.Contains(again, typed) {
			t.Errorf("%q is not in the form", typed)
		}
	}
	status, _, other := w.send(t, nobody, "/get-help/back", url.Values{"secret_code": {"0000-0000-0000-0000"}})
	if status == http.StatusOK {
		t.Error("another code opens something")
	}
	must(t, other, "Nothing is kept under this code")
	w.app.Clock.Advance(24 * time.Hour)
	if status, _, _ = w.send(t, nobody, "/get-help/back", url.Values{"secret_code": {code}}); status == http.StatusOK {
		t.Error("after a day it still opens")
	}
	forget := func(as context.Context) (int64, error) {
		return gate.Write(as, w.app.Gate, "", intake.ForgetUnfinished{}.Run)
	}
	if _, err := forget(w.app.System(t, "cli")); err == nil {
		t.Error("the command line takes away what people typed")
	}
	for want := range 2 {
		if n, err := forget(w.app.System(t, "job")); err != nil || n != int64(1-want) {
			t.Errorf("taking away what is older than a day, time %d: %d, %v", want+1, n, err)
		}
	}
}
