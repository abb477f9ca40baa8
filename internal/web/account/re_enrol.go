package account

import (
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

func reEnrolPage(r *web.Request, a view.Answers) (view.Page, error) {
	d, err := loadOne(r)
	if err != nil {
		return view.Page{}, err
	}
	boxes := view.Parts{view.Checkboxes{Name: "seen", Legend: "Have you seen who they are?", LegendSize: "s",
		Items: []view.Choice{{Value: "yes", Label: "They are here with me, and I know who they are"}}}.From(a)}
	if r.Could(identity.ActSuspend) { // a supervisor renews the second step alone
		boxes = append(boxes, view.Checkboxes{Name: "password", Legend: "Have they forgotten their password too?", LegendSize: "s",
			Items: []view.Choice{{Value: "yes", Label: "Give a new first password as well"}}}.From(a))
	}
	return view.Page{
		Title: "Give new codes", Caption: d.Name, Back: &view.Back{Href: accountPath(d.ID), Text: "Account"}, Section: "/accounts",
		Body: view.Parts{
			view.WarningText{Body: view.Text("Their app and their codes from before stop working, and they are signed out everywhere.")},
			view.Form{Action: accountPath(d.ID) + "/re-enrol", Key: r.Key(), Body: boxes,
				Submit: view.Button{Text: "Show new codes"}, Beside: view.Link{Text: "Cancel", Href: accountPath(d.ID)}},
		},
	}, nil
}

// doReEnrol is POST /accounts/{account}/re-enrol. It answers with the codes, which are shown once.
func doReEnrol(r *web.Request) (web.Reply, error) {
	handout, err := identity.NewHandout(r.Context())
	if err != nil {
		return web.Reply{}, err
	}
	cmd := identity.ReEnrol{Account: account(r), Handout: handout, SeenHer: r.Form().Has("seen"), NewPassword: r.Form().Has("password")}
	if _, err := gate.Write(r.Context(), r.Gate(), "", cmd.Run); err != nil {
		return r.FormAgain(reEnrolPage, err)
	}
	var password view.Part
	if cmd.NewPassword {
		password = view.SummaryList{Rows: []view.SummaryRow{{Key: "First password", Value: view.Strong(handout.Password.Reveal()), Note: "It must be changed at the next sign-in."}}}
	}
	return web.Page(view.Page{Title: "New codes", Section: "/accounts", Body: view.Parts{
		password, printed(handout.Sheet), view.Link{Text: "Back to the account", Href: accountPath(cmd.Account)},
	}}), nil
}
