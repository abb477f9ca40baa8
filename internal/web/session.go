package web

import (
	"encoding/base64"
	"net/http"
	"path"
	"strings"
	"time"

	"goldenthread/internal/clock"
)

const signInPath = "/sign-in"

// The cookies. With the __Host- prefix a browser takes them over https alone, from this host
// alone and for the whole of it; on loopback without https they go by their bare names.
const (
	sessionName = "gt-session"
	flashName   = "gt-said"
	flashMost   = 300 // characters
)

func (s *Server) cookieName(name string) string {
	if s.config.PlainHTTP {
		return name
	}
	return "__Host-" + name
}

// sessionCookie gives the session's token, or "".
func (s *Server) sessionCookie(r *Request) string {
	c, err := r.http.Cookie(s.cookieName(sessionName))
	if err != nil {
		return ""
	}
	return c.Value
}

// setCookies starts and ends sessions, keeps what the next page says, and clears what this one said.
func (s *Server) setCookies(h http.Header, r *Request, reply Reply) {
	set := func(name, value string, age time.Duration) {
		c := http.Cookie{Name: s.cookieName(name), Value: value, Path: "/", HttpOnly: true, Secure: !s.config.PlainHTTP,
			SameSite: http.SameSiteLaxMode, MaxAge: int(age.Seconds())}
		if value == "" {
			c.MaxAge = -1
		}
		h.Add("Set-Cookie", c.String())
	}
	switch {
	case reply.endSession:
		set(sessionName, "", 0)
		h.Set("Clear-Site-Data", `"cache", "storage"`)
	case reply.startSession != "":
		set(sessionName, reply.startSession, reply.sessionUntil.Sub(s.config.Clock.Now()))
	}
	if reply.known != "" {
		set(knownName, reply.known, reply.knownFor)
	}
	switch {
	case reply.saying != "":
		set(flashName, base64.RawURLEncoding.EncodeToString([]byte(reply.saying)), time.Minute)
	case r.saidFlash:
		set(flashName, "", 0)
	}
}

// flash gives what the page before wanted said here, once.
func (r *Request) flash() string {
	c, err := r.http.Cookie(r.server.cookieName(flashName))
	if err != nil {
		return ""
	}
	r.saidFlash = true
	text, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || len(text) > flashMost {
		return ""
	}
	return string(text)
}

// StartSession gives the browser a session's token. The cookie goes when the session must.
func (r Reply) StartSession(token string, until clock.Instant) Reply {
	r.startSession, r.sessionUntil = token, until
	return r
}

// EndSession takes the session's token from the browser, with all it kept of these pages.
func (r Reply) EndSession() Reply {
	r.endSession = true
	return r
}

// Next is where to go after signing in: the address that was asked for, when it is a page of ours.
func (r *Request) Next() string {
	next := r.http.FormValue("next")
	if !isPlainPath(next) || !r.server.hasPage(next) {
		return "/"
	}
	return next
}

// isPlainPath tells whether an address is a path on this server and nothing else, however a browser reads it:
// browsers leave out tabs and line ends, take a backslash for a slash, and "//host" for another server.
func isPlainPath(p string) bool {
	odd := func(c rune) bool { return c <= ' ' || c >= 0x7f || strings.ContainsRune("\\?#", c) }
	return strings.HasPrefix(p, "/") && p == path.Clean(p) && strings.IndexFunc(p, odd) < 0
}
