package account

import (
	"fmt"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// showSignIn is GET /sign-in. Somebody who is signed in already goes on to where she wanted to.
func (p Pages) showSignIn(r *web.Request) (web.Reply, error) {
	if r.Session().ID != "" {
		return web.SeeOther(r.Next()), nil
	}
	return web.Show(p.signInPage)(r)
}

func (p Pages) signInPage(r *web.Request, a view.Answers) (view.Page, error) {
	people, err := p.people(r)
	if err != nil {
		return view.Page{}, err
	}
	return view.Page{
		Title: "Sign in", Intro: p.whySignedOut(r),
		Body: view.Parts{people, view.Form{
			Action: "/sign-in", Key: r.Key(), Hidden: []view.Hidden{{Name: "next", Value: r.Next()}},
			Body: view.Parts{
				view.TextInput{Name: "email", Label: "Work email address", Type: "email", Autocomplete: "username", Width: 30}.From(a),
				view.TextInput{Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password", Width: 30}.From(a),
			},
			Submit: view.Button{Text: "Continue"},
		}},
		Aside: view.Parts{
			view.H2("Can’t sign in?"),
			view.Small("Ask your supervisor. They can give you new codes when they see you. A new password comes from a system administrator."),
		},
	}, nil
}

// whySignedOut says to somebody whose session has ended why she is asked to sign in; nothing to anybody else.
func (p Pages) whySignedOut(r *web.Request) view.Part {
	var why string
	switch identity.Ended(r.Session().Ended) {
	case identity.EndedIdle:
		why = fmt.Sprintf("Nothing was done here for %.0f minutes.", p.Rules.Idle.Minutes())
	case identity.EndedOver:
		why = fmt.Sprintf("You signed in %.0f hours ago, which is the longest that one sign-in lasts.", p.Rules.Absolute.Hours())
	case identity.EndedHere:
		why = "Your session was ended, from another device or by a new password or codes. If that was not you, tell a system administrator."
	default:
		return nil
	}
	return view.Alert{Kind: view.AlertInformation, Heading: "You were signed out", Body: view.Para(why)}
}

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

// doSignIn is POST /sign-in: the first step.
func (p Pages) doSignIn(r *web.Request) (web.Reply, error) {
	step, err := identity.SignIn(r.Context(), r.Gate(), p.Rules, identity.Attempt{
		Login: r.Form().Text("email"), Password: hidden(r, "password"),
		Address: r.Network(), Device: device(r), Known: identity.Hide(r.KnownToken()),
	})
	if err != nil {
		return r.FormAgain(p.signInPage, err)
	}
	return p.proceed(r, step), nil
}

// doSignInAs is POST /sign-in/as: a button of the demonstration. Elsewhere there is no such page.
func (p Pages) doSignInAs(r *web.Request) (web.Reply, error) {
	step, err := identity.DemoSignIn(r.Context(), r.Gate(), p.Demo, p.Rules, id.Account(r.Form().Text("account")), device(r))
	if err != nil {
		return web.Reply{}, err
	}
	return p.proceed(r, step), nil
}

// proceed goes to the step that follows, with its token in the browser.
func (p Pages) proceed(r *web.Request, s identity.Step) web.Reply {
	soon := r.Now().Add(p.Rules.Steps)
	switch s.Next {
	case identity.NeedsCode:
		return web.SeeOther(withNext("/sign-in/code", r.Next())).StartSession(s.Token.Reveal(), soon)
	case identity.NeedsPassword:
		return web.SeeOther(withNext("/sign-in/password", r.Next())).StartSession(s.Token.Reveal(), soon)
	}
	return web.SeeOther(r.Next()).StartSession(s.Token.Reveal(), r.Now().Add(p.Rules.Absolute)).KnowBrowser(s.Known.Reveal())
}

func codePage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{
		Title: "Enter a code", Back: &view.Back{Href: "/sign-in"},
		Body: view.Form{
			Action: "/sign-in/code", Key: r.Key(), Hidden: []view.Hidden{{Name: "next", Value: r.Next()}},
			Body: view.TextInput{Name: "code", Label: "Code", Autocomplete: "one-time-code", Width: 10,
				Hint: "The 6 digits your authenticator app shows now, or the next code on your printed sheet. Each works once."}.From(a),
			Submit: view.Button{Text: "Sign in"},
		},
		Aside: view.Parts{view.H2("No code?"), view.Small("Ask your supervisor for a new sheet. They must see you to give it to you.")},
	}, nil
}

// doCode is POST /sign-in/code: the second step.
func (p Pages) doCode(r *web.Request) (web.Reply, error) {
	step, err := identity.GiveCode(r.Context(), r.Gate(), p.Rules, identity.Code{
		Token: identity.Hide(r.Token()), Code: hidden(r, "code"), Address: r.Network(), Known: identity.Hide(r.KnownToken()),
	})
	if err != nil {
		return stepAgain(r, codePage, err)
	}
	return p.proceed(r, step), nil
}

func choosePage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{
		Title: "Choose your password", Lead: "The first one was given to you by somebody. Choose one that only you know.",
		Body: view.Form{
			Action: "/sign-in/password", Key: r.Key(), Hidden: []view.Hidden{{Name: "next", Value: r.Next()}},
			Body: newPasswordInputs(a), Submit: view.Button{Text: "Keep this password and sign in"},
		},
	}, nil
}

// newPasswordInputs ask for a new password twice.
func newPasswordInputs(a view.Answers) view.Part {
	return view.Parts{
		view.TextInput{Name: "new-password", Label: "New password", Type: "password", Autocomplete: "new-password", Width: 30,
			Hint: "12 characters or more. Three words that don’t belong together are easy to keep in mind."}.From(a),
		view.TextInput{Name: "password-again", Label: "New password again", Type: "password", Autocomplete: "new-password", Width: 30}.From(a),
	}
}

// samePasswords notes two passwords that differ.
func samePasswords(f *web.Form) error {
	if f.Text("new-password") != f.Text("password-again") {
		f.Fault("password-again", "This is not the same as the new password above: type both again")
	}
	return f.Err()
}

// doChoose is POST /sign-in/password: the last step, the first time.
func (p Pages) doChoose(r *web.Request) (web.Reply, error) {
	if err := samePasswords(r.Form()); err != nil {
		return r.FormAgain(choosePage, err)
	}
	step, err := identity.ChoosePassword(r.Context(), r.Gate(), p.Rules, identity.Choice{
		Token: identity.Hide(r.Token()), Password: hidden(r, "new-password"), Address: r.Network(), Known: identity.Hide(r.KnownToken()),
	})
	if err != nil {
		return stepAgain(r, choosePage, err)
	}
	return p.proceed(r, step), nil
}

// stepAgain shows a step once more, or the first when too much time went by.
func stepAgain(r *web.Request, page web.PageFunc, err error) (web.Reply, error) {
	if errs.KindOf(err) == errs.NotFound {
		return web.SeeOther(withNext("/sign-in", r.Next())).Saying("Sign in again from the start: too much time or too many tries went by."), nil
	}
	return r.FormAgain(page, err)
}

// doSignOut is POST /sign-out. A session that has ended already is no fault.
func doSignOut(r *web.Request) (web.Reply, error) {
	_, err := gate.Write(r.Context(), r.Gate(), "", identity.SignOut{Token: identity.Hide(r.Token())}.Run)
	if err != nil && errs.KindOf(err) != errs.NotFound {
		return web.Reply{}, err
	}
	return web.SeeOther("/sign-in").EndSession().Saying("You have signed out."), nil
}
