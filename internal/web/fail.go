package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"

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
	return s.failPage(r, statusOf(kind), failurePage(kind, errs.MessageOf(err), r.reference))
}

func (s *Server) failPage(r *Request, status int, p view.Page) Reply {
	body, err := view.Render(s.frame(r, p), p)
	if err != nil {
		s.config.Log.LogAttrs(r.http.Context(), slog.LevelError, "failed to draw the page of a failure",
			slog.String("reference", r.reference), slog.String("error", err.Error()))
		body = []byte("Something went wrong. Reference " + r.reference)
		return Reply{status: http.StatusInternalServerError, body: body, contentType: "text/plain; charset=utf-8"}
	}
	return Reply{status: status, body: body, contentType: "text/html; charset=utf-8"}
}

// failurePage says what happened and what to do about it.
func failurePage(kind errs.Kind, message, reference string) view.Page {
	switch kind {
	case errs.Invalid:
		return view.Page{Title: "That did not work", Body: view.Parts{
			view.Para(sentence(message, "What was sent could not be read.")), view.Para("Go back, mend it and send it again. Nothing was saved.")}}
	case errs.NotFound, errs.Forbidden:
		return view.Page{Title: "Page not found, or you cannot see it", Body: view.Parts{
			view.Para("If you typed the address, check that it is right."),
			view.Para("If you think you should see it, ask your supervisor who has it.")}}
	case errs.Conflict:
		return view.Page{Title: "That clashes with something there already", Body: view.Parts{
			view.Para(sentence(message, "It was not saved.")), view.Para("Go back to see how it stands now.")}}
	case errs.Stale:
		return view.Page{Title: "Someone changed this", Body: view.Parts{
			view.Para(sentence(message, "Someone changed it after you opened it.")), view.Para("What you sent was not saved. Go back to see how it stands now.")}}
	case errs.Unavailable:
		return view.Page{Title: "Not working just now", Body: view.Parts{
			view.Para("A part of the system is not answering. Nothing was changed and nothing was shown. Try again in a minute."),
			view.Para("If somebody needs help now, use the sheet for when the system is down."),
			view.Small("Reference " + reference)}}
	}
	return view.Page{Title: "Something went wrong", Body: view.Parts{
		view.Para("This is our mistake, not yours. Try again. If it happens again, tell whoever looks after the system this reference:"),
		view.Paragraph{Body: view.Strong(reference), Lead: true}}}
}

// tooMany answers somebody who asks faster than a person can.
func (s *Server) tooMany(r *Request) Reply {
	reply := s.failPage(r, http.StatusTooManyRequests, view.Page{Title: "Too many requests",
		Body: view.Para("You have opened very many pages in a short time. Wait a few seconds, then try again.")})
	reply.header = http.Header{"Retry-After": {"5"}}
	return reply
}

// notice says above a form what is wrong with the whole of it, and that nothing typed is lost.
func notice(kind errs.Kind, message string) *view.Alert {
	a := view.Alert{Kind: view.AlertWarning, Heading: "This was not saved"}
	otherwise := "It clashes with something that is there already."
	if kind == errs.Stale {
		a.Heading, otherwise = "Someone changed this since you opened it", "Look at how it stands now."
	}
	a.Body = view.Parts{view.Para(sentence(message, otherwise)), view.Para("What you typed is still below. Check it before you send it again.")}
	return &a
}

// sentence gives a message, or what to say when there is none.
func sentence(message, otherwise string) string {
	if message == "" {
		return otherwise
	}
	return message
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
