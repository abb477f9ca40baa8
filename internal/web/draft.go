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
// account's own key, and leaves out what lets somebody in, which the name of an input tells: passwords and secret codes. A form is known by its address and is posted to the address it is
// shown at.
type Drafts interface {
	// Keep keeps what was typed for an address, for the account whose session the cookie was, and tells whether
	// anything is kept. A cookie that never was a session's keeps nothing and is no error; nothing typed changes nothing.
	Keep(ctx context.Context, cookie, path string, typed url.Values) (bool, error)
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

// askToSignIn sends somebody who is not signed in, or not any more, to do so, and from there back to where they wanted to. A form
// that came too late is kept first, when its address has a page to show it on; where it cannot be, signing in goes on, and says so.
func (s *Server) askToSignIn(r *Request) Reply {
	path := r.http.URL.Path
	back := SeeOther(signInPath + "?" + url.Values{"next": {path}}.Encode())
	switch {
	case r.route.Pattern == savePath, path == "/": // a script's, which sends it again with what follows
		return SeeOther(signInPath)
	case r.http.Method == http.MethodGet:
		return back
	case s.sessionCookie(r) == "" || !s.hasPage(path):
		back = SeeOther(signInPath)
	}
	switch which := s.keepLate(r); which {
	case "not_kept", "without_files", "press_again":
		return back.Warning(s.config.Words("sign_in." + which))
	}
	return back
}

// keepLate keeps what came with a form after its session ran out, and says which words tell what became of it. What came under no
// such session is nobody's to keep, and is not even read: anybody at all could fill the memory with it.
func (s *Server) keepLate(r *Request) string {
	if !r.session.RanOut {
		if r.http.ContentLength == 0 {
			return ""
		}
		return "not_kept"
	}
	if err := r.readForm(); err != nil {
		s.notKept(r, err)
		return "not_kept"
	}
	if r.form.pressed() {
		return "press_again"
	}
	return s.keep(r, func(d Drafts) (bool, error) {
		return d.Keep(r.http.Context(), s.sessionCookie(r), r.http.URL.Path, r.form.typed())
	})
}

// keep keeps what was typed into a form that is not done, and says which words tell what became of it; none when nothing was
// typed. That it cannot be kept does not stand in the way of what is said of the form itself.
func (s *Server) keep(r *Request, by func(Drafts) (bool, error)) string {
	kept := false
	if !r.form.empty() && s.config.Drafts != nil && s.hasPage(r.http.URL.Path) {
		var err error
		if kept, err = by(s.config.Drafts); err != nil {
			s.notKept(r, err)
		}
	}
	switch {
	case kept && len(r.form.uploads) > 0:
		return "without_files"
	case kept:
		return "kept"
	case !r.form.empty() || len(r.form.uploads) > 0:
		return "not_kept"
	}
	return ""
}

func (s *Server) notKept(r *Request, err error) {
	s.config.Log.LogAttrs(r.http.Context(), slog.LevelWarn, "what came with a form that is not done is not kept",
		slog.String("reference", r.reference), slog.String("kind", errs.KindOf(err).String()))
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
