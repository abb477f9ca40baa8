package account

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// showAccounts is GET /accounts: all of them, or for a supervisor those of her agency.
func (p Pages) showAccounts(r *web.Request) (web.Reply, error) {
	type data struct {
		accounts []identity.Account
		in       partnership
	}
	d, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (d data, err error) {
		if d.accounts, err = identity.Accounts(ctx, v); err != nil {
			return d, err
		}
		d.in, err = loadPartnership(ctx, v)
		return d, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	rows := make([][]view.Part, 0, len(d.accounts))
	for _, a := range d.accounts {
		var roles view.Lines
		for _, m := range a.Memberships {
			roles = append(roles, view.Text(p.role(d.in, m.Membership)))
		}
		if len(roles) == 0 {
			roles = view.Lines{view.Text("None: sees nothing")}
		}
		rows = append(rows, []view.Part{view.Link{Text: a.Name, Href: "/accounts/" + string(a.ID)}, roles, view.Text(lastUsed(a)), status(a)})
	}
	var add view.Part
	if r.Could(identity.ActAdd) {
		add = view.LinkButton{Text: "Add an account", Href: "/accounts/new"}
	}
	return web.Page(view.Page{
		Title: "Accounts", Wide: true,
		Body: view.Parts{add, view.Table{Caption: "People who can sign in", Pattern: view.Stack, BoldHeads: true, Rows: rows,
			Columns: []view.Column{{Head: "Name"}, {Head: "Roles"}, {Head: "Last here", NoWrap: true}, {Head: "State"}},
			Empty:   "Nobody yet."}},
	}), nil
}

func lastUsed(a identity.Account) string {
	if a.SeenAt.IsZero() {
		return "Never"
	}
	return a.SeenAt.Date().Short()
}

// status says in a word or two how an account stands.
func status(a identity.Account) view.Part {
	switch {
	case a.Status == identity.Suspended:
		return view.Tag{Text: "Suspended", Colour: view.Red}
	case a.FirstPassword:
		return view.Tag{Text: "Not signed in yet", Colour: view.Yellow}
	case !a.Authenticator && a.CodesLeft == 0:
		return view.Tag{Text: "No codes left", Colour: view.Orange}
	}
	return view.Tag{Text: "Active", Colour: view.Green}
}
