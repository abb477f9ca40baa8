package apptest_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/store"
	"goldenthread/internal/web"
)

// walk tries every route of the program, at a case of one service.
type walk struct {
	t      *testing.T
	a      *apptest.App
	server *apptest.Server
	c      apptest.Case
	values map[string]string // of the placeholders in addresses
	closed map[string]string // the same places for what does not exist
	out    map[string]string // and for a case that everybody of the service's own team is kept out of
}

// folderBound are the placeholders that stand for something in a folder.
var folderBound = []string{"{case}", "{referral}", "{folder}", "{reference}"}

// newWalk gives a walk at a case of a service.
func newWalk(t *testing.T, a *apptest.App, service string) walk {
	w := walk{t: t, a: a, server: a.Server(t), c: a.Case(t, service)}
	w.values = of(w.c)
	w.values["{account}"], w.values["{report}"], w.values["{service}"] = string(w.c.Worker), "barnet-annual", service
	putInRegister(t, a, service, w.c.Worker)
	out := a.Case(t, service)
	for _, role := range access.Roles() {
		a.Exclude(t, out.Folder, a.Account(t, role, service))
	}
	w.out = of(out)
	w.closed = map[string]string{
		"{case}": "GT-2222-2222", "{referral}": "0000000000000000", "{folder}": "0000000000000000", "{reference}": "GT-2222-2222",
	}
	return w
}

// of gives what stands for a case in addresses.
func of(c apptest.Case) map[string]string {
	return map[string]string{"{case}": string(c.Reference), "{referral}": string(c.Referral), "{folder}": string(c.Folder), "{reference}": string(c.Reference)}
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// path gives a route's address with the values in it; what no test knows an example of is an id nothing has.
func path(pattern string, values ...map[string]string) string {
	at := strings.TrimSuffix(pattern, "{$}")
	return placeholder.ReplaceAllStringFunc(at, func(name string) string {
		for _, v := range values {
			if v[name] != "" {
				return v[name]
			}
		}
		return "0000000000000000"
	})
}

func isFolderBound(r web.Route) bool {
	return slices.ContainsFunc(folderBound, func(name string) bool { return strings.Contains(r.Pattern, name) })
}

// send asks for a route as a browser of ours would.
func send(t *testing.T, c *apptest.Client, r web.Route, at string) apptest.Answer {
	if r.Method == http.MethodPost {
		return c.Post(t, at, url.Values{})
	}
	return c.Get(t, at)
}

// TestRoutesRefuse walks the whole route table: each route refuses each of those who may not, alike, and
// nothing is changed by any of it.
func TestRoutesRefuse(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	for _, service := range a.Services() {
		t.Run(service, func(t *testing.T) {
			w := newWalk(t, a, service)
			before := a.Digest(t)
			for _, r := range w.server.Routes() {
				t.Run(r.Method+" "+r.Pattern, func(t *testing.T) {
					w := w
					w.t = t
					w.refusesNobody(r)
					w.refusesAnotherRole(r)
					w.refusesStrangers(r)
					w.refusesOtherSites(r)
				})
			}
			if diff := cmp.Diff(before, a.Digest(t)); diff != "" {
				t.Errorf("the walk changed something:\n%s", diff)
			}
		})
	}
}

// refusesNobody: nobody is asked to sign in, whatever the address.
func (w walk) refusesNobody(r web.Route) {
	if r.Action.Policy().Public {
		return
	}
	w.sentToSignIn("nobody", w.server.Anonymous(), r)
}

func (w walk) sentToSignIn(who string, c *apptest.Client, r web.Route) {
	w.t.Helper()
	got := send(w.t, c, r, path(r.Pattern, w.values))
	if got.Status != http.StatusSeeOther || !strings.HasPrefix(got.Location, "/sign-in") {
		w.t.Errorf("%s: %d to %q, want to be sent to sign in", who, got.Status, got.Location)
	}
}

// refusesAnotherRole: whoever could never do it is told that there is no such page.
func (w walk) refusesAnotherRole(r web.Route) {
	p := r.Action.Policy()
	if p.Public || p.Signed {
		return
	}
	for _, role := range []access.Role{access.VictimsChampion, access.EngagementOfficer} {
		if !slices.Contains(p.Roles, role) {
			w.nothing(string(role), w.server.Client(w.t, role, w.c.Service), r, path(r.Pattern, w.values))
			return
		}
	}
}

// refusesStrangers: the right role of another agency, of another service, and the right person kept out of
// this folder are told the same as for a case there never was.
func (w walk) refusesStrangers(r web.Route) {
	role, ok := w.mayIn(r)
	if !isFolderBound(r) || !ok {
		return
	}
	theirs := away
	if w.c.Service == away {
		theirs = home
	}
	none := path(r.Pattern, w.closed, w.values)
	for _, by := range []struct {
		who string
		c   *apptest.Client
		at  map[string]string
	}{
		{"a stranger", w.server.Stranger(w.t, role, w.c.Service), w.values},
		{"the right role, of another service", w.server.Client(w.t, role, theirs), w.values},
		{"the right one, kept out of this folder", w.server.Client(w.t, role, w.c.Service), w.out},
	} {
		at := path(r.Pattern, by.at, w.values)
		w.nothing(by.who, by.c, r, at)
		if diff := cmp.Diff(plain(send(w.t, by.c, r, none)), plain(send(w.t, by.c, r, at))); diff != "" {
			w.t.Errorf("%s can tell what is hidden (+) from what is not there (-):\n%s", by.who, diff)
		}
	}
}

// refusesOtherSites: a form that another site has the browser send is refused, whoever is signed in.
func (w walk) refusesOtherSites(r web.Route) {
	if r.Method != http.MethodPost {
		return
	}
	role, ok := w.mayIn(r)
	if !ok {
		role = access.CaseWorker
	}
	hr := httptest.NewRequest(http.MethodPost, path(r.Pattern, w.values), strings.NewReader(""))
	hr.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	hr.Header.Set("Sec-Fetch-Site", "cross-site")
	hr.Header.Set("Origin", "https://elsewhere.example")
	if got := w.server.Client(w.t, role, w.c.Service).Do(hr); got.Status != http.StatusForbidden || got.Body != "" {
		w.t.Errorf("from another site: %d %q, want 403 and no word", got.Status, got.Body)
	}
}

// nothing fails the test when somebody is not told that there is no such page.
func (w walk) nothing(who string, c *apptest.Client, r web.Route, at string) {
	w.t.Helper()
	if got := send(w.t, c, r, at); got.Status != http.StatusNotFound {
		w.t.Errorf("%s: %d, want 404\n%s", who, got.Status, got.Body)
	}
}

// mayIn gives a role that may do a route's action on a folder of its service.
func (w walk) mayIn(r web.Route) (access.Role, bool) {
	p := r.Action.Policy()
	if p.Signed && p.Roles == nil {
		return access.Supervisor, true
	}
	for _, role := range append([]access.Role{access.Supervisor, access.CaseWorker}, p.Roles...) {
		if slices.Contains(p.Roles, role) && access.Ceiling(role).Has(p.Sections) {
			return role, true
		}
	}
	return "", false
}

var drawn = regexp.MustCompile(`[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}|value="[0-9a-z]{16}"`)

// plain gives what a reader can tell of an answer: what is drawn anew for each page is taken out.
func plain(a apptest.Answer) apptest.Answer {
	a.Body = drawn.ReplaceAllString(a.Body, "drawn")
	a.Header = a.Header.Clone()
	a.Header.Del("Content-Length")
	return a
}

// needMore are pages that are only there for more than a case, and what.
var needMore = map[string]string{
	"/agree/{reference}":                "a service that judges with the police: the pilot, whose own tests open it",
	"/cases/{reference}/contact/safety": "which number it is about",
	"/cases/{reference}/rights/settle":  "which right it is about",
	"/cases/{reference}/write-up":       "a session that was kept and not written up",
}

// mayOpen gives a role that may open a page, of the pages the walk has an example of.
func (w walk) mayOpen(r web.Route) (access.Role, bool) {
	role, ok := w.mayIn(r)
	if r.Method != http.MethodGet || !ok || strings.Count(r.Pattern, "{") > 1 || needMore[r.Pattern] != "" {
		return "", false
	}
	_, known := w.values[placeholder.FindString(r.Pattern)]
	return role, known || !placeholder.MatchString(r.Pattern)
}

// TestRoutesLetIn: the walk is worth nothing if everybody is refused. Whoever may is shown each page of a case.
func TestRoutesLetIn(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	w := newWalk(t, a, home)
	for _, r := range w.server.Routes() {
		role, ok := w.mayOpen(r)
		if !ok {
			continue
		}
		if got := send(t, w.server.Client(t, role, home), r, path(r.Pattern, w.values)); got.Status >= http.StatusBadRequest && got.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s as %s: %d", r.Pattern, role, got.Status)
		}
	}
}

// TestEndedSessionsOpenNothing: a session that was left alone too long, that reached its longest time or whose
// account was suspended is sent to sign in from every route.
func TestEndedSessionsOpenNothing(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	w := newWalk(t, a, home)
	suspended := w.server.Client(t, access.CaseWorker, home)
	left := w.server.Client(t, access.Supervisor, home)
	a.Suspend(t, a.Account(t, access.CaseWorker, home))
	before := a.Digest(t)
	for _, r := range w.server.Routes() {
		if !r.Action.Policy().Public {
			w.sentToSignIn("a suspended account: "+r.Pattern, suspended, r)
		}
	}
	a.Clock.Advance(a.Rules.Idle + time.Minute)
	for _, r := range w.server.Routes() {
		if !r.Action.Policy().Public {
			w.sentToSignIn("a session left alone: "+r.Pattern, left, r)
		}
	}
	if diff := cmp.Diff(before, a.Digest(t)); diff != "" {
		t.Errorf("an ended session changed something:\n%s", diff)
	}
}
