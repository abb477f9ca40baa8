package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"sort"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web/view"
)

type requestKey struct{}

// Request is what a handler is given.
type Request struct {
	http      *http.Request
	server    *Server
	route     *Route
	reference string
	started   clock.Instant
	actor     access.Actor
	session   Session
	form      *Form
	saidFlash bool
	left      *view.Left // the form that is given back as it was left
}

// Context is the request's context, in which its actor acts.
func (r *Request) Context() context.Context { return r.http.Context() }

// Gate is the one door to records: gate.Read and gate.Write take it.
func (r *Request) Gate() *gate.Gate { return r.server.config.Gate }

// Session is who is signed in: for the page about one's own account, and for signing out.
func (r *Request) Session() Session { return r.session }

// Could tells whether this actor could ever do an action: for leaving out a button that would only
// be refused. It decides nothing; the gate does.
func (r *Request) Could(a access.Action) bool { return access.Ever(r.actor, a) }

// Path gives a value from the address: r.Path("case") for the pattern /cases/{case}.
func (r *Request) Path(name string) string { return r.http.PathValue(name) }

// Query gives a filter or a place in a list from behind the address's question mark.
func (r *Request) Query(name string) string { return clean(r.http.URL.Query().Get(name)) }

// Now is the instant at which the request began.
func (r *Request) Now() clock.Instant { return r.started }

// Form gives what was typed.
func (r *Request) Form() *Form {
	if r.form == nil {
		r.form = &Form{}
	}
	return r.form
}

// Key draws a key for one form of the page that is being made.
func (r *Request) Key() view.Key {
	drawn, err := id.New(r.server.config.Random)
	if err != nil {
		panic("web: the machine gives no random numbers: " + err.Error())
	}
	return view.Key{Drawn: drawn, Left: r.left}
}

// SameKey gives the key that came with the form, for the page on which its answers are checked: whoever goes back to that page, has it
// shown anew and sends it again has sent the same form twice. A form that came without a key is given one.
func (r *Request) SameKey() view.Key {
	k := r.Key()
	if came := r.Form().values.Get(view.KeyField); came != "" {
		k.Drawn = came
	}
	return k
}

// IdempotencyKey is what makes a form sent twice have one effect: the key drawn for it, together
// with what was typed. A form that was corrected and sent again is another act. It is "" for a
// form without a key, which a page of ours never has.
func (r *Request) IdempotencyKey() string {
	f := r.Form()
	drawn := f.values.Get(view.KeyField)
	if drawn == "" {
		return ""
	}
	h := sha256.New()
	add := func(word string) { // the length keeps "ab","c" apart from "a","bc"
		h.Write([]byte{byte(len(word) >> 24), byte(len(word) >> 16), byte(len(word) >> 8), byte(len(word))})
		h.Write([]byte(word))
	}
	add(r.route.Method)
	add(r.http.URL.Path)
	names := make([]string, 0, len(f.values))
	for name := range f.values {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		add(name)
		for _, v := range f.values[name] {
			add(v)
		}
	}
	for _, u := range f.uploads {
		add(u.Name)
		add(string(u.Content))
	}
	return hex.EncodeToString(h.Sum(nil)[:20])
}

// FormAgain shows a form once more after it could not be done: with what was typed, what is wrong
// beside each input and a summary on top. When the fault is none of the form's (not found, not
// answering, our own mistake) the error is passed on.
func (r *Request) FormAgain(page PageFunc, fault error) (Reply, error) {
	kind := errs.KindOf(fault)
	if kind != errs.Invalid && kind != errs.Conflict && kind != errs.Stale {
		return Reply{}, fault
	}
	answers := view.Answers{Values: r.Form().typed(), Problems: errs.FieldsOf(fault), Taken: new(bool)}
	if len(answers.Problems) == 0 && kind == errs.Invalid {
		answers.Problems = []errs.Field{{Message: errs.MessageOf(fault)}}
	}
	if kind != errs.Stale { // whoever is told what changed goes on from there; anybody else has seen no more than before
		r.left = view.LeftAt(r.http.URL.Path, answers.Values)
	}
	p, err := page(r, answers)
	if err != nil {
		return Reply{}, err
	}
	p.Form = answers
	if len(answers.Problems) == 0 {
		p.Notice = r.server.notice(kind, errs.MessageOf(fault), *answers.Taken)
	}
	reply := Page(p)
	reply.status = statusOf(kind)
	return reply, nil
}

// limitKey is who is counted for the rate limit: the session, or else the network it comes from.
func (r *Request) limitKey() string {
	if r.session.ID != "" {
		return "session " + string(r.session.ID)
	}
	return "network " + r.Network()
}
