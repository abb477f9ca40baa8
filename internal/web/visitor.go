package web

import (
	"net/http"
	"time"
)

// knownName is the cookie by which a browser is known again after somebody signed in on it. It
// opens nothing: it only keeps other people's wrong tries from slowing down hers.
const knownName = "gt-known"

// Token is the session's cookie as it came: for the pages of signing in, by stages, and out.
func (r *Request) Token() string { return r.server.sessionCookie(r) }

// Device is what the browser calls itself: for the list of one's own sessions.
func (r *Request) Device() string { return clean(r.http.UserAgent()) }

// Network is where the request comes from, as one household or office: for slowing down tries of
// passwords. It is not kept.
func (r *Request) Network() string { return network(r.server.config.Front.address(r.http)) }

// KnownToken gives the token of a browser that was signed in on before, or "".
func (r *Request) KnownToken() string {
	c, err := r.http.Cookie(r.server.cookieName(knownName))
	if err != nil {
		return ""
	}
	return c.Value
}

// KnowBrowser gives the browser the token it is known again by, for so long.
func (r Reply) KnowBrowser(token string, age time.Duration) Reply {
	r.known, r.knownFor = token, age
	return r
}

// NoContent answers what a script sent and nobody looks at.
func NoContent() Reply { return Reply{status: http.StatusNoContent} }
