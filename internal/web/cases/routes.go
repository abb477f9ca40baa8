package cases

import (
	"net/http"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/evidence"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
)

// section is where these pages stand in the navigation.
const section = "/cases"

// one is the address of one case.
const one = section + "/{reference}"

// pages is what the handlers make their pages of.
type pages struct{ set *catalogue.Set }

// Routes gives the pages of cases, by the services of a catalogue.
func Routes(set *catalogue.Set) web.Routes {
	p := pages{set}
	routes := web.Routes{
		{Method: http.MethodGet, Pattern: section, Action: casework.ActList, Handler: p.list},
		{Method: http.MethodGet, Pattern: one, Action: casework.ActSee, Handler: p.tab(overview)},
		{Method: http.MethodGet, Pattern: one + "/timeline", Action: casework.ActSee, Handler: p.tab(timeline)},
		{Method: http.MethodGet, Pattern: one + "/plan", Action: casework.ActSee, Handler: p.tab(plan)},
		{Method: http.MethodGet, Pattern: one + "/people", Action: casework.ActSee, Handler: p.tab(people)},
		{Method: http.MethodGet, Pattern: one + "/sharing", Action: casework.ActSee, Handler: p.tab(sharing)},
		{Method: http.MethodGet, Pattern: one + "/looked", Action: casework.ActSee, Handler: p.looked},
		{Method: http.MethodGet, Pattern: one + "/court", Action: casework.ActSee, Handler: p.tab(court)},
		{Method: http.MethodGet, Pattern: one + "/outcomes", Action: casework.ActSee, Handler: p.outcomes},
		{Method: http.MethodGet, Pattern: one + "/risk", Action: assessment.ActSee, Handler: p.risk},
		{Method: http.MethodGet, Pattern: one + "/assess", Action: assessment.ActAssess, Handler: p.assessFirst},
		{Method: http.MethodGet, Pattern: one + "/evidence", Action: evidence.ActSee, Handler: p.evidence},
		{Method: http.MethodGet, Pattern: one + "/evidence/{exhibit}", Action: evidence.ActSee, Handler: p.exhibit},
		{Method: http.MethodGet, Pattern: one + "/evidence/{exhibit}/picture", Action: evidence.ActSee, Handler: p.picture},
		{Method: http.MethodGet, Pattern: one + "/evidence/{exhibit}/as-it-came", Action: evidence.ActTake, Handler: p.asItCame},
		{Method: http.MethodPost, Pattern: one + "/number", Action: person.ActShowNumber, Handler: p.number},
		{Method: http.MethodGet, Pattern: one + "/act-now", Action: casework.ActRaise, Handler: web.Show(p.actNowPage)},
		{Method: http.MethodPost, Pattern: one + "/act-now", Action: casework.ActRaise, Handler: p.actNow},
		{Method: http.MethodPost, Pattern: one + "/act-now/seen", Action: casework.ActAcknowledge, Handler: p.acknowledge},
		{Method: http.MethodPost, Pattern: one + "/promise/done", Action: casework.ActWork, Handler: p.promiseDone},
		{Method: http.MethodPost, Pattern: one + "/told-her", Action: casework.ActWork, Handler: p.toldHer},
		{Method: http.MethodPost, Pattern: one + "/needs/met", Action: casework.ActWork, Handler: p.needMet},
		{Method: http.MethodPost, Pattern: one + "/needs/gap", Action: casework.ActWork, Handler: p.gap},
		{Method: http.MethodPost, Pattern: one + "/goal/move", Action: casework.ActWork, Handler: p.moveGoal},
		{Method: http.MethodPost, Pattern: one + "/action-done", Action: casework.ActWork, Handler: p.actionDone},
		{Method: http.MethodPost, Pattern: one + "/confirm", Action: casework.ActWork, Handler: p.confirm},
		{Method: http.MethodPost, Pattern: one + "/pause/end", Action: casework.ActWork, Handler: p.resumeClock},
		{Method: http.MethodPost, Pattern: one + "/wait", Action: casework.ActAllocate, Handler: p.wait},
		{Method: http.MethodPost, Pattern: one + "/override", Action: assessment.ActAssess, Handler: p.override},
	}
	routes = append(routes, slices.Concat(p.rightsRoutes(), p.letterRoutes(), p.cardRoutes())...)
	routes = append(routes, p.againRoutes(http.MethodGet, http.MethodPost)...)
	return append(routes, p.forms(call, contact, contactSafety, doNotContact, promise, session, needs, issue, tieTo, safety, onward, hearBack, powers,
		update, expectation, coachReferral, meeting, advocacy, proposePanel, answerPanel, contribution, received, mediation, courtHelp, logEvidence, handOn, note, goal, changeGoal, action, changeAction, followUp, told,
		demographics, ease, statements, assess, allocate, wishes, advance, decideContact, closing, reopen, check, writeUp, pauseClock, lateReason)...)
}
