package web

import (
	"net/http"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/web/view"
)

// setSecurityHeaders sets what every answer says, errors and assets too. Pages bring no script or
// style inside them, are shown in no other page, and tell other sites nothing.
func setSecurityHeaders(h http.Header, plain bool) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "+
		"form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Cache-Control", "no-store") // assets, which hold nothing personal, say otherwise
	if !plain {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
}

// onlyKnownMethods keeps HEAD and everything else away from handlers: to read is to leave a trace,
// and a HEAD would leave one of a page nobody saw.
func (s *Server) onlyKnownMethods(r *Request) (*Reply, error) {
	if r.http.Method == http.MethodGet || r.http.Method == http.MethodPost {
		return nil, nil
	}
	return bare(http.StatusMethodNotAllowed, "Allow", "GET, POST"), nil
}

// refusePrefetch keeps a browser from opening a page that nobody asked for yet.
func (s *Server) refusePrefetch(r *Request) (*Reply, error) {
	h := r.http.Header
	for _, name := range []string{"Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"} {
		if h.Get(name) != "" {
			return bare(http.StatusForbidden, "Vary", name), nil
		}
	}
	return nil, nil
}

// refuseCrossOrigin refuses a form that another site made the browser send.
func (s *Server) refuseCrossOrigin(r *Request) (*Reply, error) {
	if err := s.cross.Check(r.http); err != nil {
		return bare(http.StatusForbidden, "", ""), nil
	}
	return nil, nil
}

// findRoute looks the address up. The mux's own answers (not found, another method, a tidier
// address) all become "not found".
func (s *Server) findRoute(r *Request) (*Reply, error) {
	s.mux.ServeHTTP(nowhere{}, r.http)
	if r.route == nil {
		return nil, errs.New(errs.NotFound, "no such page")
	}
	return nil, nil
}

// whoIsIt finds the session's actor and lets it act in the request's context.
func (s *Server) whoIsIt(r *Request) (*Reply, error) {
	actor, session, err := s.config.Authenticate(r.http.Context(), s.sessionCookie(r))
	if err != nil {
		return nil, err
	}
	r.actor, r.session = actor, session
	r.http = r.http.WithContext(access.WithActor(r.http.Context(), actor))
	return nil, nil
}

// limitRate keeps one session, or one address without a session, from taking the whole house.
func (s *Server) limitRate(r *Request) (*Reply, error) {
	if s.limits.allow(r.limitKey(), s.config.Clock.Now()) {
		return nil, nil
	}
	reply := s.tooMany(r)
	return &reply, nil
}

// coarseCheck asks whether this actor could ever do the route's action, before anything is read.
// Somebody not signed in is asked to; anybody else is told what a stranger is told.
func (s *Server) coarseCheck(r *Request) (*Reply, error) {
	if access.Ever(r.actor, r.route.Action) {
		return nil, nil
	}
	if r.actor.Kind() == access.KindAnonymous {
		reply := s.askToSignIn(r)
		return &reply, nil
	}
	return nil, errs.New(errs.NotFound, "no such page")
}

// readForm reads what was posted, in memory and no more than the route takes.
func (s *Server) readForm(r *Request) (*Reply, error) {
	if r.http.Method != http.MethodPost {
		return nil, nil
	}
	return nil, r.readForm()
}

// needKey refuses a form of somebody signed in that came without the key drawn for it: sent twice, it would be done twice. Every
// page of ours has one; what was typed is kept where there is a page to show it on, and stands there when it is opened again. It
// is said whether it is kept. What a page's script keeps while somebody types may be kept twice.
func (s *Server) needKey(r *Request) (*Reply, error) {
	if r.http.Method != http.MethodPost || r.route.Pattern == savePath || r.actor.Kind() != access.KindPerson || r.IdempotencyKey() != "" {
		return nil, nil
	}
	say := s.config.Words
	body := view.Parts{view.Para(say("error.no_key.why")), view.Para(say("error.no_key.next"))}
	which := s.keep(r, func(d Drafts) (bool, error) { return d.Rescue(r.http.Context(), r.http.URL.Path, r.form.typed()) })
	if which != "" {
		body = append(body, view.Para(say("error.no_key."+which)))
	}
	reply := s.failPage(r, statusOf(errs.Conflict), view.Page{Title: say("error.no_key.title"), Body: body})
	return &reply, nil
}

// nowhere is where the mux writes what we do not want to hear.
type nowhere struct{}

func (nowhere) Header() http.Header         { return http.Header{} }
func (nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (nowhere) WriteHeader(int)             {}
