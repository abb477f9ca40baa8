package cases_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/web/webtest"
)

// Two people write on one goal: the second is shown who changed it, when, how it read and reads now, and
// finds what was typed as it was typed; saving again keeps all three.
func TestTwoPeopleOnOneGoal(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	day := url.Values{"on-day": {"18"}, "on-month": {"11"}, "on-year": {"2026"}}
	typed := func(what string) url.Values {
		v := url.Values{"what": {what}, "with": {"person"}}
		for name, parts := range day {
			v[name] = parts
		}
		return v
	}
	plan := w.Follow(t, worker, w.Send(t, worker, at(c, "goal"), at(c, "goal"), typed("Open my door")))
	_, rest, _ := strings.Cut(plan, `href="`+at(c, "goal")+"/")
	goal, _, _ := strings.Cut(rest, `"`)
	address := at(c, "goal", goal)
	mine, theirs := w.Page(t, worker, address), w.Page(t, supervisor, address)
	w.Follow(t, supervisor, w.SendFrom(t, supervisor, theirs, address, typed("Open my door without fear")))
	refused := w.SendFrom(t, worker, mine, address, typed("Open my door at night"))
	if refused.Code != http.StatusConflict {
		t.Fatalf("the second save: status %d", refused.Code)
	}
	webtest.Sound(t, "goal", refused)
	webtest.Says(t, refused.Body.String(), "What changed while you were writing", "Changed by S. R., today 09:24", "Words, before Open my door",
		"Words, now Open my door without fear", "Open my door at night")
	page := w.Follow(t, worker, w.SendFrom(t, worker, refused.Body.String(), address, typed("Open my door at night, without fear")))
	webtest.Says(t, page, "Open my door at night, without fear", "2 earlier versions", "Open my door without fear (not started, 18 Nov 2026) until today 09:24, when you changed it")
}

// The plan of a case says who does what by when; a step is done with one key.
func TestSteps(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	empty := w.Send(t, worker, at(c, "action"), at(c, "action"), url.Values{"owner": {"agency"}})
	webtest.Says(t, empty.Body.String(), "Say what is to be done", "Say which agency, and who there if you know")
	page := w.Follow(t, worker, w.Send(t, worker, at(c, "action"), at(c, "action"), url.Values{"what": {"Door viewer fitted"}, "owner": {"agency"}, "agency": {"Barnet Homes"},
		"due-day": {"24"}, "due-month": {"11"}, "due-year": {"2026"}}))
	webtest.Says(t, page, "“I want to stay in my home.”", "Door viewer fitted", "24 Nov 2026", "Barnet Homes")
	webtest.Says(t, w.Page(t, worker, at(c)), "Tue 24 Nov Barnet Homes: door viewer fitted")
	page = w.Follow(t, worker, w.SendFrom(t, worker, page, at(c, "action-done"), nil))
	webtest.Says(t, page, "Done Door viewer fitted", "1 earlier version")
	page = w.Follow(t, worker, w.Send(t, worker, at(c, "follow-up"), at(c, "follow-up"), url.Values{"every": {"3"}, "method": {"phone"},
		"on-day": {"19"}, "on-month": {"11"}, "on-year": {"2026"}}))
	webtest.Says(t, page, "Every 3 days by telephone. Agreed 19 November.")
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")+"?show=contact"), "Plan of contact: every 3 days by telephone")
}

// Two people write down what was told: the second is shown what the first wrote, and keeps their own.
func TestTwoPeopleOnOneStory(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	mine, theirs := w.Page(t, worker, at(c, "told")), w.Page(t, supervisor, at(c, "told"))
	w.Follow(t, supervisor, w.SendFrom(t, supervisor, theirs, at(c, "told"), url.Values{"wants": {"A lock"}, "words": {"He came on Sunday too."}}))
	refused := w.SendFrom(t, worker, mine, at(c, "told"), url.Values{"wants": {"Some peace"}, "words": {"He came at night."}})
	if refused.Code != http.StatusConflict {
		t.Fatalf("the second save: status %d", refused.Code)
	}
	webtest.Sound(t, "told", refused)
	webtest.Says(t, refused.Body.String(), "Changed by S. R., today 09:24", "What she wants, now A lock", "What she told us, now He came on Sunday too.",
		"Some peace", "He came at night.")
	page := w.Follow(t, worker, w.SendFrom(t, worker, refused.Body.String(), at(c, "told"), url.Values{"wants": {"A lock, and some peace"}, "words": {"He came on Sunday too, and at night."}}))
	webtest.Says(t, page, "“A lock, and some peace”", "“He came on Sunday too, and at night.”")
}

// Two people change what is safe of one number: the second sees that calls are not safe any more, and saves knowing it.
func TestTwoPeopleOnOneNumber(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	_, rest, _ := strings.Cut(w.Page(t, worker, at(c, "contact")), `href="`+at(c, "contact", "safety"))
	query, _, _ := strings.Cut(rest, `"`)
	address := at(c, "contact", "safety")
	mine, theirs := w.Page(t, worker, address+query), w.Page(t, supervisor, address+query)
	w.Follow(t, supervisor, w.SendFrom(t, supervisor, theirs, address, url.Values{"call": {"no"}, "voicemail": {"no"}, "text": {"not asked"}, "protected": {"yes"}}))
	refused := w.SendFrom(t, worker, mine, address, url.Values{"call": {"yes"}, "voicemail": {"yes"}, "text": {"yes"}})
	if refused.Code != http.StatusConflict {
		t.Fatalf("the second save: status %d", refused.Code)
	}
	webtest.Sound(t, "contact/safety", refused)
	webtest.Says(t, refused.Body.String(), "Changed by S. R., today 09:24", "What was said of it, now No calls; no voicemail.", "Kept secret, now It must never be given away")
	webtest.Says(t, w.Follow(t, worker, w.SendFrom(t, worker, refused.Body.String(), address, url.Values{"call": {"no"}, "voicemail": {"no"}, "text": {"yes"}, "protected": {"yes"}})),
		"No calls; no voicemail; texts are safe.", "Never to be given away.")
}

// What another service answers is recorded from the plan; a refusal says why, and asking after it is proposed
// when nothing came back in the days the service's file gives.
func TestAnswersOfOtherServices(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	day := url.Values{"on-day": {"19"}, "on-month": {"11"}, "on-year": {"2026"}}
	with := func(v url.Values) url.Values {
		for name, parts := range day {
			v[name] = parts
		}
		return v
	}
	plan := w.Follow(t, worker, w.Send(t, worker, at(c, "onward"), at(c, "onward"), with(url.Values{"code": {"housing_support"}, "agreed": {"yes"}})))
	webtest.Says(t, plan, "Waiting for 0 days", "What came back?")
	_, rest, _ := strings.Cut(plan, `href="`+at(c, "onward")+"/")
	sent, _, _ := strings.Cut(rest, `"`)
	w.work.Clock.Advance(12 * 24 * time.Hour)
	webtest.Says(t, w.Page(t, worker, at(c, "plan")), "No answer yet: ask after it", "Waiting for 12 days")
	webtest.Says(t, w.Page(t, worker, at(c)), "No answer yet from: housing support. Ask after it")
	bad := w.Send(t, worker, at(c, "onward", sent), at(c, "onward", sent), with(url.Values{"status": {"refused"}}))
	webtest.Says(t, bad.Body.String(), "Choose why they refused")
	page := w.Follow(t, worker, w.SendFrom(t, worker, bad.Body.String(), at(c, "onward", sent), url.Values{"status": {"refused"}, "reason": {"outside their area"},
		"on-day": {"1"}, "on-month": {"12"}, "on-year": {"2026"}}))
	webtest.Says(t, page, "Refused Housing support", "refused: outside their area", "Answered after 12 days")
	webtest.Hides(t, page, "What came back?")
}

// A gap is noted with one key; what was told later proposes to look at the risk again.
func TestGapAndSomethingNew(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	day := url.Values{"on-day": {"19"}, "on-month": {"11"}, "on-year": {"2026"}, "codes": {"emotional"}, "kind": {"need"}}
	w.Follow(t, worker, w.Send(t, worker, at(c, "needs"), at(c, "needs"), day))
	page := w.Follow(t, worker, w.Send(t, worker, at(c, "plan"), at(c, "needs", "gap"), nil))
	webtest.Says(t, page, "No service can be reached for it: noted on 19 November.", "Open Emotional")
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")+"?show=tasks"), "No service can be reached for: emotional")
	day["codes"] = []string{"asb_powers"}
	w.Follow(t, worker, w.Send(t, worker, at(c, "needs"), at(c, "needs"), day))
	webtest.Says(t, w.Page(t, worker, at(c, "plan")), "No service can be reached for it : ASB powers advice")
}

// Two people fill in one page of answers at once: the second is shown what the first saved, finds what was typed as it was
// typed, and saving again is a choice.
func TestTwoPeopleOnOnePageOfAnswers(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	for _, tt := range []struct {
		path         []string
		theirs, mine url.Values
		told, kept   string
	}{
		{[]string{"demographics"}, url.Values{"gender": {"female"}, "ethnicity": {"A1"}}, url.Values{"gender": {"prefers not to say"}, "ethnicity": {"W1"}},
			"Changed by S. R., today 09:24 Gender, now Female Ethnicity, now Indian", `value="W1" selected`},
		{[]string{"wishes"}, url.Values{"language": {"farsi"}, "gender": {"woman"}}, url.Values{"language": {"urdu"}, "gender": {"man"}},
			"Changed by S. R., today 09:24 A language beside English, now Farsi", `value="urdu" selected`},
		{[]string{"rights", "standing"}, url.Values{"crime": {"no"}}, url.Values{"crime": {"yes"}, "gateways": {"persistently_targeted"}},
			"Changed by S. R., Thu 19 Nov A victim of a crime, now No: behaviour that is not a crime", `value="persistently_targeted" checked`},
		{[]string{"ease"}, url.Values{"interpreter": {"farsi"}}, url.Values{"interpreter": {"urdu"}}, "now Farsi", `value="urdu" selected`},
	} {
		address := at(c, tt.path...)
		mine, theirs := w.Page(t, worker, address), w.Page(t, supervisor, address)
		w.Follow(t, supervisor, w.SendFrom(t, supervisor, theirs, address, tt.theirs))
		refused := w.SendFrom(t, worker, mine, address, tt.mine)
		if refused.Code != http.StatusConflict {
			t.Errorf("%s: the second save: status %d", address, refused.Code)
			continue
		}
		webtest.Sound(t, address, refused)
		webtest.Says(t, refused.Body.String(), "What changed while you were writing", tt.told)
		if !strings.Contains(refused.Body.String(), tt.kept) {
			t.Errorf("%s: what was typed is lost, want %s in\n%s", address, tt.kept, refused.Body.String())
		}
		w.Follow(t, worker, w.SendFrom(t, worker, refused.Body.String(), address, tt.mine))
		if page := w.Page(t, worker, address); !strings.Contains(page, tt.kept) {
			t.Errorf("%s: the second choice was not saved", address)
		}
	}
}

// Two people note needs: who leaves the level as it was shown does not undo the level a colleague chose meanwhile.
func TestTwoPeopleOnOneLevelOfNeed(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	note := func(who, page string, v url.Values) {
		t.Helper()
		w.Follow(t, who, w.SendFrom(t, who, page, at(c, "needs"), v))
	}
	typed := func(code, level string) url.Values {
		return url.Values{"kind": {"need"}, "codes": {code}, "level": {level}, "on-day": {"18"}, "on-month": {"11"}, "on-year": {"2026"}}
	}
	note(worker, w.Page(t, worker, at(c, "needs")), typed("housing", "information"))
	mine, theirs := w.Page(t, worker, at(c, "needs")), w.Page(t, supervisor, at(c, "needs"))
	note(supervisor, theirs, typed("emotional", "complex"))
	note(worker, mine, typed("practical", "information"))
	if page := w.Page(t, worker, at(c, "needs")); !strings.Contains(page, `value="complex" checked`) {
		t.Error("the level that a colleague chose meanwhile is gone")
	}
	webtest.Says(t, w.Page(t, worker, at(c)), "Housing", "Emotional", "Practical support")
}

// Two people choose another level of need: the second is shown what the first chose, and saving again is a choice.
func TestTwoPeopleChooseALevelOfNeed(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	level := func(key string) url.Values {
		return url.Values{"kind": {"need"}, "codes": {"housing"}, "level": {key}, "on-day": {"18"}, "on-month": {"11"}, "on-year": {"2026"}}
	}
	mine, theirs := w.Page(t, worker, at(c, "needs")), w.Page(t, supervisor, at(c, "needs"))
	w.Follow(t, supervisor, w.SendFrom(t, supervisor, theirs, at(c, "needs"), level("complex")))
	refused := w.SendFrom(t, worker, mine, at(c, "needs"), level("information"))
	if refused.Code != http.StatusConflict {
		t.Fatalf("the second save: status %d", refused.Code)
	}
	webtest.Sound(t, "needs", refused)
	webtest.Says(t, refused.Body.String(), "What changed while you were writing", "How much she needs, now Structured support for complex need")
	if !strings.Contains(refused.Body.String(), `value="information" checked`) {
		t.Error("what was chosen is lost")
	}
	w.Follow(t, worker, w.SendFrom(t, worker, refused.Body.String(), at(c, "needs"), level("information")))
	if page := w.Page(t, worker, at(c, "needs")); !strings.Contains(page, `value="information" checked`) {
		t.Error("the second choice was not saved")
	}
}

// Two people write on one line of the way through court: the second is shown who recorded what, and finds what was typed; another line is
// nobody's concern.
func TestTwoPeopleOnOneCourtLine(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	address := at(c, "court", "hearing")
	on := func(day, note string) url.Values {
		return url.Values{"answer": {"has to go"}, "on-day": {day}, "on-month": {"12"}, "on-year": {"2026"}, "note": {note}}
	}
	mine, theirs, other := w.Page(t, worker, address), w.Page(t, supervisor, address), w.Page(t, worker, at(c, "court", "travel"))
	w.Follow(t, supervisor, w.SendFrom(t, supervisor, theirs, address, on("3", "Guildford, 10:00")))
	wrong := w.SendFrom(t, worker, mine, address, on("32", "Guildford, at ten")) // to mend a slip is not to have seen more
	refused := w.SendFrom(t, worker, wrong.Body.String(), address, on("4", "Guildford, at ten"))
	if wrong.Code != http.StatusUnprocessableEntity || refused.Code != http.StatusConflict {
		t.Fatalf("a day that is none: status %d; the second save: status %d", wrong.Code, refused.Code)
	}
	webtest.Sound(t, "court", refused)
	webtest.Says(t, refused.Body.String(), "What changed while you were writing", "Changed by S. R., today 09:24", "How it stands, now Has to go", "Day, now 3 Dec 2026",
		"What is to be known, now Guildford, 10:00", "Guildford, at ten")
	w.Follow(t, worker, w.SendFrom(t, worker, refused.Body.String(), address, on("4", "Guildford, at ten")))
	train := on("4", "By train")
	train.Set("answer", "arranged")
	w.Follow(t, worker, w.SendFrom(t, worker, other, at(c, "court", "travel"), train))
	webtest.Says(t, w.Page(t, worker, at(c, "court")), "Guildford, 10:00", "Guildford, at ten", "By train")
}

// What others changed since the reader last looked is counted and named, also how the person is reached safely and what she told; what the
// reader wrote is not.
func TestSinceYouLastLooked(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	w.Page(t, worker, at(c))
	w.work.Clock.Advance(40 * time.Minute)
	webtest.Says(t, w.Page(t, worker, at(c)), "Nothing new since you last looked")
	w.work.Clock.Advance(time.Minute)
	_, rest, _ := strings.Cut(w.Page(t, supervisor, at(c, "contact")), `href="`+at(c, "contact", "safety"))
	query, _, _ := strings.Cut(rest, `"`)
	w.Follow(t, supervisor, w.SendFrom(t, supervisor, w.Page(t, supervisor, at(c, "contact", "safety")+query), at(c, "contact", "safety"), url.Values{"call": {"no"}, "voicemail": {"no"}}))
	w.Follow(t, supervisor, w.Send(t, supervisor, at(c, "told"), at(c, "told"), url.Values{"wants": {"A lock"}, "words": {"He came on Sunday too."}}))
	w.Follow(t, supervisor, w.Send(t, supervisor, at(c, "note"), at(c, "note"), url.Values{"text": {"Rang the council"}}))
	w.work.Clock.Advance(40 * time.Minute)
	webtest.Says(t, w.Page(t, worker, at(c)), "3 changes since you last looked", "A number or address, and what is safe of it, today 10:05", "What she told us, today 10:05", "Note, today 10:05")
	webtest.Says(t, w.Page(t, supervisor, at(c)), "Nothing new since you last looked")
}
