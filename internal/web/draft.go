package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/web/view"
)

// Drafts keeps what somebody typed and has not sent, so that an hour with a client, a session that
// ended or a machine that broke does not cost them their note. Identity keeps it, sealed under the
// account's own key, and leaves out passwords and codes. A form is known by its address and is posted to the address it is
// shown at.
type Drafts interface {
	// Keep keeps what was typed for an address, for the account whose session the cookie was. A
	// cookie that never was a session's keeps nothing and is no error; nothing typed changes nothing.
	Keep(ctx context.Context, cookie, path string, typed url.Values) error
	// Save keeps what this actor has typed for an address so far. Nothing typed forgets what was kept.
	Save(ctx context.Context, path string, typed url.Values) error
	// Rescue keeps what came with a form that cannot be done, and tells whether anything is kept. Nothing
	// typed changes nothing.
	Rescue(ctx context.Context, path string, typed url.Values) (bool, error)
	// Left gives what this actor typed for an address and did not send, and when it was kept; nil
	// when there is nothing.
	Left(ctx context.Context, path string) (url.Values, clock.Instant, error)
	// Sent forgets it.
	Sent(ctx context.Context, path string) error
}

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
	if err := s.config.Drafts.Keep(r.http.Context(), cookie, path, r.form.typed()); err != nil {
		return "", err
	}
	return "?" + url.Values{"next": {path}}.Encode(), nil
}

// hasPage tells whether an address can be opened with a GET.
func (s *Server) hasPage(path string) bool {
	_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: path}})
	return strings.HasPrefix(pattern, http.MethodGet+" ")
}

// The addresses of drafts: where a page's script sends what is typed every few seconds, and where
// the button "Start again with an empty form" posts to.
const (
	savePath   = "/drafts"
	forgetPath = "/drafts/forget"
)

var draftRoutes = Routes{
	{Method: http.MethodPost, Pattern: savePath, Action: access.SignedIn, Handler: saveDraft},
	{Method: http.MethodPost, Pattern: forgetPath, Action: access.SignedIn, Handler: forgetDraft},
}

// formName is the input that says which form a draft is of.
const formName = "_form"

func saveDraft(r *Request) (Reply, error) {
	path := r.Form().Text(formName)
	if r.server.config.Drafts == nil || !r.server.hasPage(path) {
		return Reply{}, errs.New(errs.NotFound, "no such form")
	}
	typed := r.form.typed()
	typed.Del(formName)
	if err := r.server.config.Drafts.Save(r.Context(), path, typed); err != nil {
		return Reply{}, err
	}
	return NoContent(), nil
}

func forgetDraft(r *Request) (Reply, error) {
	path := r.Form().Text(formName)
	if r.server.config.Drafts == nil || !r.server.hasPage(path) {
		return Reply{}, errs.New(errs.NotFound, "no such form")
	}
	if err := r.server.config.Drafts.Sent(r.Context(), path); err != nil {
		return Reply{}, err
	}
	return SeeOther(path), nil
}

// offer draws a page with a form, and gives the form back as it was left when it was not sent: with what its writer had seen
// then, so that a save over what a colleague wrote since is told so.
func (r *Request) offer(page PageFunc) (view.Page, error) {
	if r.server.config.Drafts == nil || r.actor.Kind() != access.KindPerson {
		return page(r, view.Answers{})
	}
	path := r.http.URL.Path
	typed, at, err := r.server.config.Drafts.Left(r.Context(), path)
	if err != nil {
		return view.Page{}, err
	}
	if typed != nil {
		r.left = view.LeftAt(path, typed)
	}
	p, err := page(r, view.Answers{Values: typed})
	if err != nil || typed == nil {
		return p, err
	}
	p.Intro = view.Parts{view.Alert{
		Kind: view.AlertInformation, Heading: "You did not send this form",
		Body: view.Parts{
			view.Para("What you typed until " + at.Clock() + " on " + at.Date().Short() + " is below. Check it, then send it."),
			view.ButtonForm{Action: forgetPath, Key: r.Key(), Hidden: []view.Hidden{{Name: formName, Value: path}},
				Button: view.Button{Text: "Start again with an empty form", Kind: view.AsLink}},
		}}, p.Intro}
	return p, nil
}

// sent forgets what was kept of a form that is done. If it cannot, that is only logged: the form
// is done all the same.
func (s *Server) sent(r *Request, reply Reply) {
	done := r.http.Method == http.MethodPost && reply.status == http.StatusSeeOther
	if s.config.Drafts == nil || !done || reply.endSession || r.actor.Kind() != access.KindPerson || !s.hasPage(r.http.URL.Path) {
		return
	}
	if err := s.config.Drafts.Sent(r.Context(), r.http.URL.Path); err != nil {
		s.config.Log.LogAttrs(r.Context(), slog.LevelWarn, "a form that is done is still kept",
			slog.String("reference", r.reference), slog.String("kind", errs.KindOf(err).String()))
	}
}
