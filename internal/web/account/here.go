package account

import (
	"goldenthread/internal/access"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// herePath is where somebody begins for whose role no page of its own is the first.
const herePath = "/here"

// later says, to those whose work has no pages here yet, how it goes on until then. It promises no day.
var later = map[access.Role]string{
	access.PanelChair: "Panels are not held in this program yet: agenda, decisions and minutes stay where they are kept now. " +
		"What a panel decides comes in through its coordinator, who records it as a referral and sees what becomes of it.",
	access.CommunitySafetyLead: "Panels, case reviews and the escalation to your office are not in this program yet. " +
		"Colleagues of your agency who refer somebody see what becomes of it, and the agency’s week.",
	access.CommunitySafetyManager: "Panels, case reviews and absent agencies are not followed in this program yet. " +
		"Colleagues of your agency who refer somebody see what becomes of it, and the agency’s week.",
	access.VictimsChampion: "The page to print before each meeting is not in this program yet. " +
		"The commissioning officer can give you each service’s return, with every figure explained.",
	access.PersonSupported: "Your own page is not ready yet. The person who supports you can tell you what happens next, what was promised, and who has looked at your record. " +
		"You can ask for that list at any time. If you are in danger, ring 999.",
}

// showHere is GET /here: what this account can do today, with links that work, and what is not here yet.
func (p Pages) showHere(r *web.Request) (web.Reply, error) {
	var rows view.Rows
	for _, item := range p.Nav {
		if r.Could(item.Action) {
			rows.Items = append(rows.Items, view.Row{Body: view.Link{Text: item.Text, Href: item.Path}})
		}
	}
	rows.Items = append(rows.Items, view.Row{Body: view.Link{Text: "Your account", Href: "/account"}, Note: view.Text("Your password, your codes, and where you are signed in")})
	var body view.Parts
	if words, ok := later[access.Role(r.Session().Role)]; ok {
		body = append(body, view.InsetText{Body: view.Text(words)})
	}
	return web.Page(view.Page{Title: "What you can do here", Section: herePath, Body: append(body, view.H2("Open to you today"), rows)}), nil
}
