package staff

import (
	"context"
	"net/http"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// register is the address of the list of who works here.
const register = "/staff"

// form is one thing that is recorded about somebody who works here.
type form struct {
	path, title, submit, said string
	action                    access.Action
	// body gives what is asked, and the version of the record it is asked about; 0: of none.
	body func(p pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error)
	send func(p pages, r *web.Request, w whom) error
	// tells does it in place of send, where what came of it is only known then, and says so.
	tells func(p pages, r *web.Request, w whom) (string, error)
}

// instead is a body that stands in place of its form: there is nothing to choose, and why.
type instead struct{ view.Part }

// do sends the form and gives what is said of it.
func (f form) do(p pages, r *web.Request, w whom) (string, error) {
	if f.tells != nil {
		return f.tells(p, r, w)
	}
	return f.said, f.send(p, r, w)
}

// whom is somebody a page is about, in one service.
type whom struct {
	service catalogue.Service
	account id.Account
}

// whom reads from the address about whom, and in which service: one the reader has a part in. What she
// may there is decided where something is read or done.
func (p pages) whom(r *web.Request) (whom, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (whom, error) {
		if err := v.Authorize(ctx, access.SignedIn, gate.On{}); err != nil {
			return whom{}, err
		}
		s, _, err := p.asked(ctx, v, r, workforce.ActClaim, workforce.ActRegister)
		w := whom{s, id.Account(r.Path("account"))}
		if w.account == me {
			w.account = v.Actor().Account()
		}
		return w, err
	})
}

// me stands in an address for whoever is signed in.
const me = "me"

// at gives the address of a page about her.
func (w whom) at(below string) string {
	return at(register+"/"+string(w.account)+below, w.service.Key)
}

// forms makes the two routes of each form.
func (p pages) forms(list ...form) web.Routes {
	var routes web.Routes
	for _, f := range list {
		page := func(r *web.Request, a view.Answers) (view.Page, error) {
			w, err := p.whom(r)
			if err != nil {
				return view.Page{}, err
			}
			body, version, err := f.body(p, r, w, a)
			if err != nil {
				return view.Page{}, err
			}
			page := view.Page{Title: f.title, Section: register, Caption: w.service.Name, Back: &view.Back{Text: "Back", Href: w.after(r)}}
			if none, is := body.(instead); is {
				page.Body = none.Part
				return page, nil
			}
			page.Body = view.Form{Action: register + "/" + string(w.account) + "/" + f.path, Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: w.service.Key}, {Name: "version", Value: number(version)}},
				Body: body, Submit: view.Button{Text: f.submit}, Beside: view.Link{Text: "Cancel", Href: w.after(r)}}
			return page, nil
		}
		pattern := register + "/{account}/" + f.path
		routes = append(routes, web.Route{Method: http.MethodGet, Pattern: pattern, Action: f.action, Handler: web.Show(page)},
			web.Route{Method: http.MethodPost, Pattern: pattern, Action: f.action, Handler: func(r *web.Request) (web.Reply, error) {
				w, err := p.whom(r)
				if err != nil {
					return web.Reply{}, err
				}
				said, err := f.do(p, r, w)
				if err != nil {
					return r.FormAgain(page, err)
				}
				to := w.after(r)
				if f.action == workforce.ActSupervise {
					to = w.at("") // whoever may record it may open the record
				}
				return web.SeeOther(to).Saying(said), nil
			}})
	}
	return routes
}

// after gives where something that was done about her leads: her supervisor to the register, she
// herself to her record.
func (w whom) after(r *web.Request) string {
	if r.Could(workforce.ActRegister) {
		return at(register, w.service.Key)
	}
	return at(register+"/"+me, w.service.Key)
}
