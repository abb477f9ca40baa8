package account

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// oneData is what the page of somebody's account shows.
type oneData struct {
	identity.Account
	partnership
}

func loadOne(r *web.Request) (oneData, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (d oneData, err error) {
		if d.Account, err = identity.LoadAccount(ctx, v, account(r)); err != nil {
			return d, err
		}
		d.partnership, err = loadPartnership(ctx, v)
		return d, err
	})
}

func account(r *web.Request) id.Account { return id.Account(r.Path("account")) }

func accountPath(a id.Account) string { return "/accounts/" + string(a) }

func (p Pages) onePage(r *web.Request, a view.Answers) (view.Page, error) {
	d, err := loadOne(r)
	if err != nil {
		return view.Page{}, err
	}
	path := accountPath(d.ID)
	app := "No"
	if d.Authenticator {
		app = "Yes"
	}
	page := view.Page{
		Title: "Account", Heading: d.Name, Back: &view.Back{Href: "/accounts", Text: "Accounts"}, Section: "/accounts",
		Body: view.Parts{
			view.SummaryList{Rows: []view.SummaryRow{
				{Key: "Email address", Value: view.Text(d.Login)},
				{Key: "State", Value: status(d.Account)},
				{Key: "Last here", Value: view.Text(lastUsed(d.Account))},
				{Key: "Authenticator app", Value: view.Text(app)},
				{Key: "Printed codes", Value: view.Textf("%d of 10 left", d.CodesLeft)},
			}},
			p.roleTable(r, d),
		},
		Aside: asideOf(r, d),
	}
	if r.Could(identity.ActMembership) {
		page.Body = view.Parts{page.Body, view.H2("Give a role"), view.Form{
			Action: path + "/roles", Key: r.Key(), Body: p.roleInputs(d.partnership, a), Submit: view.Button{Text: "Give role", Kind: view.Secondary}}}
	}
	return page, nil
}

func (p Pages) roleTable(r *web.Request, d oneData) view.Part {
	rows := make([][]view.Part, 0, len(d.Memberships))
	for _, m := range d.Memberships {
		var do view.Part = view.Text("")
		if r.Could(identity.ActMembership) {
			do = view.ButtonForm{Action: accountPath(d.ID) + "/roles/" + string(m.ID) + "/end", Key: r.Key(),
				Button: view.Button{Text: "End", Unseen: "the role " + string(m.Role), Kind: view.AsLink}}
		}
		rows = append(rows, []view.Part{view.Text(p.role(d.partnership, m.Membership)), view.Text(m.Since.Date().Short()), do})
	}
	return view.Table{Caption: "Roles now", Pattern: view.Stack, Rows: rows,
		Columns: []view.Column{{Head: "Role"}, {Head: "Since", NoWrap: true}, {Head: "End it"}}, Empty: "None: this person sees nothing."}
}

// asideOf is what can be done with the whole account.
func asideOf(r *web.Request, d oneData) view.Part {
	parts := view.Parts{
		view.H2("Lost telephone or codes?"),
		view.Small("Only when the person stands before you."),
		view.LinkButton{Text: "Give new codes", Href: accountPath(d.ID) + "/re-enrol", Kind: view.Secondary},
	}
	if !r.Could(identity.ActSuspend) {
		return parts
	}
	version := []view.Hidden{{Name: "version", Value: string(view.Textf("%d", d.Version))}}
	if d.Status == identity.Suspended {
		return append(parts, view.H2("Suspended"), view.ButtonForm{Action: accountPath(d.ID) + "/reinstate", Key: r.Key(), Hidden: version,
			Button: view.Button{Text: "Let them sign in again", Kind: view.Secondary}})
	}
	return append(parts, view.H2("Leaving, or in doubt?"), view.Small("They are signed out everywhere at once."),
		view.ButtonForm{Action: accountPath(d.ID) + "/suspend", Key: r.Key(), Hidden: version, Button: view.Button{Text: "Suspend account", Kind: view.Danger}})
}

// doAddRole is POST /accounts/{account}/roles.
func (p Pages) doAddRole(r *web.Request) (web.Reply, error) {
	cmd, err := readRole(r.Form())
	if err != nil {
		return r.FormAgain(p.onePage, err)
	}
	cmd.Account = account(r)
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return r.FormAgain(p.onePage, err)
	}
	return web.SeeOther(accountPath(cmd.Account)).Saying("The role is given. It counts from now on."), nil
}

// doEndRole is POST /accounts/{account}/roles/{membership}/end.
func doEndRole(r *web.Request) (web.Reply, error) {
	cmd := identity.EndMembership{Membership: id.Membership(r.Path("membership"))}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(accountPath(account(r))).Saying("The role has ended."), nil
}

// doSuspend is POST /accounts/{account}/suspend.
func doSuspend(r *web.Request) (web.Reply, error) {
	cmd := identity.Suspend{Account: account(r), Version: r.Form().Int("version")}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(accountPath(cmd.Account)).Saying("The account is suspended. They are signed out everywhere."), nil
}

// doReinstate is POST /accounts/{account}/reinstate.
func doReinstate(r *web.Request) (web.Reply, error) {
	cmd := identity.Reinstate{Account: account(r), Version: r.Form().Int("version")}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(accountPath(cmd.Account)).Saying("They can sign in again."), nil
}
