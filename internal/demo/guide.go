package demo

import (
	"encoding/json"
	"slices"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	webdemo "goldenthread/internal/web/demo"
)

// tour is where a visitor finds what.
type tour struct {
	one, waits, stopped  id.Reference // of cases
	reused, stands       id.Reference // of cases whose person another body has scored: it was gone by; it stands
	first                id.Reference // of a case whose first questions came with the referral
	held, known, receipt id.Reference // of referrals
	asked                id.Reference // of a referral whose first questions came with a police file
	agree, put           id.Reference // to agree with the police; put to them
	file                 id.Batch
	list                 id.Batch      // of cases that is in
	waiting              id.List       // of cases that waits to be taken in
	again                id.Assessment // taken by the worker, to be scored again
	writeUp, settle      string        // addresses: of a coach's session, of what is due to somebody of the worker's
	checkIn              string        // of a colleague who would like to talk, and waits for the supervisor
	exhibit              string        // the same: of what shows what happened to somebody of the worker's
}

// visitor is somebody whom a visitor can be, with the pages there are for her.
type visitor struct {
	Name   string   `json:"name"`
	Button string   `json:"button,omitempty"`
	Pages  []string `json:"pages"`
}

// guide says which pages there are for whom, in the form in which test/browser/run.mjs reads it.
func (w *world) guide() ([]byte, error) {
	out := struct {
		LoadedOn clock.Date `json:"loaded_on"`
		People   []visitor  `json:"people"`
	}{LoadedOn: w.Now.Date(), People: []visitor{{Name: "nobody", Pages: []string{"/", "/sign-in", "/get-help", "/get-help/ask", "/get-help/back"}}}}
	seen := map[string]bool{}
	for _, m := range roster {
		if seen[string(m.role)] {
			continue // the first of a role is the one the button signs in as
		}
		seen[string(m.role)] = true
		out.People = append(out.People, visitor{Name: string(m.role), Button: webdemo.Button(m.name, string(m.role)), Pages: w.pages(m.post)})
	}
	text, err := json.MarshalIndent(out, "", "  ")
	return text, errs.Wrap(errs.Internal, "writing the guide", err)
}

// The pages of a case for those who work on it, behind its address: its tabs, and a page for each thing
// that can be recorded.
var (
	tabs  = []string{"", "/timeline", "/risk", "/plan", "/people", "/sharing", "/looked", "/court", "/outcomes", "/rights", "/evidence"}
	forms = []string{"/assess/asb-matrix", "/assess/triage", "/statements/before", "/call", "/contact", "/act-now", "/do-not-contact", "/promise", "/session", "/needs", "/onward",
		"/meeting", "/advocacy", "/panel", "/mediation", "/court/hearing", "/court/personal-statement", "/issue", "/people/add", "/safety/add", "/update", "/contribution", "/received/asb-matrix",
		"/expectation", "/powers", "/note", "/goal", "/action", "/follow-up", "/demographics", "/ease", "/letter", "/card", "/wishes", "/advance", "/close", "/pause", "/late",
		"/rights/standing", "/rights/happened", "/evidence/log"}
	decisions = []string{"/accept", "/decline", "/signpost", "/hold", "/ask", "/answer", "/consent", "/mend", "/safe-contact", "/stop", "/act-now"}
)

// pages lists the pages that are for somebody.
func (w *world) pages(p post) []string {
	pages := []string{"/", "/here", "/account"}
	under := func(address string, behind ...string) {
		for _, b := range behind {
			pages = append(pages, address+b)
		}
	}
	one, held, known := "/cases/"+string(w.tour.one), "/referrals/"+string(w.tour.held), "/referrals/"+string(w.tour.known)
	if slices.Contains([]post{worker, officer, coach, office, supervisor, safeguarding}, p) {
		pages = append(pages, "/my-day", "/cases", "/cases?flag=risk", "/cases?flag=need&show=team", "/search")
	}
	if slices.Contains([]post{worker, officer, office, supervisor}, p) {
		pages = append(pages, "/referrals", "/refer", "/refer/call", "/refer/elsewhere", "/refer/call/elsewhere", "/referrals/out-of-hours", "/refer/sent", held, "/referral-files/"+string(w.tour.file))
	}
	if slices.Contains([]post{office, supervisor}, p) {
		pages = append(pages, "/referrals/weekly")
	}
	if slices.Contains([]post{worker, system}, p) {
		pages = append(pages, "/account/email")
	}
	if slices.Contains([]post{worker, coach, supervisor}, p) {
		under("/work-log", "", "/activity", "/day")
		under("/staff/me", "", "/away")
		pages = append(pages, "/check-in", "/thanks")
		pages = append(pages, "/covering")
	}
	if p == supervisor {
		ours := "?service=asc"
		pages = append(pages, "/waiting-list?service=pilot", "/check-ins", "/check-ins/"+w.tour.checkIn)
		under("/posts", "?service=pilot", "/new?service=pilot")
		pages = append(pages, "/work-log?service=barnet-asb&day=2018-02-07", loggedIn2018)
		under("/staff/"+string(w.staff[worker].account), "/handover?service=harmony", "/cover?service=harmony")
		under("/staff", ours, "/"+string(w.staff[otherCoach].account)+ours)
		for _, f := range []string{"/describe", "/check", "/supervision", "/supervisor", "/away"} {
			under("/staff/"+string(w.staff[otherCoach].account), f+ours)
		}
		under("/staff/"+string(w.staff[barnetWorker].account), "?service=barnet-asb", "/placement?service=barnet-asb")
	}
	if p == coach {
		under("/staff/me", "/expense")
		pages = append(pages, w.tour.writeUp)
	}
	switch p {
	case officer:
		under("/referrals/"+string(w.tour.asked), "")
		pages = append(pages, "/my-day/pool", "/agree", "/agree/"+string(w.tour.agree), "/agree/"+string(w.tour.put))
	case worker:
		under(one, tabs...)
		under(one, forms...)
		under("/cases/"+string(w.tour.reused), "/risk")
		under("/cases/"+string(w.tour.stands), "/assess/asb-matrix", "/risk")
		pages = append(pages, "/referrals/not-for-us?service=harmony&tab=held")
		under("/cases/"+string(w.tour.first), "/assess/triage")
		under("/referrals/"+string(w.tour.first), "")
		under(held, decisions...)
		under(known, "", "/compare")
		pages = append(pages, "/again", w.tour.settle, w.tour.exhibit, w.tour.exhibit+"/hand")
		if w.tour.again != "" {
			pages = append(pages, "/again/"+string(w.tour.again))
		}
	case office:
		under(held, decisions...)
		under(known, "", "/compare")
		under("/referrals", "/file")
		under("/caseloads", "", "/"+string(w.tour.waiting), "/"+string(w.tour.waiting)+"/tried")
		under("/referral-files/"+string(w.tour.list), "", "/rows/4", "/undo")
		pages = append(pages, "/given-up")
	case supervisor:
		under(one, tabs...)
		under("/cases/"+string(w.tour.waits), "", "/allocate")
		under("/cases/"+string(w.tour.stopped), "", "/decide-contact")
		under(known, "", "/compare")
		pages = append(pages, "/both-sides", "/team", "/team?service=harmony&show=stopped", "/again/agreement?service=barnet-asb", "/again/agreement?service=harmony&from=2021-10-01", "/reports", yearly, coachingYear, coachingHalf, workedOut, harmonyYear, countywide, versionsOf+yearPeriod, remarksOn+yearPeriod, "/accounts")
		pages = append(append(pages, pilots...), "/reports/pilot-monthly?from="+string(w.Now.Date().AddDays(1-w.Now.Date().Day())))
	case police:
		pages = append(pages, "/refer", "/refer/sent", "/referrals/file", "/referral-files/"+string(w.tour.file), "/agree", "/agree/"+string(w.tour.put))
	case council:
		pages = append(pages, "/refer", "/refer/sent", "/refer/scorecard", "/refer/sent/"+string(w.tour.receipt),
			"/referrals/"+string(w.tour.receipt)+"/assessment/asb-matrix")
	case coordinator:
		pages = append(pages, "/refer", "/refer/panel", "/refer/sent")
	case engagement:
		pages = append(pages, "/learning", "/learning/due", "/staff?service=barnet-asb")
	case ofCouncil:
		pages = append(pages, "/refer/scorecard")
	case analyst:
		pages = append(pages, "/reports", countywide)
	case commissioning, commissioner:
		pages = append(pages, "/reports", yearly, versionsOf+yearPeriod, remarksOn+yearPeriod)
	case protection, auditor:
		pages = append(pages, "/oversight", "/oversight/kept")
	case system:
		pages = append(pages, "/accounts", "/accounts/new", "/given-up")
	}
	return pages
}

// Returns: the one whose figures were published, what was kept of it and written beside it, a figure that is worked out, and three with maps.
const (
	yearPeriod   = "from=2017-04-01&to=2018-03-31"
	yearly       = "/reports/barnet-annual?" + yearPeriod
	versionsOf   = "/reports/barnet-annual/versions?"
	remarksOn    = "/reports/barnet-annual/remarks?table=referrals&"
	coachingYear = "/reports/asc-annual?" + yearPeriod + "&as_at=2018-10-29"
	coachingHalf = "/reports/asc-half-year?from=2018-04-01&to=2018-09-30&as_at=2018-10-29"
	workedOut    = "/reports/asc-half-year/records?from=2018-04-01&to=2018-09-30&as_at=2018-10-29&table=value&row=better_of_closed&column=value"
	harmonyYear  = "/reports/harmony-annual?from=2021-10-01&to=2022-09-30&as_at=2022-10-31"
	loggedIn2018 = "/reports/barnet-annual/records?" + yearPeriod + "&table=activities&row=total&column=year"
	countywide   = "/reports/surrey-indicators?" + yearPeriod
)

// pilots are the returns that set two services beside each other, and a figure of them opened to its records.
var pilots = []string{"/reports/pilot-final?from=2015-09-01&to=2016-02-29&as_at=2016-06-30", "/reports/pilot-monthly?from=2015-11-01",
	"/reports/pilot-monthly/records?from=2015-11-01&table=seen_unit&row=left_out&column=period"}
