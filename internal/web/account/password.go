package account

import (
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

func (p Pages) passwordPage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{
		Title: "Change your password", Back: &view.Back{Href: "/account"},
		Body: view.Form{
			Action: "/account/password", Key: r.Key(),
			Body:   view.Parts{ownPassword(a), p.newPasswordInputs(a)},
			Submit: view.Button{Text: "Change password"}, Beside: view.Link{Text: "Cancel", Href: "/account"},
		},
	}, nil
}

// ownPassword asks for the password somebody has, before how she signs in is changed.
func ownPassword(a view.Answers) view.Part {
	return view.TextInput{Name: "password", Label: "Your password now", Type: "password", Autocomplete: "current-password", Width: 30}.From(a)
}

// doPassword is POST /account/password.
func (p Pages) doPassword(r *web.Request) (web.Reply, error) {
	if err := p.samePasswords(r.Form()); err != nil {
		return r.FormAgain(p.passwordPage, err)
	}
	cmd, err := identity.NewPassword(r.Context(), r.Gate(), hidden(r, "password"), hidden(r, "new-password"))
	if err != nil {
		return r.FormAgain(p.passwordPage, err)
	}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return r.FormAgain(p.passwordPage, err)
	}
	return web.SeeOther("/account").Saying("Your password is changed. You are signed out everywhere else."), nil
}
