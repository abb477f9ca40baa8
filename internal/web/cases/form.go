package cases

import (
	"context"
	"net/http"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// form is one thing that is recorded on a case: a page with a form, and what is done with it.
type form struct {
	path   string // below the case: "close"
	action access.Action
	from   string // the part of the case that opens it, and to which it leads back: "plan"; empty: the overview
	whole  bool   // the page shows more of the case than the identity bar
	most   int64  // bytes that may be sent; 0: as a form without a file
	page   func(r *web.Request, c kase, a view.Answers) (view.Page, error)
	send   func(r *web.Request, c kase) (done, error)
	// meanwhile says what somebody else wrote while this was typed; nil where nothing can be overwritten.
	meanwhile func(r *web.Request, c kase) (meanwhile, error)
}

// done is where a form that was done leads, and what is said there, once.
type done struct{ to, saying string }

// forms makes the two routes of each form.
func (p pages) forms(list ...form) web.Routes {
	var routes web.Routes
	for _, f := range list {
		load := p.head
		if f.whole {
			load = p.whole
		}
		page := func(r *web.Request, a view.Answers) (view.Page, error) {
			c, err := load(r)
			if err != nil {
				return view.Page{}, err
			}
			return f.draw(r, c, a)
		}
		routes = append(routes,
			web.Route{Method: http.MethodGet, Pattern: one + "/" + f.path, Action: f.action, Handler: web.Show(page)},
			web.Route{Method: http.MethodPost, Pattern: one + "/" + f.path, Action: f.action, MaxBody: f.most, Handler: func(r *web.Request) (web.Reply, error) {
				c, err := p.head(r)
				if err != nil {
					return web.Reply{}, err
				}
				d, err := f.send(r, c)
				if err != nil {
					return r.FormAgain(p.again(f, page, err), err)
				}
				return web.SeeOther(d.to).Saying(d.saying), nil
			}})
	}
	return routes
}

// draw makes the form's page, which leads back to where it is opened.
func (f form) draw(r *web.Request, c kase, a view.Answers) (view.Page, error) {
	c.from = f.from
	return f.page(r, c, a)
}

// do runs a command once for one form, however often it is sent. What could not be read from the
// form is said before anything is done.
func do[T any](r *web.Request, run func(context.Context, *gate.Tx) (T, error)) (T, error) {
	if err := r.Form().Err(); err != nil {
		var none T
		return none, err
	}
	return gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), run)
}
