package referrals

import (
	"net/http"
	"slices"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
)

// section is where these pages stand in the navigation; files is where what came of files is shown.
const (
	section = "/referrals"
	files   = "/referral-files"
)

// notForUs is where several referrals are turned away together.
const notForUs = section + "/not-for-us"

// fileMost is the largest file taken from a browser: about a hundred thousand rows. A larger one goes
// in by the command line.
const fileMost = 64 << 20

// pages is the catalogue that the handlers make their pages by.
type pages struct{ set *catalogue.Set }

// Routes gives the pages of referrals under a catalogue.
func Routes(set *catalogue.Set) web.Routes {
	p := pages{set}
	one := section + "/{reference}"
	routes := web.Routes{
		{Method: http.MethodGet, Pattern: section, Action: referral.ActInbox, Handler: p.inbox},
		{Method: http.MethodGet, Pattern: one, Action: referral.ActSee, Handler: p.one},
		{Method: http.MethodPost, Pattern: one + "/private", Action: referral.ActPrivate, Handler: p.keepPrivate},
		{Method: http.MethodGet, Pattern: one + "/compare", Action: person.ActLink, Handler: p.compare},
		{Method: http.MethodPost, Pattern: one + "/compare", Action: person.ActLink, Handler: p.decideLink},

		{Method: http.MethodGet, Pattern: notForUs, Action: referral.ActDecide, Handler: web.Show(p.notForUsPage)},
		{Method: http.MethodPost, Pattern: notForUs, Action: referral.ActDecide, Handler: p.turnAway},

		{Method: http.MethodGet, Pattern: section + "/file", Action: intake.ActImport, Handler: web.Show(p.filePage)},
		{Method: http.MethodPost, Pattern: section + "/file", Action: intake.ActImport, Handler: p.takeFile, MaxBody: fileMost},
		{Method: http.MethodGet, Pattern: files + "/{batch}", Action: intake.ActBatches, Handler: p.file},
		{Method: http.MethodGet, Pattern: files + "/{batch}/rows/{row}", Action: intake.ActMend, Handler: web.Show(p.mendRowPage)},
		{Method: http.MethodPost, Pattern: files + "/{batch}/rows/{row}", Action: intake.ActMend, Handler: p.mendRow},

		{Method: http.MethodGet, Pattern: "/refer/sent", Action: referral.ActOwnList, Handler: p.sent},
		{Method: http.MethodGet, Pattern: "/refer/sent/{reference}", Action: referral.ActSeeOwn, Handler: p.receipt},

		{Method: http.MethodGet, Pattern: "/refer/scorecard", Action: intake.ActScorecard, Handler: p.scorecard},
		{Method: http.MethodPost, Pattern: "/refer/scorecard", Action: intake.ActScorecard, Handler: p.sendWeekly},
		{Method: http.MethodGet, Pattern: section + "/weekly", Action: intake.ActWeeklySent, Handler: p.weekly},
		{Method: http.MethodGet, Pattern: section + "/out-of-hours", Action: referral.ActOutOfHours, Handler: web.Show(p.outOfHoursPage)},
		{Method: http.MethodPost, Pattern: section + "/out-of-hours", Action: referral.ActOutOfHours, Handler: p.outOfHours},

		{Method: http.MethodGet, Pattern: "/both-sides", Action: person.ActSeeAlerts, Handler: p.bothSides},
		{Method: http.MethodPost, Pattern: "/both-sides", Action: person.ActSeeAlerts, Handler: p.seenBothSides},
	}
	routes = slices.Concat(routes, p.agencyWay().routes(), p.phoneWay().routes(), p.panelWay().routes(), p.selfWay().routes(), p.agencyWay().elsewhereRoutes(), p.phoneWay().elsewhereRoutes(), p.panelWay().elsewhereRoutes(), p.handOverRoutes(), p.help(), p.listRoutes())
	for _, f := range p.forms() {
		routes = append(routes,
			web.Route{Method: http.MethodGet, Pattern: one + "/" + f.path, Action: f.action, Handler: web.Show(f.page)},
			web.Route{Method: http.MethodPost, Pattern: one + "/" + f.path, Action: f.action, Handler: f.send})
	}
	return routes
}

// forms lists what can be done with one referral, each with a page of its own.
func (p pages) forms() []form {
	return []form{
		{p, "accept", referral.ActDecide, acceptForm, accept},
		{p, "decline", referral.ActDecide, declineForm, decline},
		{p, "signpost", referral.ActDecide, signpostForm, signpost},
		{p, "advice", referral.ActDecide, adviseForm, advise},
		{p, "hold", referral.ActDecide, holdForm, hold},
		{p, "ask", referral.ActDecide, askForm, ask},
		{p, "better-number", referral.ActGiveNumber, numberForm, giveNumber},
		{p, "answer", referral.ActGiveNumber, answerForm, answer},
		{p, "consent", referral.ActDecide, consentForm, consent},
		{p, "mend", referral.ActDecide, mendForm, mend},
		{p, "safe-contact", person.ActRecordContact, safeForm, safe},
		{p, "stop", person.ActAskNotToContact, stopForm, stop},
		{p, "again", referral.ActDecide, againForm, again},
		{p, "act-now", casework.ActRaise, dangerForm, danger},
	}
}
