package account

import (
	"context"
	"fmt"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// partnership names agencies and teams by their ids.
type partnership struct {
	agencies []agency.Agency
	teams    []agency.Team
}

func loadPartnership(ctx context.Context, v *gate.View) (partnership, error) {
	agencies, err := agency.List(ctx, v)
	if err != nil {
		return partnership{}, err
	}
	teams, err := agency.Teams(ctx, v)
	return partnership{agencies, teams}, err
}

// where says in words where a membership is: "Barnet Homes, ASB team".
func (p partnership) where(m access.Membership) string {
	words := ""
	for _, a := range p.agencies {
		if a.ID == m.Agency {
			words = a.Name
		}
	}
	for _, t := range p.teams {
		if t.ID == m.Team {
			words += ", " + t.Name
		}
	}
	return words
}

// ownData is what the page of one's own account shows.
type ownData struct {
	identity.Own
	partnership
	unsent []identity.Draft
}

// showAccount is GET /account.
func (p Pages) showAccount(r *web.Request) (web.Reply, error) {
	data, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (d ownData, err error) {
		if d.Own, err = identity.LoadOwn(ctx, v); err != nil {
			return d, err
		}
		if d.unsent, err = identity.Drafts(ctx, v); err != nil {
			return d, err
		}
		d.partnership, err = loadPartnership(ctx, v)
		return d, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	var roles view.Lines
	for _, m := range data.Memberships {
		roles = append(roles, view.Text(p.role(data.partnership, m.Membership)))
	}
	app, change := "Not set up", "Set up"
	if data.Authenticator {
		app, change = "Set up", "Replace"
	}
	return web.Page(view.Page{
		Title: "Your account",
		Body: view.Parts{
			view.SummaryList{Rows: []view.SummaryRow{
				{Key: "Name", Value: view.Text(data.Name)},
				{Key: "Email address", Value: view.Text(data.Login)},
				{Key: "Roles", Value: roles},
				{Key: "Password", Value: view.Text("Known to you alone"), Actions: []view.Link{{Text: "Change", Href: "/account/password"}}},
				{Key: "Authenticator app", Value: view.Text(app), Actions: []view.Link{{Text: change, Href: "/account/authenticator"}}},
				{Key: "Email from us", Value: view.Text("What you are written to about, and when"), Actions: []view.Link{{Text: "Choose", Href: "/account/email"}}},
				{Key: "Printed codes", Value: view.Textf("%d of 10 left", data.CodesLeft), Actions: []view.Link{{Text: "Print new ones", Href: "/account/codes"}}},
			}},
			unsentForms(data.unsent),
			sessionTable(r, data.Sessions),
		},
	}), nil
}

// role says a membership in words: "case worker, Barnet Homes, ASB team, for ASC".
func (p Pages) role(in partnership, m access.Membership) string {
	words := string(m.Role)
	if where := in.where(m); where != "" {
		words += ", " + where
	}
	for _, s := range p.Services {
		if s.Value == m.Service && m.Service != "" {
			words += ", for " + s.Label
		}
	}
	return words
}

func unsentForms(list []identity.Draft) view.Part {
	if len(list) == 0 {
		return nil
	}
	items := make([]view.Part, 0, len(list))
	for _, d := range list {
		items = append(items, view.Link{Text: fmt.Sprintf("Form begun on %s, kept until %s", d.SavedAt.Date().Short(), d.SavedAt.Clock()), Href: d.Form})
	}
	return view.Parts{view.H2("Forms you have not sent"), view.List{Items: items, Bullets: true}}
}

func sessionTable(r *web.Request, sessions []identity.Session) view.Part {
	rows := make([][]view.Part, 0, len(sessions))
	for _, s := range sessions {
		var do view.Part = view.Text("This is the one you are using")
		if !s.Mine {
			do = view.ButtonForm{Action: "/account/sessions/" + string(s.ID) + "/end", Key: r.Key(),
				Button: view.Button{Text: "Sign out there", Unseen: s.Device, Kind: view.AsLink}}
		}
		rows = append(rows, []view.Part{view.Text(s.Device), view.Text(s.Since.Date().Short() + ", " + s.Since.Clock()),
			view.Text(s.SeenAt.Date().Short() + ", " + s.SeenAt.Clock()), do})
	}
	return view.Table{Caption: "Where you are signed in", Pattern: view.Stack, Rows: rows,
		Columns: []view.Column{{Head: "Where"}, {Head: "Since", NoWrap: true}, {Head: "Last used", NoWrap: true}, {Head: "End it"}}}
}

// doEndSession is POST /account/sessions/{session}/end.
func doEndSession(r *web.Request) (web.Reply, error) {
	session := id.Session(r.Path("session"))
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), identity.RevokeSession{Session: session}.Run); err != nil {
		return web.Reply{}, err
	}
	if session == r.Session().ID {
		return web.SeeOther("/sign-in").EndSession().Saying("You have signed out."), nil
	}
	return web.SeeOther("/account").Saying("That session has ended."), nil
}
