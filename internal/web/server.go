package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web/assets"
	"goldenthread/internal/web/view"
)

// Authenticate tells who a session cookie belongs to. An empty, unknown or ended one is
// access.Anonymous with no session, not an error; an error means that nobody can be told now.
type Authenticate func(ctx context.Context, cookie string) (access.Actor, Session, error)

// Session is what the shell needs to know about who is signed in. With an empty ID nobody is.
type Session struct {
	ID       id.Session
	Ended    string // why the cookie's session opens nothing any more, for the page of signing in; "" when that is nobody's business
	RanOut   bool   // the cookie's session ended by itself: what was typed under it may still be kept
	Initials string // "A. N.", shown on every page
	Role     string // "case worker"
}

// NavItem is an item of the main navigation, for those who could ever do its action.
type NavItem struct {
	Text, Path string
	Action     access.Action
}

// Config is what a server is made of. All of it must be given but where it says otherwise.
type Config struct {
	Routes       Routes
	Nav          []NavItem
	Gate         *gate.Gate
	Drafts       Drafts // may be nil: what is typed into a session that has ended is lost
	Authenticate Authenticate
	Assets       *assets.Set
	Words        func(key string, filled ...string) string // what the public reads: the catalogue's own sentences
	Clock        clock.Clock
	Random       io.Reader
	Log          *slog.Logger
	Demo         bool      // say on every page that nobody here is real
	PlainHTTP    bool      // on loopback: cookies are set without Secure
	PerSecond    RateLimit // requests; the zero value is the usual limit
	Front        Front     // the proxy in front; the zero value is none
}

// Server answers requests. Make it with New.
type Server struct {
	config Config
	mux    *http.ServeMux
	static http.Handler
	cross  *http.CrossOriginProtection
	limits *limits
	steps  []step
	routes Routes
}

// step is one station of the pipeline: it lets a request pass (nil, nil), answers it, or fails it.
type step func(*Request) (*Reply, error)

// New checks every route and makes a server. It fails on a route without a policy, on two routes
// for one address, when the style sheets are not built in, and without words.
func New(c Config) (*Server, error) {
	if c.Assets == nil {
		return nil, errs.New(errs.Internal, "the style sheets are not built into this program: run `make assets`, then build again")
	}
	if c.Words == nil {
		return nil, errs.New(errs.Internal, "the server is given no words for its pages")
	}
	s := &Server{config: c, mux: http.NewServeMux(), static: c.Assets.Handler(),
		cross: http.NewCrossOriginProtection(), limits: newLimits(c.PerSecond)}
	routes := append(Routes{}, c.Routes...)
	routes = append(routes, s.about()...)
	routes = append(routes, draftRoutes...)
	for i := range routes {
		if err := routes[i].check(); err != nil {
			return nil, err
		}
		if err := register(s.mux, &routes[i]); err != nil {
			return nil, err
		}
	}
	s.routes = routes
	s.steps = []step{s.onlyOurHost, s.onlyKnownMethods, s.refusePrefetch, s.refuseCrossOrigin, s.whoIsIt, s.limitRate, s.findRoute, s.coarseCheck, s.readForm, s.needKey}
	return s, nil
}

// Routes gives every route that is served, for tests that try them all.
func (s *Server) Routes() Routes { return append(Routes{}, s.routes...) }

// ServeHTTP answers one request: decide, then send, then log. Nothing is sent before it is all decided.
func (s *Server) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	setSecurityHeaders(w.Header(), s.config.PlainHTTP)
	if strings.HasPrefix(hr.URL.Path, assets.Prefix) {
		s.static.ServeHTTP(w, hr)
		return
	}
	r := s.begin(hr)
	reply := s.answer(r)
	s.send(w, r, reply)
	s.log(r, reply)
}

// begin gives a request its reference, which stands on error pages and in the log.
func (s *Server) begin(hr *http.Request) *Request {
	r := &Request{server: s, started: s.config.Clock.Now()}
	drawn, err := id.New(s.config.Random)
	if err != nil {
		drawn = "0000000000000000" // the page is still worth more than its reference
	}
	r.reference = strings.ToUpper(drawn[:4] + "-" + drawn[4:8])
	r.http = hr.WithContext(context.WithValue(gate.WithRequest(hr.Context(), r.reference), requestKey{}, r))
	return r
}

// answer takes a request through the pipeline to its handler. A panic anywhere becomes the page
// for our own mistakes.
func (s *Server) answer(r *Request) (reply Reply) {
	defer func() {
		if broken := recover(); broken != nil {
			reply = s.fail(r, panicked(broken))
		}
	}()
	for _, pass := range s.steps {
		early, err := pass(r)
		if err != nil {
			return s.fail(r, err)
		}
		if early != nil {
			return s.drawn(r, *early)
		}
	}
	reply, err := r.route.Handler(r)
	if err != nil {
		return s.fail(r, err)
	}
	s.sent(r, reply)
	return s.drawn(r, reply)
}

// drawn renders a reply's page. What cannot be drawn is our own mistake.
func (s *Server) drawn(r *Request, reply Reply) Reply {
	if reply.page == nil {
		return reply
	}
	body, err := view.Render(s.frame(r, *reply.page), *reply.page)
	if err != nil {
		return s.fail(r, errs.Wrap(errs.Internal, "drawing a page", err))
	}
	reply.body, reply.contentType = body, "text/html; charset=utf-8"
	return reply
}

// frame is what stands around a page for this actor.
func (s *Server) frame(r *Request, p view.Page) view.Frame {
	a, say := s.config.Assets, s.config.Words
	f := view.Frame{
		Home: "/", Skip: say("frame.skip"), SignInText: say("frame.sign_in"), Icon: a.Path("favicon.svg"), Script: a.Path("golden-thread.js"),
		Stylesheet: []string{a.Path("govuk-frontend.min.css"), a.Path("moj-frontend.min.css"), a.Path("golden-thread.css")},
		Footer:     s.footer(),
	}
	f.Flash, f.Warns = strings.CutPrefix(r.flash(), warns)
	if s.config.Demo {
		f.Demo = say("frame.demonstration")
	}
	if r.actor.Kind() != access.KindPerson {
		if r.http.URL.Path != signInPath {
			f.SignIn = signInPath
		}
		return f
	}
	f.Who, f.SignOut = r.session.Initials, r.Key()
	if r.session.Role != "" {
		f.Who += ", " + r.session.Role
	}
	here := p.Section
	if here == "" {
		here = r.http.URL.Path
	}
	for _, n := range s.config.Nav {
		if access.Ever(r.actor, n.Action) {
			current := here == n.Path || n.Path != "/" && strings.HasPrefix(here, n.Path+"/")
			f.Nav = append(f.Nav, view.NavItem{Text: n.Text, Href: n.Path, Current: current})
		}
	}
	return f
}

// send writes a reply: the only place that touches the ResponseWriter.
func (s *Server) send(w http.ResponseWriter, r *Request, reply Reply) {
	h := w.Header()
	for name, values := range reply.header {
		h[name] = values
	}
	s.setCookies(h, r, reply)
	if reply.contentType != "" {
		h.Set("Content-Type", reply.contentType)
		h.Set("Content-Length", strconv.Itoa(len(reply.body)))
	}
	w.WriteHeader(reply.status)
	_, _ = w.Write(reply.body) // the browser has gone: nothing to tell anyone
}

// log writes one line for a request: the route's pattern, never the address, which holds ids.
func (s *Server) log(r *Request, reply Reply) {
	pattern := "none"
	if r.route != nil {
		pattern = r.route.Pattern
	}
	s.config.Log.LogAttrs(r.http.Context(), slog.LevelInfo, "request",
		slog.String("method", knownMethod(r.http.Method)), slog.String("route", pattern), slog.Int("status", reply.status),
		slog.Int("bytes", len(reply.body)), slog.Duration("took", s.config.Clock.Now().Sub(r.started)), slog.String("reference", r.reference))
}

// knownMethod keeps what a stranger wrote as a method out of the log.
func knownMethod(m string) string {
	switch m {
	case http.MethodGet, http.MethodPost, http.MethodHead:
		return m
	}
	return "other"
}
