package team_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/web"
	"goldenthread/internal/web/account"
	"goldenthread/internal/web/cases"
	"goldenthread/internal/web/team"
	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/viewtest"
	"goldenthread/internal/web/webtest"
	"goldenthread/internal/workforce"
)

const barnet = "barnet-asb"

func TestTemplates(t *testing.T) { viewtest.CheckTemplates(t) }

var tab = regexp.MustCompile(`href="(/team\?[^"]*)"[^>]*>\s*([^<(]*)\((\d+)\)`)

// Each tab's count is the number of rows behind it; a worker has no such page.
func TestTeam(t *testing.T) {
	f := gatetest.New(t, storetest.Open(t, store.SQLite, gatetest.Schemas(caseworktest.Schemas()...)...))
	work := caseworktest.New(t, f)
	w := webtest.New(t, f.Gate, f.Clock, append(cases.Routes(work.Set), team.Routes(work.Set)...))
	worker, over := work.Staff(t, "Nell Carter", access.CaseWorker, barnet), work.Staff(t, "Sam Reid", access.Supervisor, barnet)
	w.Person(t, "Nell Carter", worker)
	w.Person(t, "Sam Reid", over)

	webtest.Says(t, w.Page(t, "Sam Reid", "/team"), "Barnet ASB project", "Broken promises", "Nothing here.", "0 promises kept in time")
	mine := work.Open(t, worker, barnet)
	work.Open(t, worker, barnet)
	mine = caseworktest.Do(t, work, over, casework.Allocate{Case: mine.ID, Version: mine.Version, Service: work.Service(t, barnet),
		Worker: work.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
	caseworktest.Do(t, work, worker, casework.MakePromise{Case: mine.ID, Service: work.Service(t, barnet), What: "Ring", Due: "2026-11-20"}.Run)
	work.Clock.Set(clock.NewDate(2026, time.November, 25).At(9, 0))
	page := w.Page(t, "Sam Reid", "/team")
	webtest.Says(t, page, "Promised by then", "With N. C.", "How much each has")
	tabs := tab.FindAllStringSubmatch(page, -1)
	if len(tabs) < 5 {
		t.Fatalf("the page has %d tabs with a count", len(tabs))
	}
	for _, m := range tabs {
		listed := strings.Count(w.Page(t, "Sam Reid", strings.ReplaceAll(m[1], "&amp;", "&")), `href="/cases/GT-`)
		if strconv.Itoa(listed) != m[3] {
			t.Errorf("%s: counted %s, listed %d", strings.TrimSpace(m[2]), m[3], listed)
		}
	}
	if waits := w.Page(t, "Sam Reid", "/team?service=barnet-asb&show=waiting"); !strings.Contains(waits, `href="/waiting-list?service=barnet-asb"`) {
		t.Error("the waiting list does not lead to the one by risk")
	}
	if strings.Contains(page, "both sides") {
		t.Error("an alert is told where there is none")
	}
	a, b := work.Someone(500), work.Someone(777)
	work.Open(t, worker, barnet, func(r *referral.Receive) { r.Supported, r.Others = a, []person.New{b} })
	work.Open(t, worker, barnet, func(r *referral.Receive) { r.Supported, r.Others = b, []person.New{a} })
	page = w.Page(t, "Sam Reid", "/team")
	webtest.Says(t, page, "For you alone", "1 alert: both sides may be clients")
	if !strings.Contains(page, `href="/both-sides?service=barnet-asb&amp;from=team"`) {
		t.Error("the alerts do not know that Team leads to them")
	}
	caseworktest.Do(t, work, over, workforce.Describe{Service: work.Service(t, barnet), Lists: workforce.ListsOf(work.Set), Account: work.Account(t, "Nell Carter"),
		Engaged: workforce.Paid, Supervisor: work.Account(t, "Sam Reid")}.Run)
	caseworktest.Do(t, work, worker, workforce.CheckIn{Service: barnet, Answer: workforce.Hard}.Run)
	caseworktest.Do(t, work, worker, workforce.CheckIn{Service: barnet, Answer: workforce.Fine}.Run)
	caseworktest.Do(t, work, worker, workforce.NoteThanks{Service: barnet, Words: "A card"}.Run)
	page = w.Page(t, "Sam Reid", "/team")
	webtest.Says(t, page, "1 check-in after a hard call waits for an answer", "1 thanks received by those you supervise")
	if strings.Count(page, `href="/check-ins?service=barnet-asb"`) != 2 {
		t.Error("neither count opens its list")
	}
	if got := w.Get("Nell Carter", "/team"); got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
		t.Errorf("a worker's team page: status %d", got.Code)
	}
	if got := w.Get("Sam Reid", "/team?show=nonsense"); got.Code != http.StatusNotFound {
		t.Errorf("a list that is none: status %d", got.Code)
	}
}

// Whoever answers for several services is shown the one she chose to begin with, here and on the list of cases; at first the one
// in which she holds most roles. To look at another keeps nothing. A service that is not hers is not kept.
func TestTheServiceOneBeginsWith(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			f := gatetest.New(t, storetest.Open(t, engine, gatetest.Schemas(caseworktest.Schemas()...)...))
			work := caseworktest.New(t, f)
			w := webtest.New(t, f.Gate, f.Clock, append(append(cases.Routes(work.Set), team.Routes(work.Set)...), account.Pages{Services: []view.Choice{{Value: barnet, Label: "Barnet ASB project"}, {Value: "harmony"}, {Value: "pilot"}}}.Routes()...))
			var held []access.Membership
			for _, m := range []struct {
				role    access.Role
				service string
			}{{access.Supervisor, barnet}, {access.Supervisor, "harmony"}, {access.CaseWorker, "harmony"}} {
				who, _ := access.ActorFrom(work.Staff(t, "Sam Reid", m.role, m.service))
				held = append(held, who.Memberships()...)
			}
			w.Person(t, "Sam Reid", access.WithActor(t.Context(), access.NewPerson(work.Account(t, "Sam Reid"), "session", held)))
			begins := func(path, service string) {
				t.Helper()
				webtest.Says(t, w.Page(t, "Sam Reid", path), service)
			}
			begins("/team", "Harmony ASB and Mediation Service Team")
			begins("/team?service="+barnet, "Barnet ASB project Team")
			for page, link := range map[string]string{"/team": `href="/team?service=barnet-asb"`, "/team?show=late": `href="/team?service=barnet-asb&amp;show=late"`} {
				if !strings.Contains(w.Page(t, "Sam Reid", page), link) {
					t.Errorf("%s does not lead to the other service by %s", page, link)
				}
			}
			begins("/team", "Harmony ASB and Mediation Service Team")
			begins("/cases?show=team&service="+barnet, "Begin my lists with Barnet ASB project")
			begin := func(looking, service string) int {
				t.Helper()
				return w.Send(t, "Sam Reid", "/team?service="+looking, web.BeginPath, url.Values{"service": {service}, "next": {"/team"}}).Code
			}
			if got := begin(barnet, barnet); got != http.StatusSeeOther {
				t.Errorf("choosing a service: status %d", got)
			}
			begins("/team", "Barnet ASB project Team")
			webtest.Hides(t, w.Page(t, "Sam Reid", "/cases?show=team"), "Begin my lists")
			list := "/cases?show=team&flag=risk&service="
			got := w.SendFrom(t, "Sam Reid", w.Page(t, "Sam Reid", list+"harmony"), web.BeginPath, nil)
			if to := got.Header().Get("Location"); to != "/cases?flag=risk&show=team" {
				t.Errorf("pressed on the list of the team's high risk, the button leads to %q", to)
			}
			got = w.Send(t, "Sam Reid", list+barnet, web.BeginPath, url.Values{"service": {barnet}, "next": {"//evil.example"}, "show": {"team&next=//evil"}, "tab": {"Nwosu"}})
			if to := got.Header().Get("Location"); to != "/?flag=risk" {
				t.Errorf("what is no list is carried on to %q", to)
			}
			for _, service := range []string{"pilot", "nonsense"} {
				if got := begin("harmony", service); got != http.StatusNotFound {
					t.Errorf("choosing %s: status %d", service, got)
				}
			}
			begins("/team", "Barnet ASB project Team")
		})
	}
}
