package account

import (
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// authenticatorPage shows a new key. It is nobody's until a code made with it comes back; after a
// mistake the same key is shown again, for the app has it by then.
func authenticatorPage(r *web.Request, a view.Answers) (view.Page, error) {
	app, err := identity.NewAuthenticator()
	if err != nil {
		return view.Page{}, err
	}
	if a.Typed() {
		if app, err = identity.ReadAuthenticator(identity.Hide(a.Get("secret"))); err != nil {
			return view.Page{}, err
		}
	}
	code, err := square(app.Address())
	if err != nil {
		return view.Page{}, err
	}
	return view.Page{
		Title: "Set up an authenticator app", Back: &view.Back{Href: "/account"},
		Body: view.Parts{
			view.List{Numbers: true, Items: []view.Part{
				view.Text("Open an authenticator app on your telephone and choose to add an account."),
				view.Text("Point it at the square, or type the key in."),
				view.Text("Enter the 6 digits it shows."),
			}},
			code,
			view.SummaryList{Plain: true, Rows: []view.SummaryRow{{Key: "Key", Value: view.Text(app.Spaced().Reveal()), Note: "Whoever has this key has your codes. Don’t write it down."}}},
			view.Form{
				Action: "/account/authenticator", Key: r.Key(), Hidden: []view.Hidden{{Name: "secret", Value: app.Secret.Reveal()}},
				Body: view.Parts{
					view.TextInput{Name: "secret_code", Label: "Code the app shows", InputMode: "numeric", Autocomplete: "one-time-code", Width: 10}.From(a),
					ownPassword(a),
				},
				Submit: view.Button{Text: "Use this app"}, Beside: view.Link{Text: "Cancel", Href: "/account"},
			},
		},
	}, nil
}

// doAuthenticator is POST /account/authenticator.
func doAuthenticator(r *web.Request) (web.Reply, error) {
	app, err := identity.ReadAuthenticator(hidden(r, "secret"))
	if err != nil {
		return web.SeeOther("/account/authenticator").Saying("Start again: the key was not passed on whole."), nil
	}
	proof, err := identity.ProvePassword(r.Context(), r.Gate(), hidden(r, "password"))
	if err != nil {
		return r.FormAgain(authenticatorPage, err)
	}
	cmd := identity.EnrolTOTP{Proof: proof, Authenticator: app, Code: hidden(r, "secret_code")}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return r.FormAgain(authenticatorPage, err)
	}
	return web.SeeOther("/account").Saying("Your app is set up. Use its codes from now on; your printed ones work too."), nil
}
