package web_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/web"
	"goldenthread/internal/web/assets"
)

var (
	actClose   = access.Declare("webtest.close", access.Policy{Roles: []access.Role{access.CaseWorker}, Sections: access.Plan})
	actReports = access.Declare("webtest.reports", access.Policy{Roles: []access.Role{access.Commissioner}})
	noon       = clock.NewDate(2026, time.November, 19).At(12, 0)
)

// world is a server with what a test needs to look behind it.
type world struct {
	*web.Server
	log   bytes.Buffer
	clock *clock.Manual
}

// newWorld makes a server. The cookie "worker" is a case worker, "suspended" an account without
// memberships, anything else nobody; the sessions "ended" and "full" ran out.
func newWorld(t *testing.T, routes web.Routes, change ...func(*web.Config)) *world {
	t.Helper()
	set, err := assets.Load()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{clock: clock.NewManual(noon)}
	c := web.Config{
		Routes: routes, Assets: set, Words: cataloguetest.Word(t), Clock: w.clock, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(&w.log, nil)),
		Demo: true, PlainHTTP: true,
		Nav: []web.NavItem{{Text: "My day", Path: "/", Action: access.SignedIn}, {Text: "Referrals", Path: "/referrals", Action: access.SignedIn},
			{Text: "Cases", Path: "/cases", Action: actClose}, {Text: "Reports", Path: "/reports", Action: actReports}},
		Authenticate: func(_ context.Context, cookie string) (access.Actor, web.Session, error) {
			switch cookie {
			case "worker":
				return access.NewPerson("acc1", "ses1", []access.Membership{{Role: access.CaseWorker, Agency: "vs"}}), web.Session{ID: "ses1", Initials: "A. N.", Role: "case worker"}, nil
			case "suspended":
				return access.NewPerson("acc2", "ses2", nil), web.Session{ID: "ses2", Initials: "S. S."}, nil
			case "broken":
				return access.Anonymous(), web.Session{}, errs.New(errs.Unavailable, "the database is not answering")
			}
			return access.Anonymous(), web.Session{RanOut: cookie == "ended" || cookie == "full"}, nil
		},
	}
	for _, f := range change {
		f(&c)
	}
	if w.Server, err = web.New(c); err != nil {
		t.Fatal(err)
	}
	return w
}

// ask sends one request as somebody ("" for nobody).
func (w *world) ask(method, path, who string, form url.Values, header ...string) *httptest.ResponseRecorder {
	var hr *http.Request
	if form != nil {
		hr = httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		hr.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	} else {
		hr = httptest.NewRequest(method, path, nil)
	}
	if who != "" {
		hr.AddCookie(&http.Cookie{Name: "gt-session", Value: who})
	}
	for i := 0; i+1 < len(header); i += 2 {
		hr.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, hr)
	return rec
}

func answer(f func(*web.Request) (web.Reply, error)) web.Handler { return f }

func TestAServerDoesNotStartWith(t *testing.T) {
	ok := answer(func(*web.Request) (web.Reply, error) { return web.SeeOther("/"), nil })
	set, err := assets.Load()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		routes web.Routes
		assets *assets.Set
		want   string
	}{
		{"a route without a policy", web.Routes{{Method: "GET", Pattern: "/x", Handler: ok}}, set, "has no policy"},
		{"a route without a handler", web.Routes{{Method: "GET", Pattern: "/x", Action: access.Public}}, set, "no handler"},
		{"another method", web.Routes{{Method: "DELETE", Pattern: "/x", Action: access.Public, Handler: ok}}, set, "only GET and POST"},
		{"a pattern for a whole tree", web.Routes{{Method: "GET", Pattern: "/x/", Action: access.Public, Handler: ok}}, set, "every address below"},
		{"two routes for one address", web.Routes{{Method: "GET", Pattern: "/x", Action: access.Public, Handler: ok}, {Method: "GET", Pattern: "/x", Action: access.Public, Handler: ok}}, set, "route GET /x"},
		{"no style sheets", nil, nil, "make assets"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := web.New(web.Config{Routes: test.routes, Assets: test.assets, Words: cataloguetest.Word(t), Clock: clock.NewManual(noon), Random: rand.Reader, Log: slog.Default()})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error with %q", err, test.want)
			}
		})
	}
}

func TestThePipeline(t *testing.T) {
	ran := 0
	run := answer(func(r *web.Request) (web.Reply, error) { ran++; return web.SeeOther("/done"), nil })
	w := newWorld(t, web.Routes{
		{Method: "GET", Pattern: "/open", Action: access.Public, Handler: run},
		{Method: "GET", Pattern: "/cases/{case}", Action: actClose, Handler: run},
		{Method: "POST", Pattern: "/cases/{case}/close", Action: actClose, Handler: run},
		{Method: "GET", Pattern: "/reports", Action: actReports, Handler: run},
	})
	empty := url.Values{"_key": {"k"}, "reason": {"moved"}}
	tests := []struct {
		name, method, path, who string
		form                    url.Values
		header                  []string
		status, runs            int
		location                string
	}{
		{"anyone on a public page", "GET", "/open", "", nil, nil, 303, 1, "/done"},
		{"a worker on a case", "GET", "/cases/c1", "worker", nil, nil, 303, 1, "/done"},
		{"nobody is asked to sign in", "GET", "/cases/c1", "", nil, nil, 303, 0, "/sign-in?next=%2Fcases%2Fc1"},
		{"nobody posts", "POST", "/cases/c1/close", "", empty, nil, 303, 0, "/sign-in"},
		{"a suspended account is told what a stranger is told", "GET", "/cases/c1", "suspended", nil, nil, 404, 0, ""},
		{"the wrong role", "GET", "/reports", "worker", nil, nil, 404, 0, ""},
		{"an address that is not there", "GET", "/nowhere", "worker", nil, nil, 404, 0, ""},
		{"the right address, another method", "POST", "/open", "worker", empty, nil, 404, 0, ""},
		{"an untidy address", "GET", "//open", "worker", nil, nil, 404, 0, ""},
		{"HEAD runs nothing", "HEAD", "/cases/c1", "worker", nil, nil, 405, 0, ""},
		{"PUT runs nothing", "PUT", "/cases/c1", "worker", nil, nil, 405, 0, ""},
		{"prefetch", "GET", "/cases/c1", "worker", nil, []string{"Sec-Purpose", "prefetch;prerender"}, 403, 0, ""},
		{"prefetch, older browsers", "GET", "/cases/c1", "worker", nil, []string{"Purpose", "prefetch"}, 403, 0, ""},
		{"a form from this site", "POST", "/cases/c1/close", "worker", empty, []string{"Sec-Fetch-Site", "same-origin"}, 303, 1, "/done"},
		{"a form from another site", "POST", "/cases/c1/close", "worker", empty, []string{"Sec-Fetch-Site", "cross-site"}, 403, 0, ""},
		{"a form from another site, older browsers", "POST", "/cases/c1/close", "worker", empty, []string{"Origin", "https://evil.example.org"}, 403, 0, ""},
		{"accounts cannot be told", "GET", "/open", "broken", nil, nil, 503, 0, ""},
		{"what is no form", "POST", "/cases/c1/close", "worker", empty, []string{"Content-Type", "application/json"}, 422, 0, ""},
		{"a form larger than the route takes", "POST", "/cases/c1/close", "worker", url.Values{"reason": {strings.Repeat("x", 2<<20)}}, nil, 422, 0, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ran = 0
			got := w.ask(test.method, test.path, test.who, test.form, test.header...)
			if got.Code != test.status || ran != test.runs || got.Header().Get("Location") != test.location {
				t.Errorf("status %d, the handler ran %d times, to %q; want %d, %d, %q", got.Code, ran, got.Header().Get("Location"), test.status, test.runs, test.location)
			}
			h := got.Header()
			if h.Get("Cache-Control") != "no-store" || h.Get("ETag") != "" || !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("headers missing: %v", h)
			}
			if strings.Contains(h.Get("Content-Security-Policy"), "unsafe") {
				t.Error("the policy allows what it must not")
			}
		})
	}
}

func TestRefusedAndMissingAreAlike(t *testing.T) {
	say := func(kind errs.Kind) web.Handler {
		return func(*web.Request) (web.Reply, error) { return web.Reply{}, errs.New(kind, "case c1 of Mary") }
	}
	w := newWorld(t, web.Routes{
		{Method: "GET", Pattern: "/forbidden", Action: access.SignedIn, Handler: say(errs.Forbidden)},
		{Method: "GET", Pattern: "/missing", Action: access.SignedIn, Handler: say(errs.NotFound)},
	})
	strip := func(s string) string { // the sign-out key is drawn anew each time
		before, after, _ := strings.Cut(s, `name="_key" value="`)
		_, after, _ = strings.Cut(after, `"`)
		return before + after
	}
	forbidden, missing, nowhere := w.ask("GET", "/forbidden", "worker", nil), w.ask("GET", "/missing", "worker", nil), w.ask("GET", "/nowhere", "worker", nil)
	for _, other := range []*httptest.ResponseRecorder{missing, nowhere} {
		if forbidden.Code != other.Code || strip(forbidden.Body.String()) != strip(other.Body.String()) {
			t.Errorf("what is forbidden (%d) can be told from what is not there (%d)", forbidden.Code, other.Code)
		}
	}
	if strings.Contains(forbidden.Body.String(), "Mary") {
		t.Error("a refusal says why")
	}
}

func TestFailuresBecomePages(t *testing.T) {
	type detail = struct{ text string }
	tests := []struct {
		name      string
		fail      func() error
		status    int
		want      string // on the page
		logged    string
		notLogged string
	}{
		{"invalid", func() error { return errs.New(errs.Invalid, "Say a reason.") }, 422, "Say a reason.", "", "reason"},
		{"conflict", func() error { return errs.New(errs.Conflict, "It is closed already.") }, 409, "It is closed already.", "", "closed"},
		{"stale", func() error { return errs.New(errs.Stale, "") }, 409, "Someone changed this", "", "failed"},
		{"unavailable", func() error { return errs.New(errs.Unavailable, "secret detail") }, 503, "Nothing was changed and nothing was shown", "secret detail", ""},
		{"internal", func() error { return errs.New(errs.Internal, "secret detail") }, 500, "Something went wrong", "secret detail", ""},
		{"no kind at all", func() error { return errors.New("secret detail") }, 500, "Something went wrong", "secret detail", ""},
		{"a panic", func() error { panic(detail{"secret detail"}) }, 500, "Something went wrong", "panic: struct", "secret detail"},
		{"a panic of the runtime", func() error { var none []int; return fmt.Errorf("%d", none[len(none)]) }, 500, "Something went wrong", "index out of range", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, web.Routes{{Method: "GET", Pattern: "/x", Action: access.SignedIn, Handler: func(*web.Request) (web.Reply, error) { return web.Reply{}, test.fail() }}})
			got := w.ask("GET", "/x", "worker", nil)
			if got.Code != test.status || !strings.Contains(got.Body.String(), test.want) {
				t.Errorf("status %d, want %d with %q:\n%s", got.Code, test.status, test.want, got.Body)
			}
			for _, not := range []string{"secret detail", "index out of range", "goroutine"} {
				if strings.Contains(got.Body.String(), not) {
					t.Errorf("the page gives away %q", not)
				}
			}
			if log := w.log.String(); !strings.Contains(log, test.logged) || test.notLogged != "" && strings.Contains(log, test.notLogged) {
				t.Errorf("the log is to hold %q and not %q:\n%s", test.logged, test.notLogged, log)
			}
		})
	}
}

func TestTheLogHoldsNoAddresses(t *testing.T) {
	w := newWorld(t, web.Routes{{Method: "GET", Pattern: "/cases/{case}", Action: access.Public, Handler: func(*web.Request) (web.Reply, error) { return web.SeeOther("/"), nil }}})
	w.ask("GET", "/cases/canary1?name=canary2", "canary3", nil)
	w.ask("CANARY4", "/canary5", "", nil)
	if log := w.log.String(); strings.Contains(strings.ToLower(log), "canary") || !strings.Contains(log, "route=/cases/{case}") {
		t.Errorf("the log says\n%s", log)
	}
}

func TestRateLimit(t *testing.T) {
	w := newWorld(t, web.Routes{{Method: "GET", Pattern: "/x", Action: access.Public, Handler: func(*web.Request) (web.Reply, error) { return web.SeeOther("/"), nil }}},
		func(c *web.Config) { c.PerSecond = web.RateLimit{PerSecond: 1, Burst: 3} })
	for i, want := range []int{303, 303, 303, 429} {
		if got := w.ask("GET", "/x", "worker", nil); got.Code != want {
			t.Errorf("request %d: status %d, want %d", i+1, got.Code, want)
		}
	}
	if got := w.ask("GET", "/x", "", nil); got.Code != 303 {
		t.Errorf("somebody else is turned away too: %d", got.Code)
	}
	w.clock.Advance(time.Second)
	if got := w.ask("GET", "/x", "worker", nil); got.Code != 303 {
		t.Errorf("a second later: status %d", got.Code)
	}
}

func TestSessionAndFlashCookies(t *testing.T) {
	routes := web.Routes{
		{Method: "POST", Pattern: "/in", Action: access.Public, Handler: func(r *web.Request) (web.Reply, error) {
			return web.SeeOther(r.Next()).StartSession("token", noon.Add(time.Hour)).Saying("Welcome."), nil
		}},
		{Method: "POST", Pattern: "/out", Action: access.SignedIn, Handler: func(*web.Request) (web.Reply, error) { return web.SeeOther("/").EndSession(), nil }},
		{Method: "GET", Pattern: "/page", Action: access.Public, Handler: page(donePage)},
	}
	secure := newWorld(t, routes, func(c *web.Config) { c.PlainHTTP = false })
	got := secure.ask("POST", "/in", "", url.Values{})
	if c := got.Header().Values("Set-Cookie"); len(c) != 2 || !strings.HasPrefix(c[0], "__Host-gt-session=token; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax") {
		t.Errorf("cookies %q", c)
	}
	w := newWorld(t, routes)
	got = w.ask("POST", "/in", "", url.Values{"next": {"/page"}})
	if got.Header().Get("Location") != "/page" {
		t.Errorf("went to %q", got.Header().Get("Location"))
	}
	for _, next := range []string{"https://evil.example.org", "//evil.example.org", `/\evil.example.org`, "page", "/x\r\ny",
		"/\t/evil.example.org", "/\x0b/evil.example.org", "/\x7f/evil.example.org", "///evil.example.org", "/page/../page", "/./page", "/page/",
		"/page?a=b", "/page#a", "/page ", " /page", "/no-such-page", "/p\u00e4ge"} {
		if got := w.ask("POST", "/in", "", url.Values{"next": {next}}); got.Header().Get("Location") != "/" {
			t.Errorf("next=%q went to %q", next, got.Header().Get("Location"))
		}
	}
	said := got.Result().Cookies()[1]
	hr := httptest.NewRequest("GET", "/page", nil)
	hr.AddCookie(said)
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, hr)
	if !strings.Contains(rec.Body.String(), "Welcome.") || !strings.Contains(rec.Header().Get("Set-Cookie"), "gt-said=; Path=/; Max-Age=0") {
		t.Errorf("the next page does not say it once: %q", rec.Header().Get("Set-Cookie"))
	}
	if out := w.ask("POST", "/out", "worker", url.Values{"_key": {"k"}}); !strings.Contains(out.Header().Get("Set-Cookie"), "gt-session=; Path=/; Max-Age=0") {
		t.Errorf("the session stays: %q", out.Header())
	}
}

func TestIdempotencyKey(t *testing.T) {
	var key string
	w := newWorld(t, web.Routes{{Method: "POST", Pattern: "/cases/{case}", Action: access.Public, Handler: func(r *web.Request) (web.Reply, error) {
		key = r.IdempotencyKey()
		return web.SeeOther("/"), nil
	}}})
	send := func(path string, form url.Values) string { w.ask("POST", path, "", form); return key }
	first := send("/cases/a", url.Values{"_key": {"k1"}, "reason": {"moved"}})
	tests := []struct {
		name string
		path string
		form url.Values
		same bool
	}{
		{"the same form again", "/cases/a", url.Values{"_key": {"k1"}, "reason": {"moved"}}, true},
		{"corrected and sent again", "/cases/a", url.Values{"_key": {"k1"}, "reason": {"died"}}, false},
		{"drawn anew", "/cases/a", url.Values{"_key": {"k2"}, "reason": {"moved"}}, false},
		{"about another case", "/cases/b", url.Values{"_key": {"k1"}, "reason": {"moved"}}, false},
		{"cut elsewhere", "/cases/a", url.Values{"_key": {"k1"}, "reason": {"move"}, "d": {""}}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := send(test.path, test.form); (got == first) != test.same {
				t.Errorf("keys %q and %q", first, got)
			}
		})
	}
	if got := send("/cases/a", url.Values{"reason": {"moved"}}); got != "" {
		t.Errorf("a form without a key has key %q", got)
	}
}
