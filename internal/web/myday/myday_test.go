package myday_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/web/cases"
	"goldenthread/internal/web/myday"
	"goldenthread/internal/web/referrals"
	"goldenthread/internal/web/staff"
	"goldenthread/internal/web/view/viewtest"
	"goldenthread/internal/web/webtest"
)

const (
	barnet     = "barnet-asb"
	worker     = "Nell Carter"
	supervisor = "Sam Reid"
	stranger   = "Una Sims"
	referrer   = "Ref Erin"
)

// world is the page of one's day, and the pages it leads to, over a world of casework.
type world struct {
	*webtest.World
	work     *caseworktest.World
	at, over context.Context // the worker and the supervisor
}

func newWorld(t *testing.T) *world {
	t.Helper()
	f := gatetest.New(t, storetest.Open(t, store.SQLite, gatetest.Schemas(caseworktest.Schemas()...)...))
	work := caseworktest.New(t, f)
	w := &world{World: webtest.New(t, f.Gate, f.Clock, slices.Concat(cases.Routes(work.Set), myday.Routes(work.Set), referrals.Routes(work.Set), staff.Routes(work.Set))), work: work,
		at: work.Staff(t, worker, access.CaseWorker, barnet), over: work.Staff(t, supervisor, access.Supervisor, barnet)}
	w.Person(t, worker, w.at)
	w.Person(t, supervisor, w.over)
	w.Person(t, stranger, work.Staff(t, stranger, access.CaseWorker, "harmony"))
	w.Person(t, referrer, work.Staff(t, referrer, access.Referrer, barnet))
	return w
}

// fill gives the worker a day: an alarm, two people to call, a promise that is broken and one that is not, a hearing.
func (w *world) fill(t *testing.T) casework.Case {
	t.Helper()
	service := w.work.Service(t, barnet)
	mine := w.work.Open(t, w.at, barnet)
	mine = caseworktest.Do(t, w.work, w.over, casework.Allocate{Case: mine.ID, Version: mine.Version, Service: service,
		Worker: w.work.Account(t, worker), Role: access.CaseWorker}.Run)
	caseworktest.Do(t, w.work, w.at, person.SetEase{Folder: mine.Folder, Lists: w.work.Set.List, Ease: person.Ease{Interpreter: "farsi", Hearing: "hard"}}.Run)
	w.work.Open(t, w.at, barnet)
	for _, p := range []casework.MakePromise{{What: "Say whether the council will change the locks", Due: "2026-11-20"}, {What: "Say what the council decided", Due: "2026-11-23"}} {
		p.Case, p.Service = mine.ID, service
		caseworktest.Do(t, w.work, w.at, p.Run)
	}
	caseworktest.Do(t, w.work, w.at, casework.RecordCourt{Case: mine.ID, Service: w.work.Service(t, mine.Service), Kind: "hearing", On: "2026-11-24", Note: "Guildford Crown Court, trial day 1. Travel booked."}.Run)
	caseworktest.Do(t, w.work, w.at, casework.RaiseActNow{Folder: mine.Folder, Kind: casework.Arson, What: "Said he would set fire to the door", Told: "999 and the fire service"}.Run)
	w.work.Clock.Set(clock.NewDate(2026, time.November, 23).At(9, 30))
	return mine
}

func TestTemplates(t *testing.T) { viewtest.CheckTemplates(t) }

func TestNothingIsDue(t *testing.T) {
	w := newWorld(t)
	webtest.Says(t, w.Page(t, worker, "/my-day"), "Thursday 19 November", "Nothing is due today.", "cases open 0")
	if got := w.Get(referrer, "/my-day"); got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
		t.Errorf("a referrer's day: status %d", got.Code)
	}
}

// What is covered for a colleague stands before everything but danger, and until midnight.
func TestDayOfCover(t *testing.T) {
	w := newWorld(t)
	mine := w.fill(t)
	w.Person(t, "Olu Pike", w.work.Staff(t, "Olu Pike", access.CaseWorker, barnet))
	caseworktest.Do(t, w.work, w.over, casework.Cover{Service: w.work.Service(t, mine.Service), Absent: w.work.Account(t, worker), By: w.work.Account(t, "Olu Pike")}.Run)
	webtest.Says(t, w.Page(t, "Olu Pike", "/my-day"), "You cover 1 case of colleagues who are away, until midnight. 1 of them is new since you last looked.")
	w.work.Clock.Advance(time.Minute)
	webtest.Says(t, w.Page(t, "Olu Pike", "/cases?show=team"), string(mine.Reference)) // to stand in a list is not to be looked at
	w.work.Clock.Advance(time.Minute)
	webtest.Says(t, w.Page(t, "Olu Pike", "/my-day"), "1 of them is new since you last looked.")
	w.Page(t, "Olu Pike", "/covering")
	w.work.Clock.Advance(time.Minute)
	webtest.Hides(t, w.Page(t, "Olu Pike", "/my-day"), "new since you last looked")
	webtest.Says(t, w.Page(t, "Olu Pike", "/my-day"), "You cover 1 case of colleagues who are away, until midnight.")
	webtest.Hides(t, w.Page(t, worker, "/my-day"), "You cover")
	w.work.Clock.Set(clock.NewDate(2026, time.November, 24).At(9, 30))
	webtest.Hides(t, w.Page(t, "Olu Pike", "/my-day"), "You cover")
}

// Whoever was reached is not rung a second time by the next who is free: the day says so, and leads on.
func TestReachedIsNotRungAgain(t *testing.T) {
	w := newWorld(t)
	c := w.work.Open(t, w.at, barnet)
	w.work.Clock.Set(clock.NewDate(2026, time.November, 23).At(9, 30))
	webtest.Says(t, w.Page(t, worker, "/my-day"), "1 person is to be called.", "Show number and call")
	if _, err := w.work.Call(t, w.at, c, casework.ReachedHer); err != nil {
		t.Fatal(err)
	}
	page := w.Page(t, worker, "/my-day")
	webtest.Says(t, page, "Reached at 09:30. Go on to the next stage")
	webtest.Hides(t, page, "is to be called", "Show number and call")
	// A call at a later stage does not do what that stage asks for.
	c = caseworktest.Do(t, w.work, w.over, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.work.Service(t, barnet), Worker: w.work.Account(t, worker), Role: access.CaseWorker}.Run)
	c = caseworktest.Do(t, w.work, w.at, casework.Confirm{Case: c.ID, Service: w.work.Service(t, barnet), Records: []string{"who_passed_details"}}.Run)
	c = caseworktest.Do(t, w.work, w.at, casework.Advance{Case: c.ID, Version: c.Version, Service: w.work.Service(t, barnet), Outcome: "reached"}.Run)
	w.work.Clock.Set(clock.NewDate(2026, time.December, 7).At(9, 30))
	if _, err := w.work.Call(t, w.at, c, casework.ReachedHer); err != nil {
		t.Fatal(err)
	}
	page = w.Page(t, worker, "/my-day")
	webtest.Says(t, page, "Needs and risk", "See what this stage asks for")
	webtest.Hides(t, page, "Go on to the next stage")
}

// A step is as late as its own clock says, and the next try as late as its own: the day says the same as the case.
func TestDayOfATryThatIsLate(t *testing.T) {
	w := newWorld(t)
	mine := w.work.Open(t, w.at, barnet)
	mine = caseworktest.Do(t, w.work, w.over, casework.Allocate{Case: mine.ID, Version: mine.Version, Service: w.work.Service(t, barnet),
		Worker: w.work.Account(t, worker), Role: access.CaseWorker}.Run)
	if _, err := w.work.Call(t, w.at, mine, casework.NoAnswer); err != nil {
		t.Fatal(err)
	}
	w.work.Clock.Set(clock.NewDate(2026, time.November, 23).At(9, 30))
	page := w.Page(t, worker, "/my-day")
	webtest.Says(t, page, "First contact, due by 17:00", "Next: call. 3 days late.")
	webtest.Hides(t, page, "First contact, 3 days late")
}

// Outside the hours that are safe the button shows no number, and says why in words that fit.
func TestNumberOutsideTheSafeHours(t *testing.T) {
	w := newWorld(t)
	w.fill(t)
	page := w.Page(t, worker, "/my-day")
	w.work.Clock.Set(clock.NewDate(2026, time.November, 23).At(18, 30))
	got := w.SendFrom(t, worker, page, "/my-day/number", nil)
	if got.Code != http.StatusConflict {
		t.Errorf("status %d", got.Code)
	}
	webtest.Says(t, got.Body.String(), "That can’t be done as things stand", "It is safe from 09:00 to 18:00 only.", "Go back to see how it stands now.")
	webtest.Hides(t, got.Body.String(), "07700", "clashes")
}

// The button of a promise names the day that pressing it promises: by the plan of contact agreed last, where there is one.
func TestNextPromiseIsTheDayOnTheButton(t *testing.T) {
	w := newWorld(t)
	mine := w.fill(t)
	for i, every := range []int{30, 11} {
		caseworktest.Do(t, w.work, w.at, casework.PlanFollowUp{Case: mine.ID, Version: i, Every: every, Method: catalogue.MethodPhone, On: w.work.Clock.Now().Date()}.Run)
	}
	page := w.Page(t, worker, "/my-day")
	webtest.Says(t, page, "Done, next Fri 4 Dec")
	webtest.Hides(t, page, "Done, next Mon 30 Nov", "Done, next Wed 23 Dec")
	w.Follow(t, worker, w.SendFrom(t, worker, page, "/cases/"+string(mine.Reference)+"/promise/done", nil))
	webtest.Says(t, w.Page(t, worker, "/cases/"+string(mine.Reference)+"/promise"), "Fri 4 Dec")
}

func TestDay(t *testing.T) {
	w := newWorld(t)
	mine := w.fill(t)
	page := w.Page(t, worker, "/my-day")
	webtest.Says(t, page, "Monday 23 November", "1 danger waits for an answer. 1 promise is due today. 1 promise is broken. 2 people are to be called.",
		"Act now: a threat of fire", "Said he would set fire to the door",
		"Nobody has answered yet; waiting for the supervisor and the safeguarding lead.", "09:00 to 18:00", "First contact, due by 17:00",
		"Safe contact: 09:00 to 18:00 only. They answer themselves. No voicemail. Say “Jo from the Centre”.", "Show number and call M. R.",
		"Interpreter: Farsi. Hearing: Hard of hearing: speak clearly, one at a time. Court tomorrow.",
		"Promise broken M. R.", "3 days late.", "Done, next Mon 30 Nov", "Tuesday 24 November", "Guildford Crown Court", "case open 1")
	webtest.Hides(t, page, "07700", "Rahimi", "I have seen this")
	if n := strings.Count(page, `class="govuk-button"`); n != 1 {
		t.Errorf("%d green buttons, want 1", n)
	}
	order := []int{}
	for _, part := range []string{"Act now: a threat", ">Call<", ">You promised<"} {
		order = append(order, strings.Index(page, part))
	}
	if order[0] < 0 || order[1] < order[0] || order[2] < order[1] {
		t.Errorf("danger, calls, promises stand at %v", order)
	}
	webtest.Says(t, w.Page(t, worker, "/cases/"+string(mine.Reference)+"/call"), "Interpreter: Farsi", "Hearing at court: Tomorrow")
	over := w.Page(t, supervisor, "/my-day")
	webtest.Says(t, over, "I have seen this and I am acting")
	webtest.Hides(t, over, "Show number and call")
	webtest.Hides(t, w.Page(t, stranger, "/my-day"), "M. R.", "Act now:")

	got := w.SendFrom(t, supervisor, over, "/cases/"+string(mine.Reference)+"/act-now/seen", nil)
	answered := w.Follow(t, supervisor, got) // it stays until the other has answered too
	webtest.Says(t, answered, "Act now: a threat of fire", "Supervisor answered 09:30; waiting for the safeguarding lead.", "Both must answer.")
	webtest.Hides(t, answered, "I have seen this and I am acting")
	got = w.SendFrom(t, worker, page, "/cases/"+string(mine.Reference)+"/promise/done", nil)
	webtest.Says(t, w.Follow(t, worker, got), "1 promise is due today.")
	webtest.Hides(t, w.Page(t, worker, "/my-day"), "More people wait")
	for range 15 {
		w.work.Open(t, w.at, barnet)
	}
	w.work.Clock.Advance(4 * 24 * time.Hour)
	webtest.Says(t, w.Page(t, worker, "/my-day"), "More people wait whom nobody has taken yet. These are the first. See everybody nobody has taken")
}

// That both sides may be clients stands on the day of whoever supervises, of all services they supervise and of no other: as many as
// the list behind it holds. A worker is told nothing.
func TestBothSidesOnTheDay(t *testing.T) {
	w := newWorld(t)
	var both []access.Membership
	for _, service := range []string{barnet, "harmony"} {
		who, _ := access.ActorFrom(w.work.Staff(t, "Tess Ward", access.Supervisor, service))
		both = append(both, who.Memberships()...)
	}
	w.Person(t, "Tess Ward", access.WithActor(t.Context(), access.NewPerson(w.work.Account(t, "Tess Ward"), "session", both)))
	sides := func(service string, first int) {
		a, b, by := w.work.Someone(first), w.work.Someone(first+1), w.work.Staff(t, "Ola Bright", access.CaseWorker, service)
		w.work.Open(t, by, service, func(r *referral.Receive) { r.Supported, r.Others = a, []person.New{b} })
		w.work.Open(t, by, service, func(r *referral.Receive) { r.Supported, r.Others = b, []person.New{a} })
	}
	webtest.Hides(t, w.Page(t, supervisor, "/my-day"), "both sides")
	sides(barnet, 500)
	webtest.Says(t, w.Page(t, supervisor, "/my-day"), "For you as supervisor alone, 1 alert: both sides may be clients")
	sides(barnet, 510)
	sides("harmony", 520)
	listed := map[string]int{}
	for _, who := range []string{supervisor, "Tess Ward"} {
		listed[who] = strings.Count(w.Page(t, who, "/both-sides"), "Two records may be the two sides of one dispute")
		webtest.Says(t, w.Page(t, who, "/my-day"), "For you as supervisor alone, "+strconv.Itoa(listed[who])+" alerts: both sides may be clients")
	}
	if listed[supervisor] < 2 || listed["Tess Ward"] <= listed[supervisor] {
		t.Errorf("listed: %v", listed)
	}
	webtest.Hides(t, w.Page(t, worker, "/my-day"), "both sides", "alert")
}

// Pressing Show number shows it in its own row, and the same row asks how the call went.
func TestNumber(t *testing.T) {
	w := newWorld(t)
	mine := w.fill(t)
	got := w.Send(t, worker, "/my-day", "/my-day/number", nil)
	webtest.Sound(t, "/my-day/number", got)
	page := got.Body.String()
	webtest.Says(t, page, "07700 900000", "How did the call go?", "Reached", "No answer", "Someone else answered", "Wrong number", "Not safe to talk", "Save call", "In danger? Act now")
	webtest.Hides(t, page, "07700 900001", "Voicemail left")
	if strings.Index(page, "No voicemail") > strings.Index(page, "07700 900000") {
		t.Error("the number stands before its rule")
	}
	call := w.SendFrom(t, worker, page, "/cases/"+string(mine.Reference)+"/call", url.Values{"outcome": {"someone else answered"}})
	webtest.Says(t, w.Follow(t, worker, call), "Nobody makes contact.")
	webtest.Says(t, w.Page(t, worker, "/my-day"), "Waiting on others", "the clock stands, not safe to make contact", "1 person is to be called")
	if got := w.Send(t, worker, "/my-day", "/my-day/number", url.Values{"reference": {string(mine.Reference)}}); got.Code == http.StatusOK {
		t.Error("a number is shown though contact is stopped")
	}
	if got := w.Get(worker, "/my-day/number"); got.Code == http.StatusOK {
		t.Error("a number is shown by following a link")
	}
}

// Whoever only coaches is led to what she covers, to clocks to look at again and to what she is to score again.
func TestCoachIsLedOn(t *testing.T) {
	const coach, asc = "Cy Coach", "asc"
	w := newWorld(t)
	at, over := w.work.Staff(t, coach, access.Coach, asc), w.work.Staff(t, "Ann Over", access.Supervisor, asc)
	w.Person(t, coach, at)
	c := w.work.Open(t, w.work.Staff(t, "Olu Pike", access.Administrator, asc), asc)
	c = caseworktest.Do(t, w.work, over, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.work.Service(t, asc), Worker: w.work.Account(t, coach), Role: access.Coach}.Run)
	caseworktest.Do(t, w.work, at, casework.PauseClock{Case: c.ID, Version: c.Version, List: w.work.List(t, "pause-reasons"), Reason: "away", BackOn: "2026-11-20"}.Run)
	webtest.Says(t, w.Page(t, coach, "/my-day"), "My clients", "Waiting on others")
	w.work.Clock.Set(clock.NewDate(2026, time.November, 20).At(9, 30))
	page := w.Page(t, coach, "/my-day")
	webtest.Says(t, page, "Look again: the clock stands")
	webtest.Hides(t, page, "Waiting on others")
}

// Something new that was told brings the risk onto the day of whoever has the case, counted as it is listed, until it was looked at again.
func TestARiskToLookAtAgain(t *testing.T) {
	w := newWorld(t)
	c := w.fill(t)
	matrix, words := w.work.Instrument(t, "asb-matrix"), []string{"1 risk is to be looked at again.", "Look at the risk again", "told on Mon 23 Nov. The risk was looked at before that.", "Ask the questions again"}
	ask := func() {
		answers := assessment.Answers{}
		for _, q := range matrix.Questions {
			answers[q.Key] = q.Options[0].Key
		}
		w.work.Clock.Advance(time.Minute)
		caseworktest.Do(t, w.work, w.at, casework.Ask{Case: c.ID, Service: w.work.Service(t, barnet), Record: assessment.Record{Instrument: matrix, Phase: assessment.Before, Answers: answers}}.Run)
		w.work.Clock.Advance(time.Minute)
	}
	tell := func() {
		caseworktest.Do(t, w.work, w.at, casework.RecordIssue{Case: c.ID, Service: w.work.Service(t, barnet), List: w.work.List(t, "additional-needs"), Code: "assault", What: "Pushed",
			ReportedTo: casework.ToNobody, ToldOn: w.work.Clock.Now().Date()}.Run)
	}
	first := []string{"1 risk is to be looked at for the first time.", "told on Mon 23 Nov. Nobody has looked at the risk yet.", "Ask the questions"}
	tell()
	page := w.Page(t, worker, "/my-day")
	webtest.Says(t, page, first...)
	webtest.Hides(t, page, words...)
	ask()
	webtest.Hides(t, w.Page(t, worker, "/my-day"), append(first, words...)...)
	tell()
	page = w.Page(t, worker, "/my-day")
	webtest.Says(t, page, words...)
	webtest.Hides(t, page, first[:2]...)
	ask()
	webtest.Hides(t, w.Page(t, worker, "/my-day"), words...)
}

// Something new of a case that nobody has stands on the supervisor's day, counted, and leads to who can take it.
func TestSomethingNewAndNobodyHasTheCase(t *testing.T) {
	w := newWorld(t)
	c := w.work.Open(t, w.at, barnet)
	words := []string{"1 case that nobody has is to be looked at.", "Something new was told, and nobody has the case", "told on Thu 19 Nov.", "Who can take it?"}
	webtest.Hides(t, w.Page(t, supervisor, "/my-day"), words...)
	caseworktest.Do(t, w.work, w.at, casework.RecordIssue{Case: c.ID, Service: w.work.Service(t, barnet), List: w.work.List(t, "additional-needs"), Code: "assault", What: "Pushed",
		ReportedTo: casework.ToNobody, ToldOn: w.work.Clock.Now().Date()}.Run)
	webtest.Says(t, w.Page(t, supervisor, "/my-day"), words...)
	webtest.Hides(t, w.Page(t, worker, "/my-day"), words...)
	for range 15 {
		c = w.work.Open(t, w.at, barnet)
		caseworktest.Do(t, w.work, w.at, casework.RecordIssue{Case: c.ID, Service: w.work.Service(t, barnet), List: w.work.List(t, "additional-needs"), Code: "assault", What: "Pushed",
			ReportedTo: casework.ToNobody, ToldOn: w.work.Clock.Now().Date()}.Run)
	}
	webtest.Says(t, w.Page(t, supervisor, "/my-day"), "15 or more cases that nobody has are to be looked at.", "Something new was told of more cases that nobody has.",
		"See everybody nobody has taken")
}

// A visit before the trial stands among the days at court, and says what it is.
func TestAVisitBeforeTheTrial(t *testing.T) {
	w := newWorld(t)
	c := w.fill(t)
	caseworktest.Do(t, w.work, w.at, casework.RecordCourt{Case: c.ID, Service: w.work.Service(t, barnet), Kind: "pre-trial visit", Answer: "arranged", On: "2026-11-25",
		Note: "Side door, ask for Jo"}.Run)
	webtest.Says(t, w.Page(t, worker, "/my-day"), "Wednesday 25 November: visit before the trial", "Side door, ask for Jo")
}

// Two alarms of the same kind stand on one day, each with a heading of its own for whoever hears the page.
func TestTwoAlarmsOfOneKind(t *testing.T) {
	w := newWorld(t)
	c := w.fill(t)
	for range 2 {
		caseworktest.Do(t, w.work, w.at, casework.RaiseActNow{Folder: c.Folder, Kind: casework.InDanger, What: "At the door again"}.Run)
	}
	w.Page(t, worker, "/my-day") // which is looked over, as every page
}
