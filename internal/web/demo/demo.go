// Package demo is the first page of a demonstration: whom a visitor can be, in one press of a button.
// There is no such page in front of real data.
package demo

import (
	"net/http"

	"goldenthread/internal/access"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// Pages is what the first page needs to know besides the request.
type Pages struct {
	Mode  identity.DemoMode
	Start func(*web.Request) string // where somebody signed in begins
	Guide []byte                    // JSON: which pages there are for whom, for those who walk through them all
}

// Routes are the pages' addresses.
func (p Pages) Routes() web.Routes {
	return web.Routes{
		{Method: http.MethodGet, Pattern: "/{$}", Action: access.Public, Handler: p.first},
		{Method: http.MethodGet, Pattern: "/demo/pages.json", Action: access.Public, Handler: p.guide},
	}
}

func (p Pages) first(r *web.Request) (web.Reply, error) {
	if r.Session().ID != "" {
		return web.SeeOther(p.Start(r)), nil
	}
	people, err := identity.DemoPeople(r.Context(), r.Gate(), p.Mode)
	if err != nil {
		return web.Reply{}, err
	}
	buttons := make(view.Parts, 0, len(people))
	for _, who := range people {
		buttons = append(buttons, view.ButtonForm{
			Action: "/sign-in/as", Key: r.Key(), Hidden: []view.Hidden{{Name: "account", Value: string(who.Account)}, {Name: "next", Value: "/"}},
			Button: view.Button{Text: Button(who.Name, string(who.Role)), Kind: view.Secondary},
		})
	}
	return web.Page(view.Page{
		Title: "One person, several agencies, told once",
		Lead:  "Golden Thread looks after people hurt by anti-social behaviour and crime, from the first report to the commissioner’s return.",
		Body: view.Parts{
			view.H2("Look round as one of these people"),
			buttons,
		},
		Aside: view.Parts{
			view.H2("Nobody here is real"),
			view.Small("The people, streets and numbers are made up. The dates of the last twelve months move with today; 2014 and 2017 to 2018 stand as they were, with the figures that were published."),
		},
	}), nil
}

// Button is what stands on the button by which a visitor signs in as somebody.
func Button(name, role string) string { return "Sign in as " + name + ", " + role }

func (p Pages) guide(*web.Request) (web.Reply, error) {
	return web.Download("pages.json", "application/json", p.Guide), nil
}
