package web

import (
	"fmt"
	"net/http"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/web/view"
)

// Handler answers a request. It returns errors of the kinds of package errs as they come.
type Handler func(*Request) (Reply, error)

// PageFunc draws a page that holds a form: the first time with no answers, and after a mistake
// with what was typed and what is wrong with it.
type PageFunc func(*Request, view.Answers) (view.Page, error)

// Route is one address and what is done there. Action is the policy; access.Public must be said.
type Route struct {
	Method  string // GET or POST
	Pattern string // "/cases/{case}/close"
	Action  access.Action
	Handler Handler
	MaxBody int64 // largest form, in bytes; 0: 1 MiB. More only for uploads.
}

// Routes is a list of routes, as page packages export it.
type Routes []Route

// Show makes the GET handler of a page with a form. What was typed before a session ended is there again.
func Show(page PageFunc) Handler {
	return func(r *Request) (Reply, error) {
		p, err := r.offer(page)
		if err != nil {
			return Reply{}, err
		}
		return Page(p), nil
	}
}

// check refuses a route that has no policy, no handler or a pattern that says too much.
func (r Route) check() error {
	name := r.Method + " " + r.Pattern
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		return errs.New(errs.Internal, "route "+name+": only GET and POST are served")
	case r.Action.IsZero():
		return errs.New(errs.Internal, "route "+name+" has no policy: name its action, or say access.Public")
	case r.Handler == nil:
		return errs.New(errs.Internal, "route "+name+" has no handler")
	case !strings.HasPrefix(r.Pattern, "/"):
		return errs.New(errs.Internal, "route "+name+": a pattern starts with /")
	case strings.HasSuffix(r.Pattern, "/"):
		return errs.New(errs.Internal, "route "+name+" would answer for every address below it: end it with {$} or without /")
	}
	return nil
}

// register adds a route to the mux. The mux only finds the route; the pipeline runs it.
func register(mux *http.ServeMux, route *Route) (err error) {
	defer func() {
		if clash := recover(); clash != nil {
			err = errs.New(errs.Internal, fmt.Sprintf("route %s %s: %v", route.Method, route.Pattern, clash))
		}
	}()
	mux.HandleFunc(route.Method+" "+route.Pattern, func(_ http.ResponseWriter, hr *http.Request) {
		r := hr.Context().Value(requestKey{}).(*Request)
		r.http, r.route = hr, route
	})
	return nil
}
