package apptest

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// Server is the program's real pages over the test's partnership.
type Server struct {
	*web.Server
	app *App
}

// Server makes the pages, as they are served on this machine.
func (a *App) Server(t testing.TB) *Server {
	t.Helper()
	handler, err := a.Handler(true)
	if err != nil {
		t.Fatalf("making the pages: %v", err)
	}
	server, ok := handler.(*web.Server)
	if !ok {
		t.Fatalf("the pages are a %T", handler)
	}
	return &Server{server, a}
}

// Client is somebody's browser.
type Client struct {
	server *Server
	token  string // of the session; empty: nobody is signed in
}

// Answer is what came back.
type Answer struct {
	Status   int
	Location string // where it leads, of a 303
	Body     string
	Header   http.Header
}

// Anonymous gives a browser nobody is signed in on.
func (s *Server) Anonymous() *Client { return &Client{server: s} }

// Client gives the browser of the account that has a role in the team that runs a service.
func (s *Server) Client(t testing.TB, role access.Role, service string) *Client {
	t.Helper()
	return s.SignIn(t, s.app.Account(t, role, service))
}

// Stranger gives the browser of somebody of the same role and for the same service, of an agency that
// was let in nowhere.
func (s *Server) Stranger(t testing.TB, role access.Role, service string) *Client {
	t.Helper()
	return s.SignIn(t, s.app.account(t, who{role, service, true}))
}

// SignIn signs an account in and gives its browser. It takes the way of the demonstration's buttons: no
// test waits for the hashing of a password.
func (s *Server) SignIn(t testing.TB, account id.Account) *Client {
	t.Helper()
	step, err := identity.DemoSignIn(t.Context(), s.app.Gate, identity.Demonstration(), s.app.Rules, account, "a test")
	if err != nil {
		t.Fatalf("signing in: %v", err)
	}
	return &Client{server: s, token: step.Token.Reveal()}
}

// Get asks for a page.
func (c *Client) Get(t testing.TB, path string) Answer {
	t.Helper()
	return c.Do(httptest.NewRequest(http.MethodGet, path, nil))
}

// Post sends a form, as a page of ours would have the browser send it.
func (c *Client) Post(t testing.TB, path string, form url.Values) Answer {
	t.Helper()
	if form.Get(view.KeyField) == "" {
		drawn := url.Values{view.KeyField: {rand.Text()}}
		for name, typed := range form {
			drawn[name] = typed
		}
		form = drawn
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return c.Do(r)
}

// Do sends any request from this browser.
func (c *Client) Do(r *http.Request) Answer {
	if c.token != "" {
		r.AddCookie(&http.Cookie{Name: "gt-session", Value: c.token})
	}
	c.server.app.Clock.Advance(100 * time.Millisecond) // nobody asks faster than the rate limit lets hands be
	w := httptest.NewRecorder()
	c.server.ServeHTTP(w, r)
	got := w.Result()
	return Answer{Status: got.StatusCode, Location: got.Header.Get("Location"), Body: w.Body.String(), Header: got.Header}
}
