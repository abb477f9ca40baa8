package account

import (
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

func codesPage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{
		Title: "Print new codes", Back: &view.Back{Href: "/account"},
		Lead: "Ten codes on paper, each good for signing in once. You need no telephone for them.",
		Body: view.Parts{
			view.WarningText{Body: view.Text("The codes you have now stop working.")},
			view.Form{Action: "/account/codes", Key: r.Key(), Body: ownPassword(a),
				Submit: view.Button{Text: "Show new codes"}, Beside: view.Link{Text: "Cancel", Href: "/account"}},
		},
	}, nil
}

// doCodes is POST /account/codes. It answers with the codes themselves: they are shown once, so there
// is no address to come back to. Sent twice, the second sheet is the one that counts and is shown.
func doCodes(r *web.Request) (web.Reply, error) {
	proof, err := identity.ProvePassword(r.Context(), r.Gate(), hidden(r, "password"))
	if err != nil {
		return r.FormAgain(codesPage, err)
	}
	sheet, err := identity.NewSheet()
	if err != nil {
		return web.Reply{}, err
	}
	if _, err := gate.Write(r.Context(), r.Gate(), "", identity.PrintCodes{Proof: proof, Sheet: sheet}.Run); err != nil {
		return r.FormAgain(codesPage, err)
	}
	return web.Page(view.Page{Title: "Your new codes", Body: view.Parts{
		printed(sheet), view.Link{Text: "Back to your account", Href: "/account"},
	}}), nil
}

// printed is a sheet of codes, to be printed or written down.
func printed(s identity.Sheet) view.Part {
	items := make([]view.Part, 0, len(s.Codes))
	for _, c := range s.Codes {
		items = append(items, view.Strong(c.Reveal()))
	}
	return view.Parts{
		view.Para("Print this page or write these down now: they are not shown again. Cross each out when you have used it, and keep the paper apart from your password."),
		view.List{Items: items, Numbers: true},
	}
}
