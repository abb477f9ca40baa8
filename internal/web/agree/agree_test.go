package agree_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/web/agree"
	"goldenthread/internal/web/webtest"
)

const (
	officer  = "Olu Pike"
	police   = "Pat Constable"
	stranger = "Una Sims"
)

type world struct {
	*webtest.World
	work *caseworktest.World
}

func newWorld(t *testing.T) world {
	t.Helper()
	f := gatetest.New(t, storetest.Open(t, store.SQLite, gatetest.Schemas(caseworktest.Schemas()...)...))
	work := caseworktest.New(t, f)
	w := world{webtest.New(t, f.Gate, f.Clock, agree.Routes(work.Set)), work}
	w.Person(t, officer, work.Staff(t, officer, access.VictimCareOfficer, "pilot"))
	w.Person(t, stranger, work.Staff(t, stranger, access.VictimCareOfficer, "adt"))
	w.Person(t, police, f.As(t, work.Account(t, police), access.Membership{Role: access.PoliceLiaison, Agency: work.Agency}))
	return w
}

func (w world) came(t *testing.T, n int, priority referral.Priority) referral.Taken {
	t.Helper()
	return w.work.Refer(t, "pilot", w.work.Someone(n), func(r *referral.Receive) { r.Priority, r.SourceAgency = priority, w.work.Agency })
}

func at(r referral.Taken) string { return "/agree/" + string(r.Reference) }

// One person after the next: what is low is one click, what is not asks for a sentence, and what was typed stays.
func TestOneAfterTheNext(t *testing.T) {
	w := newWorld(t)
	first, second := w.came(t, 1, referral.Routine), w.came(t, 2, "")
	list := w.Page(t, officer, "/agree")
	webtest.Says(t, list, "To agree with police: 2", "Police: routine", "Agree 1 together: the police graded them routine")

	form := w.Page(t, officer, at(first))
	webtest.Says(t, form, "Filled in: the police graded it Routine in their file.", "What is known, and from where", "Save and go to the next")
	got := w.SendFrom(t, officer, form, at(first), url.Values{}) // nothing typed: one click
	next := w.Follow(t, officer, got)
	webtest.Says(t, next, string(second.Reference), "They have not said: put it to them")

	typed := url.Values{"threat": {"high"}, "harm": {"low"}, "risk": {"low"}, "investigation": {"low"}, "vulnerability": {"none"}, "engagement": {"low"},
		"priority": {"urgent"}, "why_harm": {"Kept as it was typed"}}
	again := w.SendFrom(t, officer, next, at(second), typed)
	if again.Code != http.StatusUnprocessableEntity {
		t.Fatalf("high without a sentence: status %d", again.Code)
	}
	webtest.Says(t, again.Body.String(), "Threat is High: say why, in a sentence")
	typed.Set("why_threat", "He said he would come back.")
	if !strings.Contains(again.Body.String(), "Kept as it was typed") {
		t.Error("what was typed is lost")
	}
	end := w.Follow(t, officer, w.SendFrom(t, officer, again.Body.String(), at(second), typed))
	webtest.Says(t, end, "To agree with police: 1", "Put to the police", "We say: urgent")

	// The police see that one, and say in one dimension that they see it differently.
	webtest.Says(t, w.Page(t, police, "/agree"), "Priorities put to you: 1", "Victim referral pilot says: urgent.")
	put := w.Page(t, police, at(second))
	webtest.Says(t, put, "High: He said he would come back.", "How do you see it?")
	webtest.Hides(t, put, "collar number", "They answer themselves", "Judged before")
	got = w.SendFrom(t, police, put, at(second)+"/answer", url.Values{"police": {"different"}, "their_priority": {"soon"}, "their_threat": {"medium"}})
	webtest.Says(t, got.Body.String(), "Threat: say in a sentence why the police see it differently")
	got = w.SendFrom(t, police, got.Body.String(), at(second)+"/answer", url.Values{"police": {"different"}, "their_priority": {"soon"}, "their_threat": {"medium"},
		"their_why_threat": {"He is in custody."}})
	webtest.Says(t, w.Follow(t, police, got), "Nothing waits for your answer.")

	webtest.Says(t, w.Page(t, officer, at(second)), "We say Urgent, the police say Soon", "Both are kept.", "Differ He is in custody.", "What was looked at", "The row from the police")
	webtest.Says(t, w.Page(t, officer, at(second)+"?again=yes"), "Change what has changed: the earlier one is kept.")
	webtest.Says(t, w.Page(t, officer, "/agree"), "Everybody's priority is agreed.")
	for _, who := range []string{stranger, police} {
		if got := w.Get(who, at(first)); got.Code != http.StatusNotFound {
			t.Errorf("%s opens what is none of theirs: status %d", who, got.Code)
		}
	}
}

// Whoever answers what a colleague has answered meanwhile is not told that what they typed stands below, where nothing stands.
func TestAnsweredMeanwhile(t *testing.T) {
	w := newWorld(t)
	put := w.came(t, 1, "")
	judged := url.Values{"threat": {"low"}, "harm": {"low"}, "risk": {"low"}, "investigation": {"low"}, "vulnerability": {"none"}, "engagement": {"low"}, "priority": {"urgent"}}
	w.Follow(t, officer, w.SendFrom(t, officer, w.Page(t, officer, at(put)), at(put), judged))
	open, heard := w.Page(t, police, at(put)), w.Page(t, officer, at(put))
	if got := w.SendFrom(t, officer, heard, at(put)+"/answer", url.Values{"police": {"same"}, "how": {"telephone"}, "officer": {"4711"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("heard by telephone: status %d\n%s", got.Code, webtest.Words(got.Body.String()))
	}
	late := w.SendFrom(t, police, open, at(put)+"/answer", url.Values{"police": {"different"}, "their_priority": {"soon"}, "their_threat": {"medium"}, "their_why_threat": {"He is in custody."}})
	if late.Code != http.StatusConflict {
		t.Fatalf("status %d", late.Code)
	}
	webtest.Says(t, late.Body.String(), "This was answered", "If you need it, go back and copy it.")
	webtest.Hides(t, late.Body.String(), "still below")
}

// Many are agreed with one press; nobody ticked is said beside the ticks.
func TestTogether(t *testing.T) {
	w := newWorld(t)
	ticks := url.Values{}
	for n := range 3 {
		ticks.Add("referrals", string(w.came(t, n, referral.Routine).Referral))
	}
	page := w.Page(t, officer, "/agree")
	none := w.SendFrom(t, officer, page, "/agree", url.Values{})
	webtest.Says(t, none.Body.String(), "Tick whom you looked at")
	webtest.Says(t, w.Follow(t, officer, w.SendFrom(t, officer, page, "/agree", ticks)), "Everybody's priority is agreed.")
}
