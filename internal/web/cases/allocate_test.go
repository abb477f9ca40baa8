package cases_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/web/cases"
	"goldenthread/internal/web/webtest"
	"goldenthread/internal/workforce"
)

// desk is one service with its people, its pages and one case that nobody has taken yet.
type desk struct {
	*caseworktest.World
	web  *webtest.World
	c    casework.Case
	at   string // address of the case
	nell string // the case worker as the form of allocating names her
}

// newDesk opens a case of a service. Nell Carter is its case worker, Sam Reid its supervisor.
func newDesk(t *testing.T, engine, service string) *desk {
	t.Helper()
	f := gatetest.New(t, storetest.Open(t, engine, gatetest.Schemas(caseworktest.Schemas()...)...))
	d := &desk{World: caseworktest.New(t, f)}
	d.web = webtest.New(t, f.Gate, f.Clock, cases.Routes(d.Set))
	worker := d.Staff(t, "Nell Carter", access.CaseWorker, service)
	elsewhere := "harmony"
	for name, ctx := range map[string]context.Context{
		"worker": worker, "supervisor": d.Staff(t, "Sam Reid", access.Supervisor, service), "administrator": d.Staff(t, "Ada Nkemelu", access.Administrator, service),
		"colleague": d.Staff(t, "Olu Pike", access.CaseWorker, service), "stranger": d.Staff(t, "Far Away", access.Supervisor, elsewhere),
		"referrer": f.As(t, "a-referrer", access.Membership{Role: access.Referrer, Agency: "housing"}),
	} {
		d.web.Person(t, name, ctx)
	}
	d.c = d.Open(t, worker, service)
	d.at, d.nell = "/cases/"+string(d.c.Reference), string(access.CaseWorker)+"|"+string(d.Account(t, "Nell Carter"))
	return d
}

// send opens the page of a form, fills it in and sends it. to is where the form goes, when that is not its page.
func (d *desk) send(t *testing.T, who, page string, form url.Values, to ...string) (status int, body string) {
	t.Helper()
	path := d.at + "/" + page
	form.Set("_key", webtest.Key(t, d.web.Page(t, who, path)))
	if len(to) > 0 {
		path = d.at + "/" + to[0]
	}
	got := d.web.Post(who, path, form)
	if got.Code != http.StatusSeeOther {
		webtest.Sound(t, path, got)
	}
	return got.Code, got.Body.String()
}

// says fails for everything a page does not say.
func says(t *testing.T, page string, want ...string) {
	t.Helper()
	words := plainWords(page)
	for _, w := range want {
		if !strings.Contains(words, w) {
			t.Errorf("the page does not say %q:\n%s", w, words)
		}
	}
}

// take counts cases against a worker's cap, without the cases.
func (d *desk) take(t *testing.T, n int) {
	t.Helper()
	_, err := gate.Write(d.Staff(t, "Sam Reid", access.Supervisor, d.c.Service), d.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
		if err := tx.Authorize(ctx, casework.ActAllocate, gate.On{Folder: d.c.Folder}); err != nil {
			return 0, err
		}
		for i := range n {
			take := workforce.Take{Case: id.Case(fmt.Sprintf("case %d", i)), Worker: d.Account(t, "Nell Carter"), Role: access.CaseWorker, Service: d.Service(t, d.c.Service)}
			if _, err := take.Run(ctx, tx); err != nil {
				return 0, err
			}
		}
		tx.Record(casework.Allocated{Case: d.c.ID, Folder: d.c.Folder})
		return n, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A worker whose cap is reached is refused; the place on the waiting list has an owner; and the
// supervisor goes above the cap when she says so.
func TestAllocateAndTheCap(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			d := newDesk(t, engine, "pilot")
			d.take(t, 120)
			supervisor := d.Staff(t, "Sam Reid", access.Supervisor, "pilot")
			give := func(more ...string) url.Values {
				f := url.Values{"worker": {d.nell}, "version": {fmt.Sprint(d.Case(t, supervisor, d.c.ID).Version)}}
				for _, m := range more {
					f.Set(m, "yes")
				}
				return f
			}
			says(t, d.web.Page(t, "supervisor", d.at+"/allocate"), "Who takes the case?",
				"Nell Carter, case worker 0 cases open of 40, 120 taken of 120 in the last 12 months", "At the limit", "Olu Pike, case worker 0 cases open of 40, 0 taken of 120", "Only a supervisor may")
			status, body := d.send(t, "supervisor", "allocate", give())
			if status != http.StatusConflict {
				t.Errorf("a worker whose cap is reached: status %d", status)
			}
			says(t, body, "This was not saved", "This worker has taken 120 cases in the last 12 months", "on the waiting list, and you answer for the place.", "Who else can take this?")
			if status, body = d.send(t, "supervisor", "allocate", give("above")); status != http.StatusUnprocessableEntity {
				t.Errorf("above the cap without a reason: status %d", status)
			}
			says(t, body, "Choose why the case is given all the same")
			says(t, d.web.Page(t, "supervisor", d.at+"/allocate"), "On the waiting list Since 19 November 2026: cap reached. Sam Reid answers for the place", "Save, and answer for the place")
			status, body = d.send(t, "supervisor", "allocate", give())
			if status != http.StatusConflict || strings.Contains(body, "Put on the waiting list") || strings.Contains(body, "Meanwhile") {
				t.Errorf("a second refusal: status %d; it offers the place that is there already", status)
			}
			says(t, body, "This was not saved", "On the waiting list Since")
			if p := d.Page(t, supervisor, d.c); p.Came.State != referral.Waiting {
				t.Errorf("after the refusal the referral is %s, not on the waiting list", p.Came.State)
			}

			status, body = d.send(t, "supervisor", "allocate", url.Values{}, "wait")
			if status != http.StatusUnprocessableEntity {
				t.Errorf("a place without a reason: status %d", status)
			}
			says(t, body, "Choose why there is a wait")
			status, _ = d.send(t, "supervisor", "allocate", url.Values{"reason": {"cap reached"}}, "wait")
			if status != http.StatusSeeOther {
				t.Errorf("a place on the waiting list: status %d", status)
			}
			above := give("above")
			above.Set("why", "same_worker")
			if status, _ = d.send(t, "supervisor", "allocate", above); status != http.StatusSeeOther {
				t.Errorf("above the cap: status %d", status)
			}
			if now := d.Case(t, supervisor, d.c.ID); now.Worker != d.Account(t, "Nell Carter") {
				t.Errorf("the case is with %q", now.Worker)
			}
			page := d.web.Page(t, "supervisor", d.at+"/allocate")
			says(t, page, "Has this case now")
			if strings.Contains(page, "waiting list") {
				t.Error("somebody who has a worker is offered a place on the waiting list")
			}
		})
	}
}

func TestAllocateIsForThoseWhoMay(t *testing.T) {
	d := newDesk(t, store.SQLite, "barnet-asb")
	for who, want := range map[string]int{"supervisor": 200, "administrator": 200, "stranger": 404, "referrer": 404, "": 303} {
		if got := d.web.Get(who, d.at+"/allocate"); got.Code != want {
			t.Errorf("as %q: status %d, want %d", who, got.Code, want)
		}
	}
	if got := d.web.Get("worker", d.at+"/allocate"); got.Code == http.StatusOK {
		t.Error("a case worker gives cases away")
	}
	status, body := d.send(t, "supervisor", "allocate", url.Values{"version": {"1"}})
	if status == http.StatusSeeOther {
		t.Error("the case was given to nobody")
	}
	says(t, body, "Choose who takes the case")
	if page := d.web.Page(t, "supervisor", d.at+"/allocate"); strings.Contains(page, "Above the limit") {
		t.Error("a service without a cap offers to go above it")
	}
}

var someDays = clock.NewDate(2026, 12, 3).At(9, 24)

// What a person asks of whoever works with her is written down, and the case is offered by it: those who have it
// first, the others with what is lacking, and who is away not at all.
func TestWishes(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			d := newDesk(t, engine, "pilot")
			says(t, d.web.Page(t, "supervisor", d.at+"/allocate"), "for nobody in particular")
			status, body := d.send(t, "supervisor", "wishes", url.Values{"language": {"latin"}, "gender": {"woman"}})
			if status != http.StatusUnprocessableEntity {
				t.Errorf("a language nobody lists: status %d", status)
			}
			says(t, body, "Choose from the list, or leave it open")
			if status, _ = d.send(t, "supervisor", "wishes", url.Values{"language": {"farsi"}, "gender": {"woman"}}); status != http.StatusSeeOther {
				t.Errorf("a woman who speaks Farsi: status %d", status)
			}
			says(t, d.web.Page(t, "supervisor", d.at+"/allocate"), "Asked for: farsi, a woman.", "Does not speak Farsi", "Not known to be a woman", "0 cases open of 40", "weight 0 of 70")
			if status, _ = d.send(t, "supervisor", "wishes", url.Values{"gender": {"either"}, "seen": {"1"}}); status != http.StatusSeeOther {
				t.Errorf("no wish any more: status %d", status)
			}
			says(t, d.web.Page(t, "supervisor", d.at+"/allocate"), "for nobody in particular")
		})
	}
}
