// Package webtest serves page packages in tests through the real shell: its pipeline, its frame and
// its checks, over a gate of gatetest's, with people who sign in by pressing a button.
package webtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/assets"
	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/viewtest"
)

// World is a server with pages and people. The first page has a button for each of them.
type World struct {
	*web.Server
	people map[string]person
	names  []string
}

type person struct {
	actor   access.Actor
	session web.Session
}

// New serves routes over a gate, at the time its clock is set to. What a test sets otherwise, it says.
func New(t testing.TB, g *gate.Gate, clk clock.Clock, routes web.Routes, set ...func(*web.Config)) *World {
	t.Helper()
	files, err := assets.Load()
	if err != nil {
		t.Fatal(err)
	}
	w := &World{people: map[string]person{}}
	routes = append(web.Routes{
		{Method: http.MethodGet, Pattern: "/{$}", Action: access.Public, Handler: w.first},
		{Method: http.MethodPost, Pattern: "/test/sign-in", Action: access.Public, Handler: func(r *web.Request) (web.Reply, error) {
			return web.SeeOther("/").StartSession(r.Form().Text("who"), clk.Now().Add(time.Hour)), nil
		}},
	}, routes...)
	config := web.Config{
		Routes: routes, Gate: g, Assets: files, Words: cataloguetest.Word(t), Clock: clk, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Demo: true, PlainHTTP: true, Authenticate: w.authenticate, PerSecond: web.RateLimit{PerSecond: 1000, Burst: 1000},
		Nav: []web.NavItem{{Text: "My day", Path: "/", Action: access.SignedIn}, {Text: "Referrals", Path: "/referrals", Action: access.SignedIn},
			{Text: "Cases", Path: "/cases", Action: access.SignedIn}, {Text: "Reports", Path: "/reports", Action: access.SignedIn}},
	}
	for _, one := range set {
		one(&config)
	}
	w.Server, err = web.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Person lets the actor of a context of gatetest's sign in under a name.
func (w *World) Person(t testing.TB, name string, ctx context.Context) {
	t.Helper()
	actor, ok := access.ActorFrom(ctx)
	if !ok {
		t.Fatalf("nobody acts in the context of %s", name)
	}
	role := ""
	if m := actor.Memberships(); len(m) > 0 {
		role = string(m[0].Role)
	}
	w.people[name] = person{actor, web.Session{ID: actor.Session(), Initials: name, Role: role}}
	w.names = append(w.names, name)
}

func (w *World) authenticate(_ context.Context, cookie string) (access.Actor, web.Session, error) {
	if p, ok := w.people[cookie]; ok {
		return p.actor, p.session, nil
	}
	return access.Anonymous(), web.Session{}, nil
}

// Button is what to press on the first page to sign in as somebody.
func Button(name string) string { return "Sign in as " + name }

func (w *World) first(r *web.Request) (web.Reply, error) {
	var body view.Parts
	for _, n := range w.names {
		body = append(body, view.ButtonForm{Action: "/test/sign-in", Key: r.Key(), Hidden: []view.Hidden{{Name: "who", Value: n}},
			Button: view.Button{Text: Button(n), Kind: view.Secondary}})
	}
	return web.Page(view.Page{Title: "Sign in", Body: body}), nil
}

// Get asks for a page as somebody; "" is nobody.
func (w *World) Get(who, path string) *httptest.ResponseRecorder {
	return w.ask(who, httptest.NewRequest(http.MethodGet, path, nil))
}

// Post sends a form as somebody. A form needs the key of its page: see Key.
func (w *World) Post(who, path string, form url.Values) *httptest.ResponseRecorder {
	hr := httptest.NewRequest(http.MethodPost, path, strings.NewReader(keyed(form).Encode()))
	hr.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.ask(who, hr)
}

// keyed gives a form the key that each page of ours has in its forms, where a test gives none.
func keyed(form url.Values) url.Values {
	if form.Get(view.KeyField) != "" {
		return form
	}
	with := url.Values{view.KeyField: {rand.Text()}}
	for name, typed := range form {
		with[name] = typed
	}
	return with
}

// Upload sends a form with a file as somebody.
func (w *World) Upload(t testing.TB, who, path string, form url.Values, input, file string, content []byte) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for name, typed := range keyed(form) {
		for _, v := range typed {
			if err := m.WriteField(name, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	part, err := m.CreateFormFile(input, file)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	hr := httptest.NewRequest(http.MethodPost, path, &b)
	hr.Header.Set("Content-Type", m.FormDataContentType())
	return w.ask(who, hr)
}

func (w *World) ask(who string, hr *http.Request) *httptest.ResponseRecorder {
	if who != "" {
		hr.AddCookie(&http.Cookie{Name: "gt-session", Value: who})
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, hr)
	return rec
}

// Page asks for a page that must be there and be sound, and gives its text.
func (w *World) Page(t testing.TB, who, path string) string {
	t.Helper()
	got := w.Get(who, path)
	if got.Code != http.StatusOK {
		t.Fatalf("%s as %q: status %d\n%s", path, who, got.Code, got.Body)
	}
	Sound(t, path, got)
	return got.Body.String()
}

// Sound fails the test for each thing that is wrong with a page.
func Sound(t testing.TB, path string, got *httptest.ResponseRecorder) {
	t.Helper()
	for _, fault := range viewtest.CheckPage(got.Body.Bytes()) {
		t.Errorf("%s: %s", path, fault)
	}
}

var drawnKey = regexp.MustCompile(`name="_key" value="([^"]+)"`)

// Key gives a page's first form key but one: the first is that of signing out.
func Key(t testing.TB, page string) string {
	t.Helper()
	keys := drawnKey.FindAllStringSubmatch(page, -1)
	if len(keys) < 2 {
		t.Fatal("the page has no form")
	}
	return keys[1][1]
}
