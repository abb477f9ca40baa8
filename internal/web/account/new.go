package account

import (
	"context"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

func (p Pages) newPage(r *web.Request, a view.Answers) (view.Page, error) {
	in, err := gate.Read(r.Context(), r.Gate(), loadPartnership)
	if err != nil {
		return view.Page{}, err
	}
	return view.Page{
		Title: "Add an account", Back: &view.Back{Href: "/accounts", Text: "Accounts"},
		Body: view.Form{
			Action: "/accounts/new", Key: r.Key(),
			Body: view.Parts{
				view.TextInput{Name: "name", Label: "Name"}.From(a),
				view.TextInput{Name: "email", Label: "Work email address", Type: "email"}.From(a),
				p.roleInputs(in, a),
			},
			Submit: view.Button{Text: "Add account"}, Beside: view.Link{Text: "Cancel", Href: "/accounts"},
		},
	}, nil
}

// roleInputs ask for a role, where, and for which service.
func (p Pages) roleInputs(in partnership, a view.Answers) view.Part {
	var roles, places []view.Choice
	for _, role := range access.Roles() {
		roles = append(roles, view.Choice{Value: string(role), Label: strings.ToUpper(string(role[:1])) + string(role[1:])})
	}
	for _, ag := range in.agencies {
		places = append(places, view.Choice{Value: string(ag.ID), Label: ag.Name})
		for _, t := range in.teams {
			if t.Agency == ag.ID {
				places = append(places, view.Choice{Value: string(ag.ID) + "/" + string(t.ID), Label: ag.Name + ", " + t.Name})
			}
		}
	}
	parts := view.Parts{
		view.Select{Name: "role", Label: "Role", Items: roles}.From(a),
		view.Select{Name: "where", Label: "Agency or team", Items: places}.From(a),
	}
	if len(p.Services) > 0 {
		services := append([]view.Choice{{Value: "all", Label: "Every service of the agency"}}, p.Services...)
		parts = append(parts, view.Select{Name: "service", Label: "Service", Value: "all", Items: services}.From(a))
	}
	return parts
}

// readRole reads what roleInputs ask.
func readRole(f *web.Form) (identity.AddMembership, error) {
	place, team, _ := strings.Cut(f.Text("where"), "/")
	m := identity.AddMembership{Role: access.Role(f.Text("role")), Agency: id.Agency(place), Team: id.Team(team)}
	if service := f.Text("service"); service != "all" {
		m.Service = service
	}
	if m.Role == "" {
		f.Fault("role", "Choose a role")
	}
	if m.Agency == "" {
		f.Fault("where", "Choose an agency or a team")
	}
	return m, f.Err()
}

// doNew is POST /accounts/new. It answers with the first password and the codes, which are shown
// once. The account and its first role are made together or not at all.
func (p Pages) doNew(r *web.Request) (web.Reply, error) {
	f := r.Form()
	membership, err := readRole(f)
	if err != nil {
		return r.FormAgain(p.newPage, err)
	}
	handout, err := identity.NewHandout(r.Context())
	if err != nil {
		return web.Reply{}, err
	}
	add := identity.AddAccount{Login: f.Text("email"), Name: f.Text("name"), Handout: handout}
	_, err = gate.Write(r.Context(), r.Gate(), "", func(ctx context.Context, tx *gate.Tx) (id.Account, error) {
		if _, err := agency.ByID(ctx, tx, membership.Agency); err != nil {
			return "", err
		}
		account, err := add.Run(ctx, tx)
		if err != nil {
			return "", err
		}
		m := membership
		m.Account = account
		_, err = m.Run(ctx, tx)
		return account, err
	})
	if err != nil {
		return r.FormAgain(p.newPage, err)
	}
	return web.Page(view.Page{Title: "Account added", Headless: true, Body: view.Parts{
		view.Panel{Title: "Account added", Body: view.Text("Hand this over in person")},
		view.SummaryList{Rows: []view.SummaryRow{{Key: "First password", Value: view.Strong(handout.Password.Reveal()), Note: "It must be changed at the first sign-in."}}},
		printed(handout.Sheet),
		view.Link{Text: "All accounts", Href: "/accounts"},
	}}), nil
}
