package account_test

import (
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/web"
)

// TestSignInLeadsNowhereElse: no address leads off this server after signing in, however a browser reads it.
func TestSignInLeadsNowhereElse(t *testing.T) {
	onBoth(t, true, func(t *testing.T, h *house) {
		acc, _ := h.hand(t, "ann@example.org", "Ann Note", access.CaseWorker)
		for next, want := range map[string]string{"/account": "/account", "/\t/evil.example/x": "/", "/\n/evil.example": "/", "//evil.example": "/", "/no-such-page": "/"} {
			h.browser(t).post("/sign-in/as", "account", string(acc), "next", next).to(want)
			if page := h.browser(t).get("/sign-in?" + url.Values{"next": {next}}.Encode()).last.Body.String(); strings.Contains(page, "evil") {
				t.Errorf("the page of signing in passes %q on", next)
			}
		}
	})
}

// TestOneHouseholdsTriesBehindAProxy: somebody else's wrong tries, from behind the same proxy, do not keep her out.
func TestOneHouseholdsTriesBehindAProxy(t *testing.T) {
	proxies := func(c *web.Config) { c.Front.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")} }
	onBothWith(t, false, proxies, func(t *testing.T, h *house) {
		_, handout := h.hand(t, "ann@example.org", "Ann Note", access.CaseWorker)
		post := func(password, from string) *httptest.ResponseRecorder {
			form := url.Values{"email": {"ann@example.org"}, "password": {password}}
			hr := httptest.NewRequest("POST", "/sign-in", strings.NewReader(form.Encode()))
			hr.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			hr.Header.Set("X-Forwarded-For", from)
			hr.RemoteAddr = "127.0.0.1:40000"
			rec := httptest.NewRecorder()
			h.server.ServeHTTP(rec, hr)
			return rec
		}
		for range 6 {
			post("wrong wrong wrong", "203.0.113.9")
		}
		if rec := post(handout.Password.Reveal(), "198.51.100.7"); rec.Code != 303 {
			t.Errorf("the right password from another address: %d\n%s", rec.Code, rec.Body)
		}
	})
}

// TestWhySheWasSignedOut: the page of signing in says it in plain words, and says nothing to anybody else.
func TestWhySheWasSignedOut(t *testing.T) {
	onBoth(t, true, func(t *testing.T, h *house) {
		acc, _ := h.hand(t, "ann@example.org", "Ann Note", access.CaseWorker)
		in := func() *browser { return h.browser(t).post("/sign-in/as", "account", string(acc)) }
		said := "You were signed out"
		if page := h.browser(t).get("/sign-in").last.Body.String(); strings.Contains(page, said) {
			t.Error("a first visitor is told that she was signed out")
		}
		idle := in()
		h.Clock.Advance(31 * time.Minute)
		idle.get("/sign-in").says(200, said).says(200, "Nothing was done here for 30 minutes.")
		over := in()
		for range 30 {
			h.Clock.Advance(25 * time.Minute)
			over.get("/account")
		}
		over.get("/sign-in").says(200, "You signed in 12 hours ago")
		elsewhere, twin := in(), ""
		twin = elsewhere.cookies["gt-session"]
		elsewhere.post("/sign-out").to("/sign-in")
		if page := elsewhere.get("/sign-in").last.Body.String(); strings.Contains(page, said) {
			t.Error("who signed out herself is told why")
		}
		elsewhere.cookies["gt-session"] = twin
		elsewhere.get("/sign-in").says(200, "ended, from another device")
	})
}
