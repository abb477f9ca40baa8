package account

import (
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// people are the buttons of the demonstration, and nothing outside one.
func (p Pages) people(r *web.Request) (view.Part, error) {
	if !p.Demo.On() {
		return nil, nil
	}
	people, err := identity.DemoPeople(r.Context(), r.Gate(), p.Demo)
	if err != nil {
		return nil, err
	}
	var buttons view.Parts
	for _, who := range people {
		buttons = append(buttons, view.ButtonForm{
			Action: "/sign-in/as", Key: r.Key(), Hidden: []view.Hidden{{Name: "account", Value: string(who.Account)}, {Name: "next", Value: r.Next()}},
			Button: view.Button{Text: "Sign in as " + who.Name + ", " + string(who.Role), Kind: view.Secondary},
		})
	}
	return view.Parts{view.H2("Look round as somebody"), buttons, view.H2("Or sign in as you would at work")}, nil
}

// doSignInAs is POST /sign-in/as: a button of the demonstration. Elsewhere there is no such page.
func (p Pages) doSignInAs(r *web.Request) (web.Reply, error) {
	step, err := identity.DemoSignIn(r.Context(), r.Gate(), p.Demo, p.Rules, id.Account(r.Form().Text("account")), device(r))
	if err != nil {
		return web.Reply{}, err
	}
	return p.proceed(r, step), nil
}
