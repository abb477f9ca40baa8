package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/web/view"
)

// statusOf maps the kinds of failure to statuses. Forbidden and NotFound are alike: a refusal
// must not say that something is there.
func statusOf(k errs.Kind) int {
	switch k {
	case errs.Invalid:
		return http.StatusUnprocessableEntity
	case errs.NotFound, errs.Forbidden:
		return http.StatusNotFound
	case errs.Conflict, errs.Stale:
		return http.StatusConflict
	case errs.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// fail turns an error into a page: the one place that does. An error of no known kind gives a
// reference number and no detail; the log has the rest under that number.
func (s *Server) fail(r *Request, err error) Reply {
	kind := errs.KindOf(err)
	if kind == errs.Internal || kind == errs.Unavailable {
		s.config.Log.LogAttrs(r.http.Context(), slog.LevelError, "failed",
			slog.String("reference", r.reference), slog.String("kind", kind.String()), slog.String("error", err.Error()))
	}
	return s.failPage(r, statusOf(kind), s.failurePage(r, kind, errs.MessageOf(err)))
}

func (s *Server) failPage(r *Request, status int, p view.Page) Reply {
	body, err := view.Render(s.frame(r, p), p)
	if err != nil {
		s.config.Log.LogAttrs(r.http.Context(), slog.LevelError, "failed to draw the page of a failure",
			slog.String("reference", r.reference), slog.String("error", err.Error()))
		body = []byte(s.config.Words("error.internal.bare", "reference", r.reference))
		return Reply{status: http.StatusInternalServerError, body: body, contentType: "text/plain; charset=utf-8"}
	}
	return Reply{status: status, body: body, contentType: "text/html; charset=utf-8"}
}

// failurePage says what happened and what to do about it.
func (s *Server) failurePage(r *Request, kind errs.Kind, message string) view.Page {
	say := s.config.Words
	page := func(which string, body ...view.Part) view.Page {
		return view.Page{Title: say("error." + which + ".title"), Body: view.Parts(body)}
	}
	told := func(which string) view.Page { // what the failure itself says, and what to do
		return page(which, view.Para(sentence(message, say("error."+which+".why"))), view.Para(say("error."+which+".next")))
	}
	switch kind {
	case errs.Invalid:
		return told("not_read")
	case errs.NotFound, errs.Forbidden:
		next := view.Para(say("error.not_found.ask"))
		if r.actor.Kind() != access.KindPerson && s.hasPage(helpPath) { // somebody from outside has no supervisor
			next = view.Paragraph{Body: view.Link{Text: say("error.not_found.help"), Href: helpPath}}
		}
		return page("not_found", view.Para(say("error.not_found.typed")), next)
	case errs.Conflict:
		return told("clash")
	case errs.Stale:
		return told("changed")
	case errs.Unavailable:
		return page("unavailable", view.Para(say("error.unavailable.why")), view.Para(say("error.unavailable.staff")),
			view.Small(say("error.unavailable.reference", "reference", r.reference)))
	}
	return page("internal", view.Para(say("error.internal.why")), view.Paragraph{Body: view.Strong(r.reference), Lead: true})
}

// helpPath is where somebody from outside asks for help, where a page for that is served.
const helpPath = "/get-help"

// tooMany answers somebody who asks faster than a person can.
func (s *Server) tooMany(r *Request) Reply {
	reply := s.failPage(r, http.StatusTooManyRequests, view.Page{Title: s.config.Words("error.too_many.title"), Body: view.Para(s.config.Words("error.too_many.why"))})
	reply.header = http.Header{"Retry-After": {"5"}}
	return reply
}

// notice says above a form what is wrong with the whole of it, and that nothing typed is lost; where no input is left that took what was
// typed, from where it can still be copied.
func (s *Server) notice(kind errs.Kind, message string, taken bool) *view.Alert {
	say := s.config.Words
	heading, otherwise := say("error.form.not_saved"), say("error.form.clashes")
	if kind == errs.Stale {
		heading, otherwise = say("error.form.changed"), say("error.form.look")
	}
	typed := say("error.form.kept")
	if !taken {
		typed = say("error.form.gone")
	}
	return &view.Alert{Kind: view.AlertWarning, Heading: heading, Body: view.Parts{view.Para(sentence(message, otherwise)), view.Para(typed)}}
}

// sentence gives a message, or what to say when there is none.
func sentence(message, otherwise string) string {
	if message == "" {
		return otherwise
	}
	return view.Sentence(message)
}

// panicked makes an error of a panic, with its stack: names of functions and addresses, no values.
// What was thrown is said only when the runtime threw it; anything else might hold anything.
func panicked(broken any) error {
	what := fmt.Sprintf("%T", broken)
	if fault, ok := broken.(runtime.Error); ok {
		what = fault.Error()
	}
	return errs.New(errs.Internal, "panic: "+what+"\n"+string(debug.Stack()))
}
