package staff_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
	"goldenthread/internal/workforce"
)

var openedSQL = store.SQL("stafftest.opened", `SELECT count(*) FROM audit_v_looked WHERE how = 'opened'`)

// opened counts what was looked at.
func (o *office) opened(t *testing.T, as context.Context) int {
	t.Helper()
	n, err := gate.Read(as, o.Gate, func(ctx context.Context, v *gate.View) (int, error) {
		if err := v.Authorize(ctx, casework.ActMyDay, gate.On{}); err != nil {
			return 0, err
		}
		return store.One(ctx, v, openedSQL, store.Value[int])
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A supervisor gives today's work to a colleague, who sees it with the person's own words and the rule of reaching
// them; then all of it for good; and what nobody takes stands on the waiting list with who answers.
func TestCoverHandoverAndWaiting(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			o := newOffice(t, engine, "barnet-asb")
			boss, service := o.Staff(t, "Sam Reid", access.Supervisor, o.service), o.Service(t, o.service)
			nell, olu := o.Account(t, "Nell Carter"), o.Account(t, "Olu Pike")
			var cases []casework.Case
			for range 2 {
				c := o.Open(t, boss, o.service)
				cases = append(cases, caseworktest.Do(t, o.World, boss, casework.Allocate{Case: c.ID, Version: c.Version, Service: service, Worker: nell, Role: access.CaseWorker}.Run))
			}
			at := "/staff/" + string(nell)
			send := func(who, what string, form url.Values, want int) string {
				t.Helper()
				form.Set("service", o.service)
				code, body := o.send(t, who, at+what+"?service="+o.service, at+what, form)
				if code != want {
					t.Fatalf("%s by the %s: %d, want %d: %s", what, who, code, want, body)
				}
				return body
			}
			o.Clock.Advance(60e9)
			before := o.opened(t, boss)
			says(t, o.web.Page(t, "supervisor", at+"/cover?service="+o.service), "Whom Nell Carter is to call today", "Olu Pike, case worker")
			if after := o.opened(t, boss); after != before {
				t.Errorf("to ask who covers looked at %d records", after-before)
			}
			says(t, send("supervisor", "/cover", url.Values{}, http.StatusUnprocessableEntity), "Choose a colleague who is there today")
			says(t, o.web.Page(t, "colleague", "/covering"), "You cover for nobody today.")
			o.Clock.Set(max(o.Clock.Now(), o.Case(t, boss, cases[0].ID).StageDue-3600e6))
			send("supervisor", "/cover", url.Values{"by": {"case worker|" + string(olu)}}, http.StatusSeeOther)
			says(t, o.web.Page(t, "colleague", "/covering"), "2 cases of colleagues who are away", "I want to stay in my home.", "Jo from the Centre", string(cases[0].Reference))
			says(t, o.web.Page(t, "worker", "/covering"), "You cover for nobody today.")

			says(t, o.web.Page(t, "supervisor", at+"/handover?service="+o.service), "Nell Carter has 2 open cases", "I want to stay in my home.", "Who takes "+string(cases[0].Reference)+"?", "Nothing is promised")
			if got := o.web.Get("worker", at+"/handover?service="+o.service); got.Code != http.StatusNotFound && got.Code != http.StatusForbidden {
				t.Errorf("a worker opens a handover: %d", got.Code)
			}
			send("supervisor", "/handover", url.Values{"case-" + string(cases[0].ID): {"case worker|nobody"}}, http.StatusUnprocessableEntity)
			one, two := "case-"+string(cases[0].ID), "case-"+string(cases[1].ID)
			says(t, send("supervisor", "/handover", url.Values{one: {"as all"}, two: {"wait"}}, http.StatusUnprocessableEntity), "Choose who takes them, or the waiting list")
			says(t, send("supervisor", "/handover", url.Values{"rest": {"case worker|nobody"}, one: {"as all"}, two: {"wait"}}, http.StatusUnprocessableEntity), "Choose someone who works for this service")
			send("supervisor", "/handover", url.Values{"rest": {"case worker|" + string(olu)}, one: {"as all"}, two: {"wait"}}, http.StatusSeeOther)
			says(t, o.web.Page(t, "colleague", "/covering"), "1 case of colleagues who are away")
			if now := o.Case(t, boss, cases[0].ID); now.Worker != olu {
				t.Errorf("the case chosen for a colleague is with %q", now.Worker)
			}
			list := o.web.Page(t, "supervisor", "/waiting-list?service="+o.service)
			says(t, list, "1 person waits for a worker", "Worker left", "Sam Reid", string(cases[1].Reference), "0 days", "Not assessed")
			if strings.Contains(list, string(cases[0].Reference)) {
				t.Error("whoever has a worker is on the list")
			}
			send("supervisor", "/handover", url.Values{}, http.StatusSeeOther)
			if again := o.web.Page(t, "supervisor", "/waiting-list?service="+o.service); !strings.Contains(again, "1 person waits for a worker") {
				t.Error("handed over again, although nothing was left")
			}
			if got := o.web.Get("worker", "/waiting-list?service="+o.service); got.Code == http.StatusOK {
				t.Error("a worker opens the waiting list of the supervisor")
			}
			today := o.Clock.Now().Date()
			caseworktest.Do(t, o.World, boss, workforce.GoAway{Service: o.service, Account: olu, From: today, Until: today}.Run)
			page := o.web.Page(t, "supervisor", at+"/cover?service="+o.service)
			says(t, page, "nobody can cover for Nell Carter", "1 colleague can’t be chosen now", "Olu Pike, case worker. Away today.")
			if strings.Contains(page, "Give today’s work") {
				t.Error("there is a button although nobody can be chosen")
			}
		})
	}
}

// Who hands over is told apart what waits on the list and whom nobody has taken yet: only the first stands there.
func TestHandoverSaysWhatBecameOfIt(t *testing.T) {
	o := newOffice(t, store.SQLite, "barnet-asb")
	boss, nells := o.Staff(t, "Sam Reid", access.Supervisor, o.service), o.Staff(t, "Nell Carter", access.CaseWorker, o.service)
	nell, c := o.Account(t, "Nell Carter"), o.Open(t, boss, o.service)
	caseworktest.Do(t, o.World, boss, casework.Allocate{Case: c.ID, Version: c.Version, Service: o.Service(t, o.service), Worker: nell, Role: access.CaseWorker}.Run)
	o.Open(t, nells, o.service) // she picked it up, and nobody has taken it
	at := "/staff/" + string(nell) + "/handover"
	got := o.web.Send(t, "supervisor", at+"?service="+o.service, at, url.Values{"rest": {"wait"}})
	const want = "0 cases are handed over. 1 case waits on the waiting list, and you answer for it. You answer for 1 person whom nobody has taken yet, in place of your colleague."
	if said := webtest.Said(got); said != want {
		t.Errorf("said: %q, want %q", said, want)
	}
	says(t, o.web.Page(t, "supervisor", "/waiting-list?service="+o.service), "1 person waits for a worker")
}
