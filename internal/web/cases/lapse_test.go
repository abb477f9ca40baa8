package cases_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/web/cases"
	"goldenthread/internal/web/myday"
	"goldenthread/internal/web/staff"
	"goldenthread/internal/web/team"
	"goldenthread/internal/web/webtest"
	"goldenthread/internal/workforce"
)

// Whoever has no check in date is shown as not available, with which and since when; the refusal says the same and how it is
// mended; a supervisor may go past it only where the file says so; and she is told on her page what goes on meanwhile. The
// worker is told before it ends.
func TestWhoIsNotAvailable(t *testing.T) {
	for _, tt := range []struct {
		service string
		role    access.Role
		past    bool
	}{{barnet, access.CaseWorker, true}, {"asc", access.Coach, false}} {
		t.Run(tt.service, func(t *testing.T) {
			f := gatetest.New(t, storetest.Open(t, store.SQLite, gatetest.Schemas(caseworktest.Schemas()...)...))
			work := caseworktest.New(t, f)
			work.Checked(t)
			w := webtest.New(t, f.Gate, f.Clock, append(append(cases.Routes(work.Set), team.Routes(work.Set)...), append(myday.Routes(work.Set), staff.Routes(work.Set)...)...))
			over, nell := work.Staff(t, supervisor, access.Supervisor, tt.service), work.Staff(t, worker, tt.role, tt.service)
			w.Person(t, supervisor, over)
			w.Person(t, worker, nell)
			who, service := work.Account(t, worker), work.Service(t, tt.service)
			caseworktest.Do(t, work, over, workforce.Describe{Service: service, Lists: workforce.ListsOf(work.Set), Account: who, Engaged: workforce.Paid, Supervisor: work.Account(t, supervisor)}.Run)
			dbs := workforce.RecordCheck{Service: service, Account: who, Kind: "dbs", On: "2023-11-18", Until: "2026-11-18"}
			caseworktest.Do(t, work, over, dbs.Run)
			c := work.Open(t, work.Staff(t, "Ada Nkemelu", access.Administrator, tt.service), tt.service)
			webtest.Says(t, w.Page(t, supervisor, "/staff/"+string(work.Account(t, "Ada Nkemelu"))+"/cover?service="+tt.service),
				"nobody can cover for Ada Nkemelu", worker+", "+string(tt.role)+". DBS check: ran out on 18 November 2026.")
			at := "/cases/" + string(c.Reference) + "/allocate"
			page := w.Page(t, supervisor, at)
			webtest.Says(t, page, "not available: a check is not in date", "DBS check: ran out on 18 November 2026", "Record the new check in the register of staff")
			give := url.Values{"worker": {string(tt.role) + "|" + string(who)}, "above": {"yes"}, "why": {"check_on_its_way"}, "version": {"1"}, "_key": {webtest.Key(t, page)}}
			if tt.past {
				webtest.Says(t, page, "Only a supervisor may go past a check that is not in date.")
				without := url.Values{"worker": give["worker"], "version": give["version"], "_key": give["_key"]}
				got := w.Post(supervisor, at, without)
				if got.Code != http.StatusConflict {
					t.Errorf("without a word about it: status %d", got.Code)
				}
				webtest.Says(t, got.Body.String(), "This worker can't be given a case (DBS check: ran out on 18 November 2026): record the new check in the register of staff, choose another worker",
					"a supervisor may give it all the same and say why")
				give.Set("_key", webtest.Key(t, got.Body.String()))
				if got = w.Post(supervisor, at, give); got.Code != http.StatusConflict {
					t.Errorf("above the limit, which nobody reached, and past the check: status %d", got.Code)
				}
				again := got.Body.String()
				nobody := w.Post(supervisor, at, url.Values{"version": {"1"}, "_key": {webtest.Key(t, again)}}).Body.String()
				for _, part := range []string{`href="#worker"`, `id="worker"`, `name="unchecked"`, `value="` + string(who) + `|dbs"`} {
					if !strings.Contains(nobody, part) {
						t.Errorf("nobody was chosen, and the page has no %s", part)
					}
				}
				webtest.Says(t, nobody, "Choose who takes the case", "Give the case without it in date: DBS check: ran out on 18 November 2026")
				give.Del("above")
				give.Set("_key", webtest.Key(t, nobody))
			}
			give.Set("unchecked", string(who)+"|dbs")
			got := w.Post(supervisor, at, give)
			if gave := got.Code == http.StatusSeeOther; gave != tt.past {
				t.Errorf("all the same: status %d", got.Code)
			}
			day := w.Page(t, worker, "/my-day")
			webtest.Says(t, day, "Your DBS check ran out on Wednesday 18 November.", "you are given no new case", "see nobody alone")
			watch := w.Page(t, supervisor, "/team")
			webtest.Says(t, watch, "Checks not in date", "DBS check: ran out on 18 November 2026")
			if tt.past {
				webtest.Says(t, watch, "1 open case stays with them until you decide", "Without a check in date: DBS check", "The new check is on its way")
				webtest.Says(t, w.Page(t, supervisor, "/cases/"+string(c.Reference)), "Given without a check in date (DBS check)")
			}
			dbs.On, dbs.Until = "2026-11-02", ""
			caseworktest.Do(t, work, over, dbs.Run)
			webtest.Hides(t, w.Page(t, worker, "/my-day"), "Your DBS check")
			webtest.Hides(t, w.Page(t, supervisor, "/team"), "DBS check: ran out")
			if !tt.past {
				now := work.Case(t, over, c.ID)
				caseworktest.Do(t, work, over, casework.Allocate{Case: c.ID, Version: now.Version, Service: service, Worker: who, Role: tt.role}.Run)
			}
		})
	}
}
