// Package demo is the first page of a demonstration: whom a visitor can be, in one press of a button.
// There is no such page in front of real data.
package demo

import (
	"net/http"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// Pages is what the first page needs to know besides the request.
type Pages struct {
	Mode  identity.DemoMode
	Start func(*web.Request) string // where somebody signed in begins
	Guide []byte                    // JSON: which pages there are for whom, for those who walk through them all
}

// Routes are the pages' addresses.
func (p Pages) Routes() web.Routes {
	return web.Routes{
		{Method: http.MethodGet, Pattern: "/{$}", Action: access.Public, Handler: p.first},
		{Method: http.MethodGet, Pattern: "/demo/pages.json", Action: access.Public, Handler: p.guide},
	}
}

func (p Pages) first(r *web.Request) (web.Reply, error) {
	if r.Session().ID != "" {
		return web.SeeOther(p.Start(r)), nil
	}
	people, err := identity.DemoPeople(r.Context(), r.Gate(), p.Mode)
	if err != nil {
		return web.Reply{}, err
	}
	slices.SortStableFunc(people, func(a, b identity.DemoPerson) int { return turn(a.Role) - turn(b.Role) })
	var buttons view.Parts
	for at, who := range people {
		if i := turn(who.Role); i == len(tour) && (at == 0 || turn(people[at-1].Role) < i) {
			buttons = append(buttons, view.H2("Or as somebody whose work is not here yet"))
		}
		buttons = append(buttons, view.ButtonForm{
			Action: "/sign-in/as", Key: r.Key(), Hidden: []view.Hidden{{Name: "account", Value: string(who.Account)}, {Name: "next", Value: "/"}},
			Button: view.Button{Text: Button(who.Name, string(who.Role)), Kind: view.Secondary},
		})
		if i := turn(who.Role); i < len(tour) {
			buttons = append(buttons, view.Small(tour[i].see))
		}
	}
	return web.Page(view.Page{
		Title: "One person, several agencies, told once",
		Lead:  "Golden Thread looks after people hurt by anti-social behaviour and crime, from the first report to the commissioner’s return.",
		Body: view.Parts{
			view.H2("Look round as one of these people"),
			buttons,
		},
		Aside: view.Parts{
			view.H2("Nobody here is real"),
			view.Small("The people, streets and numbers are made up. The dates of the last twelve months move with today; 2014 and 2017 to 2018 stand as they were, with the figures that were published."),
		},
	}), nil
}

// tour is in which order the people of a demonstration are met, and what each of them sees.
var tour = []struct {
	role access.Role
	see  string
}{
	{access.CaseWorker, "Her day: people to call and how it is safe to, promises due and one broken, a trial, an alarm."},
	{access.Supervisor, "New referrals, the waiting list, alarms to answer for, two neighbours who each complain of the other."},
	{access.VictimCareOfficer, "First contact after yesterday’s police file: who is waiting, and whom nobody may call."},
	{access.CommissioningOfficer, "The return of 2017 to 2018, figure by figure as it was published, and the one that was printed wrong."},
	{access.Administrator, "Everything that comes in, by every door, with its reasons; the files add up."},
	{access.Coach, "Clients and their one to three sessions."},
	{access.SafeguardingLead, "Alarms, children, and people who are not safe."},
	{access.Referrer, "Referring someone in two minutes, and what came of it, as far as that may be told."},
	{access.PoliceLiaison, "Handing in a file, and what became of each row."},
	{access.PanelCoordinator, "A panel’s decision becomes a referral."},
	{access.Mediator, "The people who agreed to mediation, and how far it is."},
	{access.EngagementOfficer, "Training and awareness events, who came, and the people who help."},
	{access.AgencyContact, "The weekly scorecard of what the council sent."},
	{access.Commissioner, "The returns that were handed in: to read, to ask about, to accept."},
	{access.Analyst, "The same returns, and what stands behind each figure."},
	{access.DataProtectionLead, "Who has looked at a record, and how many asked not to be contacted."},
	{access.Auditor, "How the log of every look and change stands, and who has looked at a record."},
	{access.SystemAdministrator, "Accounts, roles and agencies, and nobody’s record."},
}

// turn gives the place of a role in the tour; those who are not in it come last.
func turn(role access.Role) int {
	for i, t := range tour {
		if t.role == role {
			return i
		}
	}
	return len(tour)
}

// Button is what stands on the button by which a visitor signs in as somebody.
func Button(name, role string) string { return "Sign in as " + name + ", " + role }

func (p Pages) guide(*web.Request) (web.Reply, error) {
	return web.Download("pages.json", "application/json", p.Guide), nil
}
