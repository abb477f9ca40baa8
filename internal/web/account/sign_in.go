package account

import (
	"strconv"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
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
	say := p.Words
	return view.Page{
		Title: say("sign_in.title"), Intro: p.whySignedOut(r),
		Body: view.Parts{people, view.Form{
			Action: "/sign-in", Key: r.Key(), Hidden: []view.Hidden{{Name: "next", Value: r.Next()}},
			Body: view.Parts{
				view.TextInput{Name: "email", Label: say("sign_in.email"), Type: "email", Autocomplete: "username", Width: 30}.From(a),
				view.TextInput{Name: "password", Label: say("sign_in.password"), Type: "password", Autocomplete: "current-password", Width: 30}.From(a),
			},
			Submit: view.Button{Text: say("sign_in.continue")},
		}},
		Aside: view.Parts{
			view.H2(say("sign_in.cannot")),
			view.Small(say("sign_in.cannot_how")),
		},
	}, nil
}

// whySignedOut says to somebody whose session has ended why she is asked to sign in; nothing to anybody else.
func (p Pages) whySignedOut(r *web.Request) view.Part {
	var why string
	switch identity.Ended(r.Session().Ended) {
	case identity.EndedIdle:
		why = p.Words("sign_in.idle", "minutes", whole(p.Rules.Idle.Minutes()))
	case identity.EndedOver:
		why = p.Words("sign_in.over", "hours", whole(p.Rules.Absolute.Hours()))
	case identity.EndedHere:
		why = p.Words("sign_in.ended")
	default:
		return nil
	}
	return view.Alert{Kind: view.AlertInformation, Heading: p.Words("sign_in.was_out"), Body: view.Para(why)}
}

// whole writes a number without its fraction.
func whole(n float64) string { return strconv.Itoa(int(n)) }

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

// proceed goes to the step that follows, with its token in the browser.
func (p Pages) proceed(r *web.Request, s identity.Step) web.Reply {
	soon := r.Now().Add(p.Rules.Steps)
	switch s.Next {
	case identity.NeedsCode:
		return web.SeeOther(withNext("/sign-in/code", r.Next())).StartSession(s.Token.Reveal(), soon)
	case identity.NeedsPassword:
		return web.SeeOther(withNext("/sign-in/password", r.Next())).StartSession(s.Token.Reveal(), soon)
	}
	return web.SeeOther(r.Next()).StartSession(s.Token.Reveal(), r.Now().Add(p.Rules.Absolute)).KnowBrowser(s.Known.Reveal(), identity.KnownFor)
}

func (p Pages) codePage(r *web.Request, a view.Answers) (view.Page, error) {
	say := p.Words
	return view.Page{
		Title: say("sign_in.code.title"), Back: &view.Back{Href: "/sign-in"},
		Body: view.Form{
			Action: "/sign-in/code", Key: r.Key(), Hidden: []view.Hidden{{Name: "next", Value: r.Next()}},
			Body: view.TextInput{Name: "secret_code", Label: say("sign_in.code.label"), Autocomplete: "one-time-code", Width: 10,
				Hint: say("sign_in.code.hint")}.From(a),
			Submit: view.Button{Text: say("sign_in.title")},
		},
		Aside: view.Parts{view.H2(say("sign_in.code.none")), view.Small(say("sign_in.code.none_how"))},
	}, nil
}

// doCode is POST /sign-in/code: the second step.
func (p Pages) doCode(r *web.Request) (web.Reply, error) {
	step, err := identity.GiveCode(r.Context(), r.Gate(), p.Rules, identity.Code{
		Token: identity.Hide(r.Token()), Code: hidden(r, "secret_code"), Address: r.Network(), Known: identity.Hide(r.KnownToken()),
	})
	if err != nil {
		return p.stepAgain(r, p.codePage, err)
	}
	return p.proceed(r, step), nil
}

func (p Pages) choosePage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{
		Title: p.Words("sign_in.choose.title"), Lead: p.Words("sign_in.choose.lead"),
		Body: view.Form{
			Action: "/sign-in/password", Key: r.Key(), Hidden: []view.Hidden{{Name: "next", Value: r.Next()}},
			Body: p.newPasswordInputs(a), Submit: view.Button{Text: p.Words("sign_in.choose.send")},
		},
	}, nil
}

// newPasswordInputs ask for a new password twice.
func (p Pages) newPasswordInputs(a view.Answers) view.Part {
	return view.Parts{
		view.TextInput{Name: "new-password", Label: p.Words("sign_in.choose.new"), Type: "password", Autocomplete: "new-password", Width: 30,
			Hint: p.Words("sign_in.choose.new_hint")}.From(a),
		view.TextInput{Name: "password-again", Label: p.Words("sign_in.choose.again"), Type: "password", Autocomplete: "new-password", Width: 30}.From(a),
	}
}

// samePasswords notes two passwords that differ.
func (p Pages) samePasswords(f *web.Form) error {
	if f.Text("new-password") != f.Text("password-again") {
		f.Fault("password-again", p.Words("sign_in.choose.differs"))
	}
	return f.Err()
}

// doChoose is POST /sign-in/password: the last step, the first time.
func (p Pages) doChoose(r *web.Request) (web.Reply, error) {
	if err := p.samePasswords(r.Form()); err != nil {
		return r.FormAgain(p.choosePage, err)
	}
	step, err := identity.ChoosePassword(r.Context(), r.Gate(), p.Rules, identity.Choice{
		Token: identity.Hide(r.Token()), Password: hidden(r, "new-password"), Address: r.Network(), Known: identity.Hide(r.KnownToken()),
	})
	if err != nil {
		return p.stepAgain(r, p.choosePage, err)
	}
	return p.proceed(r, step), nil
}

// stepAgain shows a step once more, or the first when too much time went by.
func (p Pages) stepAgain(r *web.Request, page web.PageFunc, err error) (web.Reply, error) {
	if errs.KindOf(err) == errs.NotFound {
		return web.SeeOther(withNext("/sign-in", r.Next())).Saying(p.Words("sign_in.from_start")), nil
	}
	return r.FormAgain(page, err)
}

// doSignOut is POST /sign-out. A session that has ended already is no fault.
func (p Pages) doSignOut(r *web.Request) (web.Reply, error) {
	_, err := gate.Write(r.Context(), r.Gate(), "", identity.SignOut{Token: identity.Hide(r.Token())}.Run)
	if err != nil && errs.KindOf(err) != errs.NotFound {
		return web.Reply{}, err
	}
	return web.SeeOther("/sign-in").EndSession().Saying(p.Words("sign_in.out")), nil
}
