package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// Drafts keeps what somebody typed into a session that ended before it was sent, until they have
// signed in again. Identity keeps it, sealed under the account's own key.
type Drafts interface {
	// Keep keeps what was typed for an address, for the account whose session the cookie was. A
	// cookie that never was a session's keeps nothing and is no error.
	Keep(ctx context.Context, cookie, path string, typed url.Values) error
	// Take gives back what this actor typed for an address, once.
	Take(ctx context.Context, path string) (url.Values, error)
}

// draftQuery stands behind the address of a form whose text is waiting.
const draftQuery = "?draft=1"

// nextAfterSignIn says where signing in leads back to. A form that came too late is kept first,
// when its address has a page to show it on.
func (s *Server) nextAfterSignIn(r *Request) (string, error) {
	path := r.http.URL.Path
	if r.http.Method == http.MethodGet {
		if path == "/" {
			return "", nil
		}
		return "?" + url.Values{"next": {path}}.Encode(), nil
	}
	cookie := s.sessionCookie(r)
	if s.config.Drafts == nil || cookie == "" || !s.hasPage(path) {
		return "", nil
	}
	if err := r.readForm(); err != nil {
		return "", err
	}
	typed := r.form.typed()
	for name := range typed {
		if strings.HasPrefix(name, "password") || strings.HasPrefix(name, "code") {
			delete(typed, name) // secrets are not kept
		}
	}
	if err := s.config.Drafts.Keep(r.http.Context(), cookie, path, typed); err != nil {
		return "", err
	}
	return "?" + url.Values{"next": {path + draftQuery}}.Encode(), nil
}

// hasPage tells whether an address can be opened with a GET.
func (s *Server) hasPage(path string) bool {
	_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: path}})
	return strings.HasPrefix(pattern, http.MethodGet+" ")
}

// draft gives what was typed for this page before the session ended; nil when nothing was.
func (r *Request) draft() (url.Values, error) {
	if r.server.config.Drafts == nil || r.http.URL.RawQuery != draftQuery[1:] {
		return nil, nil
	}
	return r.server.config.Drafts.Take(r.Context(), r.http.URL.Path)
}
