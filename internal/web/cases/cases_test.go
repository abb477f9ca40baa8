package cases_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/referral"
	"goldenthread/internal/web/view/viewtest"
	"goldenthread/internal/web/webtest"
)

func TestTemplates(t *testing.T) { viewtest.CheckTemplates(t) }

// shown are the pages of a case; the first are those that only show.
func shown(c casework.Case) []string {
	list := []string{at(c)}
	for _, below := range []string{"timeline", "risk", "plan", "people", "sharing", "looked", "outcomes", "court", "call", "contact", "promise", "session", "needs", "goal",
		"onward", "advocacy", "contribution", "received/asb-matrix", "mediation", "court/hearing", "issue", "people/add", "safety/add", "update", "expectation", "powers",
		"coach-referral", "action", "follow-up", "note", "told", "demographics", "ease", "statements/before", "statements/exit", "assess/asb-matrix",
		"advance", "close", "reopen", "check", "do-not-contact", "act-now"} {
		list = append(list, at(c, below))
	}
	return list
}

// Every page is sound for those who work on the case, and looks like nothing at all to a stranger
// and to nobody.
func TestEveryPage(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	for _, path := range shown(c) {
		webtest.Hides(t, w.Page(t, worker, path), "Rahimi", "07700", string(c.ID))
		w.Page(t, supervisor, path)
		if got := w.Get(stranger, path); got.Code != http.StatusNotFound || strings.Contains(got.Body.String(), "M. R.") {
			t.Errorf("%s as a stranger: status %d", path, got.Code)
		}
		if got := w.Get("", path); got.Code != http.StatusSeeOther {
			t.Errorf("%s as nobody: status %d", path, got.Code)
		}
	}
	w.Page(t, supervisor, at(c, "allocate"))
	if got := w.Get(worker, at(c, "allocate")); got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
		t.Errorf("a case worker allocates: status %d", got.Code)
	}
	for _, path := range []string{"/cases/GT-2222-2222", "/cases/nonsense"} {
		if got := w.Get(worker, path); got.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, got.Code)
		}
	}
}

func TestOverview(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	page := w.Page(t, worker, at(c))
	webtest.Says(t, page, "M. R.: overview", "Risk not asked yet", "What she wants", "“I want to stay in my home.”", "He waits by the bins",
		"How she knows the other party: a neighbour. Not a partner, former partner or family.", "Next step First contact.", "Service user",
		"45/00001/26", "Nobody yet", "09:00 to 18:00 only. They answer themselves. No voicemail. Say “Jo from the Centre”.", "Act now",
		"Alleged perpetrator: kept apart from this page", "Barnet ASB project", "Who has looked", "The system , today 09:24: changed it", "You , today 09:24: changed it")
	if n := strings.Count(page, `class="govuk-button"`); n != 1 {
		t.Errorf("%d green buttons, want 1", n)
	}
	rule, number := strings.Index(page, "No voicemail"), strings.Index(page, "Show number")
	if rule < 0 || number < rule {
		t.Error("the rule does not stand before the number")
	}
	w.Page(t, supervisor, at(c))
	webtest.Says(t, w.Page(t, worker, at(c)), "Who has looked", "S. R. , today 09:24: opened it")
}

// What comes out in a call is written down in the person's own words; that he is her former partner
// stops contact.
func TestTold(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	page := w.Page(t, worker, at(c, "told"))
	webtest.Says(t, page, "In her own words", "He waits by the bins")
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "told"), url.Values{"wants": {"That he moves away"}, "words": {"He is outside again."}}))
	webtest.Says(t, page, "“That he moves away”", "“He is outside again.”", "a neighbour")
	page = w.Follow(t, worker, w.Send(t, worker, at(c, "told"), at(c, "told"), url.Values{"wants": {"That he moves away"}, "relationship": {"ex-partner"}}))
	webtest.Says(t, page, "This is domestic abuse", "Nobody makes contact.", "See what is held, and decide")
	webtest.Hides(t, page, "Show number")
}

// A number that comes out later is added with what was said of it, and what is safe of one that is there is
// changed; the pages show no number.
func TestWaysToReach(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	webtest.Says(t, w.Page(t, worker, at(c)), "A number or address")
	page := w.Page(t, worker, at(c, "contact"))
	webtest.Hides(t, page, "07700")
	got := w.SendFrom(t, worker, page, at(c, "contact"), url.Values{"kind": {"phone"}, "phone": {"ask mum"}, "call": {"yes"}})
	webtest.Says(t, got.Body.String(), "There is a problem", "Enter a telephone number like")
	if !strings.Contains(got.Body.String(), "ask mum") {
		t.Error("what was typed is lost")
	}
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "contact"), url.Values{"kind": {"phone"}, "phone": {"01632 960777"}, "call": {"no"}, "voicemail": {"no"}}))
	webtest.Says(t, page, "No calls; no voicemail.")
	webtest.Hides(t, page, "960777")
	links := regexp.MustCompile(at(c, "contact")+`/safety\?contact=[^"]+`).FindAllString(page, -1)
	last := html.UnescapeString(links[len(links)-1])
	page = w.Follow(t, worker, w.Send(t, worker, last, at(c, "contact", "safety"), url.Values{"call": {"yes"}, "voicemail": {"no"}, "text": {"not asked"}, "protected": {"yes"}}))
	webtest.Says(t, page, "Calls are safe; no voicemail.", "Never to be given away.")
}

// Pressing Show number shows it in the bar and beside its rule, asks how the call went, and leaves a
// line for everyone to see. A link would not do it.
func TestCall(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	if got := w.Get(worker, at(c, "number")); got.Code == http.StatusOK {
		t.Error("a number is shown by following a link")
	}
	got := w.Send(t, worker, at(c), at(c, "number"), nil)
	webtest.Sound(t, at(c, "number"), got)
	page := got.Body.String()
	webtest.Says(t, page, "07700 900000", "How did the call go?", "Reached", "No answer", "Someone else answered", "Wrong number", "Not safe to talk",
		"What to say first", "Say you are “Jo from the Centre”, and nothing else, until you know who answers.", "In danger? Act now", "Asked not to be contacted")
	webtest.Hides(t, page, "[Who referred]", "[your name]")
	webtest.Hides(t, page, "Voicemail left", "On voicemail")
	wrong := w.SendFrom(t, worker, page, at(c, "call"), nil)
	webtest.Sound(t, at(c, "call"), wrong)
	webtest.Says(t, wrong.Body.String(), "There is a problem", "Choose how it went")
	webtest.Hides(t, wrong.Body.String(), "07700")
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "call"), url.Values{"outcome": {"no answer"}}))
	webtest.Says(t, page, "Tried today 09:24, no answer.")
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")), "Phone: no answer")
	again := w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {"no answer"}})
	webtest.Says(t, again.Body.String(), "I know, and tried all the same")
	page = w.Follow(t, worker, w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {"someone else answered"}}))
	webtest.Says(t, page, "Held for checking: somebody else answered, or it was not safe to talk: contact is stopped", "Nobody makes contact.")
	webtest.Hides(t, page, "Show number", "A call, text or letter", ", First contact")
	webtest.Says(t, page, "Nothing is due.")
	webtest.Says(t, w.Page(t, worker, at(c, "call")), "Nobody makes contact.")
	webtest.Hides(t, page, "Decide whether contact goes on")
	webtest.Hides(t, w.Page(t, worker, at(c, "decide-contact")), "Does contact go on?")
	webtest.Hides(t, w.Page(t, supervisor, at(c, "decide-contact")), "Nothing waits for a decision")
	webtest.Says(t, w.Page(t, supervisor, at(c)), "Decide whether contact goes on")
	decide := w.Page(t, supervisor, at(c, "decide-contact"))
	webtest.Says(t, decide, "phone: someone else answered", "Does contact go on?", "How is it safe now?", "Which reason of closing is nearest?")
	bare := w.SendFrom(t, supervisor, decide, at(c, "decide-contact"), url.Values{"decision": {"go on"}, "words": {"Mornings"}})
	webtest.Says(t, bare.Body.String(), "Say why, so that whoever reads this later understands", "Mornings")
	page = w.Follow(t, supervisor, w.SendFrom(t, supervisor, bare.Body.String(), at(c, "decide-contact"), url.Values{"decision": {"go on"}, "words": {"Mornings"}, "why": {"She rang us"}}))
	webtest.Says(t, page, "Mornings")
	webtest.Hides(t, page, "Nobody makes contact.")
	decided := w.Page(t, supervisor, at(c, "decide-contact"))
	webtest.Says(t, decided, "Nothing waits for a decision", "Back to the case")
	webtest.Hides(t, decided, "Contact is stopped: go on?", "Does contact go on?")
}

func TestDoNotContact(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	page := w.Follow(t, worker, w.Send(t, worker, at(c, "do-not-contact"), at(c, "do-not-contact"), url.Values{"scope": {"service"}}))
	webtest.Says(t, page, "asked not to be contacted")
	webtest.Hides(t, page, "Show number")
}

// Every form records what it is for, and the case shows it; a form that is empty says what is missing
// beside its fields and changes nothing.
func TestForms(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	tests := []struct {
		below string
		typed url.Values
		says  string // on the page it leads to
	}{
		{"note", url.Values{"text": {"Rang the council."}}, "Rang the council."},
		{"promise", url.Values{"what": {"Ring after the lock fitter"}}, "Ring after the lock fitter"},
		{"goal", url.Values{"what": {"Open my door without fear"}}, "Open my door without fear"},
		{"session", url.Values{"strand": {"coping"}, "minutes": {"50"}}, "Session 1: coping"},
		{"needs", url.Values{"kind": {"need"}, "codes": {"emotional"}}, "Still open"},
		{"onward", url.Values{"code": {"housing_support"}, "agreed": {"yes"}, "what": {"New locks"}}, "Sent Housing support"},
		{"advocacy", url.Values{"forum": {"community_marac"}, "asked": {"A lock"}}, "Community MARAC"},
		{"contribution", url.Values{"agency": {"social_care"}, "kind": {"adult"}, "what": {"That she lives alone"}, "agreed": {"refused"}, "why": {"She is not safe"}}, "Passed on all the same: She is not safe"},
		{"mediation", url.Values{"outcome": {"declined"}}, "Mediation: declined"},
		{"court/hearing", url.Values{"answer": {"need not go"}, "on-day": {"4"}, "on-month": {"12"}, "on-year": {"2026"}, "note": {"Guildford, 10:00"}}, "Hearing: need not go"},
		{"issue", url.Values{"code": {"assault"}, "what": {"He pushed her."}, "reported": {"police"}, "number": {"45/777/26"}}, "M. R.: overview"},
		{"people/add", url.Values{"name": {"Amina"}, "relation": {"sibling"}, "part": {"both"}, "need": {"Sleeps badly too"}}, "Needs: Sleeps badly too"},
		{"safety/add", url.Values{"code": {"door_lock"}, "state": {"arranged"}, "who": {"Barnet Homes"}}, "Arranged Lock on a door"},
		{"update", url.Values{"agency": {"police"}, "what": {"The officer is back on Monday."}}, "The officer is back on Monday."},
		{"expectation", url.Values{"agency": {"council_asb"}, "what": {"It takes weeks."}}, "It takes weeks."},
		{"powers", url.Values{"codes": {"case_review"}}, "Advice on: ASB Case Review"},
		{"coach-referral", url.Values{"why": {"Sleep"}, "wants": {"To sleep"}, "risks": {"A dog"}, "contact": {"By phone"}}, "Working alone A dog"},
		{"demographics", url.Values{"gender": {"female"}, "ethnicity": {"prefers not to say"}}, "M. R."},
		{"ease", url.Values{"interpreter": {"farsi"}, "hearing": {"none"}, "phone_held": {"shared"}}, "Interpreter: Farsi Whose telephone it is: Shared telephone, others look at it"},
		{"statements/before", url.Values{"safe": {"3"}, "informed": {"4"}}, "3"},
	}
	for _, tt := range tests {
		if tt.below != "demographics" && tt.below != "ease" {
			empty := w.Send(t, worker, at(c, tt.below), at(c, tt.below), url.Values{"kind": {""}, "wants": {""}, "contact": {""}, "on-day": {""}, "on-month": {""}, "on-year": {""}})
			webtest.Sound(t, tt.below, empty)
			if empty.Code != http.StatusUnprocessableEntity && empty.Code != http.StatusBadRequest {
				t.Errorf("%s, empty: status %d", tt.below, empty.Code)
			}
			webtest.Says(t, empty.Body.String(), "There is a problem")
		}
		if _, dated := tt.typed["on-day"]; !dated {
			tt.typed.Set("on-day", "18")
			tt.typed.Set("on-month", "11")
			tt.typed.Set("on-year", "2026")
		}
		page := w.Follow(t, worker, w.Send(t, worker, at(c, tt.below), at(c, tt.below), tt.typed))
		webtest.Says(t, page, tt.says)
	}
	webtest.Says(t, w.Page(t, worker, at(c, "demographics")), "Female")
	bar := w.Page(t, worker, at(c, "note")) // what is known stands on every page of the case, and what was asked and is none does not
	webtest.Says(t, bar, "Interpreter: Farsi")
	if strings.Contains(bar, "Hears a call well") {
		t.Error("the bar says a need that there is not")
	}
	if got := w.Send(t, worker, at(c, "ease"), at(c, "ease"), url.Values{"seen": {"0"}, "interpreter": {"polish"}}); got.Code == http.StatusSeeOther {
		t.Error("an answer that was changed since it was read is written over")
	}
	if got := w.Send(t, worker, at(c, "ease"), at(c, "ease"), url.Values{"interpreter": {"klingon"}}); got.Code != http.StatusUnprocessableEntity {
		t.Errorf("a language that is not on the list: status %d", got.Code)
	}
	overview := w.Page(t, worker, at(c))
	webtest.Says(t, overview, "Next hearing Friday 4 December. Guildford, 10:00. She need not go", "Ring after the lock fitter, Thu 26 Nov by 17:00.", "Done. Next update Thu 26 Nov",
		"Tell her what the Community MARAC agreed")
	plan := w.Page(t, worker, at(c, "plan"))
	page := w.Follow(t, worker, w.SendFrom(t, worker, plan, at(c, "goal", "move"), url.Values{"state": {"started"}}))
	webtest.Says(t, page, "Started", "Open my door without fear")
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "told-her"), nil))
	webtest.Says(t, page, "Told her on 19 November.")
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "needs", "met"), nil))
	webtest.Says(t, page, "Met")
	page = w.Follow(t, worker, w.SendFrom(t, worker, overview, at(c, "promise", "done"), nil))
	webtest.Says(t, page, "Say what has happened since, Thu 26 Nov by 17:00.")
	page = w.Follow(t, worker, w.SendFrom(t, worker, overview, at(c, "promise", "done"), url.Values{"_key": {"another"}}))
	webtest.Says(t, page, "Say what has happened since, Thu 26 Nov by 17:00.")
}

// A form in a second tab does not promise what it did not show: it is drawn again with what is
// promised already, and what was typed.
func TestPromiseInTwoTabs(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	one, two := w.Page(t, worker, at(c, "promise")), w.Page(t, worker, at(c, "promise"))
	w.Follow(t, worker, w.SendFrom(t, worker, one, at(c, "promise"), url.Values{"what": {"Ring with news"}}))
	refused := w.SendFrom(t, worker, two, at(c, "promise"), url.Values{"what": {"Ring after the visit"}})
	if refused.Code != http.StatusConflict {
		t.Errorf("the second tab: status %d", refused.Code)
	}
	webtest.Sound(t, "promise", refused)
	webtest.Says(t, refused.Body.String(), "look at what is promised already", "Ring with news", "Ring after the visit")
	webtest.Hides(t, w.Page(t, worker, at(c, "timeline")), "Ring after the visit")
	w.Follow(t, worker, w.SendFrom(t, worker, refused.Body.String(), at(c, "promise"), url.Values{"what": {"Ring after the visit"}}))
	webtest.Says(t, w.Page(t, worker, at(c, "promise")), "Ring with news", "Ring after the visit")
}

// The running total is hidden while asking; the result is explained, with what is not known as a range.
func TestAssess(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	in := w.work.Instrument(t, "asb-matrix")
	typed := url.Values{"fact_violence": {"no"}, "fact_hate": {"no"}, "fact_vulnerable": {"no"}, "fact_history": {"no"}, "fact_previous": {"2"}}
	for i, q := range in.Questions {
		if i != 3 && q.Key != "hostility" {
			typed.Set(q.Key, q.Options[len(q.Options)-1].Key)
		}
	}
	form := w.Page(t, worker, at(c, "assess/asb-matrix"))
	webtest.Hides(t, form, "total", "points of")
	below := w.SendFrom(t, worker, form, at(c, "assess/asb-matrix"), url.Values{"frequency": {"rarely"}, "fact_previous": {"-2"}})
	webtest.Says(t, below.Body.String(), "Enter how many there were before, from 0 to 9999")
	page := w.Follow(t, worker, w.SendFrom(t, worker, form, at(c, "assess/asb-matrix"), typed))
	webtest.Says(t, page, "High: at least", "Two questions are not answered, so the score is between", "It is High either way.", "What counts most", "panel threshold",
		"It has not been tested as a way to tell the future.", "Not answered", "What would bring it down", "Propose the case to it", "All 14 answers")
	second := w.Page(t, supervisor, at(c, "risk"))
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "override"), url.Values{"band": {"medium"}, "reason": {"Her sister moved in."}}))
	webtest.Says(t, page, "Medium, by your own judgement", "Her sister moved in.", "The score says High")
	refused := w.SendFrom(t, supervisor, second, at(c, "override"), url.Values{"band": {"low"}, "reason": {"They moved away on Monday."}})
	webtest.Sound(t, "risk", refused)
	webtest.Says(t, refused.Body.String(), "Seen as Medium.", "Her sister moved in.", "Seen as Low: They moved away on Monday.", "What you typed is still below.")
	webtest.Hides(t, refused.Body.String(), "no place here")
	webtest.Says(t, w.Follow(t, supervisor, w.SendFrom(t, supervisor, refused.Body.String(), at(c, "note"), url.Values{"text": {"Seen as Low: They moved away on Monday."}})),
		"Note by you", "Seen as Low: They moved away on Monday.")
	typed.Set("frequency", "rarely")
	w.work.Clock.Advance(time.Hour)
	page = w.Follow(t, worker, w.Send(t, worker, at(c, "assess/asb-matrix"), at(c, "assess/asb-matrix"), typed))
	webtest.Says(t, page, "What changed since 19 November", "How often: now and then", "3 less")
	webtest.Says(t, w.Page(t, worker, at(c)), "High ↑ and rising was Medium on 19 November")
}

// A stage says what it asks for, goes on when all of it is there, and closing says everything at once.
func TestAdvanceAndClose(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	page := w.Page(t, worker, at(c, "advance"))
	webtest.Says(t, page, "First contact", "What came of each attempt", "Still to record", "How did this stage end?")
	refused := w.SendFrom(t, worker, page, at(c, "advance"), url.Values{"outcome": {"reached"}})
	webtest.Says(t, refused.Body.String(), "Still to record: What came of each attempt", "Still to record: That the person was told who passed the details on")
	w.Follow(t, worker, w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {"reached"}}))
	webtest.Says(t, w.Page(t, worker, at(c)), "She was reached today 09:24.", "Go on to the next stage", "Record another call")
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "confirm"), url.Values{"records": {"who_passed_details"}}))
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "advance"), url.Values{"outcome": {"declined"}}))
	webtest.Says(t, page, "Close the case")

	w.Follow(t, worker, w.Send(t, worker, at(c, "promise"), at(c, "promise"), url.Values{"what": {"Ring"}}))
	refused = w.SendFrom(t, worker, w.Page(t, worker, at(c, "close")), at(c, "close"), url.Values{"reason": {"goals_met"}})
	webtest.Sound(t, "close", refused)
	webtest.Says(t, refused.Body.String(), "Record the last set of statements, or why there is none", "Keep or withdraw the promise due Thu 26 Nov")
	w.Follow(t, worker, w.SendFrom(t, worker, refused.Body.String(), at(c, "promise", "done"), nil))
	page = w.Follow(t, worker, w.Send(t, worker, at(c, "close"), at(c, "close"), url.Values{"reason": {"declined"}}))
	webtest.Says(t, page, "This case was closed on 19 November 2026: does not want support.", "Open this case again")
	page = w.Follow(t, worker, w.Send(t, worker, at(c, "reopen"), at(c, "reopen"), nil))
	webtest.Hides(t, page, "This case was closed")
}

// Act now needs no more than two words, stands red on the case until both have answered, and is raised
// on a closed case as on any other.
func TestActNow(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	w.Follow(t, worker, w.Send(t, worker, at(c, "close"), at(c, "close"), url.Values{"reason": {"declined"}}))
	empty := w.Send(t, worker, at(c, "act-now"), at(c, "act-now"), nil)
	webtest.Says(t, empty.Body.String(), "Choose what the danger is", "Say what is happening, in a few words")
	page := w.Follow(t, worker, w.Send(t, worker, at(c, "act-now"), at(c, "act-now"), url.Values{"kind": {"arson"}, "what": {"Said he would set fire to the door"}, "told": {"999"}}))
	webtest.Says(t, page, "Act now: a threat of fire", "Said he would set fire to the door", "must both answer")
	webtest.Hides(t, page, "I have seen this")
	page = w.Follow(t, supervisor, w.Send(t, supervisor, at(c), at(c, "act-now", "seen"), nil))
	webtest.Says(t, page, "Act now: a threat of fire", "Supervisor answered today 09:24; waiting for the safeguarding lead.")
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")), "Supervisor answered today 09:24; waiting for the safeguarding lead.")
	page = w.Follow(t, lead, w.Send(t, lead, at(c), at(c, "act-now", "seen"), nil))
	if strings.Contains(page, "moj-alert--error") {
		t.Error("the alarm still stands after both have answered")
	}
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")), "Supervisor answered today 09:24, safeguarding lead today 09:24.")
}

func TestList(t *testing.T) {
	w := newWorld(t)
	mine, free := w.give(t, w.open(t)), w.open(t)
	page := w.Page(t, worker, "/cases")
	webtest.Says(t, page, string(mine.Reference), "First contact")
	webtest.Hides(t, page, string(free.Reference))
	webtest.Says(t, w.Page(t, worker, "/cases?show=unowned"), string(free.Reference), "Nobody has taken it")
	webtest.Says(t, w.Page(t, supervisor, "/cases?show=team"), string(mine.Reference), "With N. C.")
	webtest.Says(t, w.Page(t, worker, "/cases?show=closed"), "There are none.")
	webtest.Hides(t, w.Page(t, stranger, "/cases?show=unowned"), string(free.Reference))
	if got := w.Get(stranger, "/cases?show=unowned&service=barnet-asb"); got.Code == http.StatusOK {
		t.Errorf("another service's list: status %d", got.Code)
	}
	if got := w.Get(worker, "/cases?reference=gt+"+strings.ToLower(string(free.Reference)[3:])); got.Header().Get("Location") != at(free) {
		t.Errorf("finding %s: %d to %s", free.Reference, got.Code, got.Header().Get("Location"))
	}
}

// Whoever asked for help themselves is not told that a self-referral passed on who they are, and nobody is told that of somebody unknown.
func TestTheScriptSaysWhoReferred(t *testing.T) {
	w := newWorld(t)
	for source, says := range map[string]string{"self": "You passed us your details", catalogue.SourceNotKnown: "[Who referred] passed us your details", "housing": "Housing passed us your details"} {
		c := w.work.Open(t, w.work.Staff(t, worker, access.CaseWorker, barnet), barnet, func(r *referral.Receive) {
			r.Door, r.Source, r.FromList = catalogue.DoorPhone, source, source == catalogue.SourceNotKnown
		})
		webtest.Says(t, w.Page(t, worker, at(c, "call")), says)
	}
}
