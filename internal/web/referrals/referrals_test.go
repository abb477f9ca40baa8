package referrals_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/web/view/viewtest"
)

func TestTemplates(t *testing.T) { viewtest.CheckTemplates(t) }

func TestTheInboxShowsWhatIsAskedMost(t *testing.T) {
	w := newWorld(t, store.SQLite)
	first := w.app.Take(t, w.app.Referral(t, "adt", mina()))
	w.app.Refer(t, "adt")
	page := w.Page(t, officer, "/referrals")
	must(t, page, "New (2)", "New: 2, most urgent first", "M. O.: it goes on every night", "Received Thu 19 Nov, 10:24.", "working", "left.",
		"Cleveland Police", "Opt-out: told, and did not object.", "Safe to contact? Yes", "No match", "Routine", "Victim Care Unit", "Referrer sees Received")
	mustNot(t, page, "Okonjo", "07700")
	if n := strings.Count(page, "Accept and start first contact"); n != 1 {
		t.Errorf("%d green buttons, want 1: the top row's", n)
	}
	status, location, _ := w.send(t, officer, "/referrals", nil)
	if status != http.StatusNotFound { // the list itself takes no form
		t.Errorf("a form sent to the list: status %d to %s", status, location)
	}
	got := w.Post(officer, of(first, "accept"), withHidden(page, of(first, "accept"), nil))
	if got.Code != 303 || !strings.HasPrefix(got.Header().Get("Location"), "/cases/") {
		t.Fatalf("accepting in place: status %d to %s\n%s", got.Code, got.Header().Get("Location"), plain(got.Body.String()))
	}
	must(t, w.Page(t, officer, "/referrals"), "New (1)", "In contact (1)")
	must(t, w.Page(t, officer, "/referrals?tab=incontact"), "M. O.")
}

// What is held has an owner and a next step, and no way to a call, on the list and on its page.
func TestWhatIsHeldCannotBeCalled(t *testing.T) {
	w := newWorld(t, store.SQLite)
	unasked := mina()
	unasked.Contacts[0].Call = person.NotAsked
	c := w.app.Referral(t, "adt", unasked)
	c.Flags.DomesticAbuse = true
	c.Basis = referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "PC 1234", How: "phone", On: "2026-11-18"}
	held := w.receive(t, c)
	if held.State != referral.Held {
		t.Fatalf("the referral is %s, %s", held.State, held.Reason)
	}
	list := w.Page(t, officer, "/referrals?tab=held")
	must(t, list, "Held for checking (1)", "Domestic abuse", "Owner: designated safeguarding lead", "Nobody calls these people until it is settled.", "In danger? Act now")
	page := w.Page(t, officer, of(held))
	must(t, page, "Held for checking", "Nobody contacts her until it is settled.", "What she wants", "M. O. Act now", "10:00 to 12:00 only", "Owner: designated safeguarding lead")
	for name, body := range map[string]string{"list": list, "page": page} {
		mustNot(t, body, "07700", "first contact M. O.", "Show number", "Accept for contact", "Point elsewhere", "Decline")
		if strings.Contains(body, "tel:") || strings.Contains(body, `action="`+of(held, "accept")+`"`) {
			t.Errorf("the %s of a held referral leads to a call", name)
		}
	}
	must(t, w.Page(t, lead, of(held)), "Accept for contact", "Point elsewhere")
	must(t, w.Page(t, lead, "/referrals?tab=held"), "Point elsewhere", "Decline")
	status, _, body := w.send(t, officer, of(held, "accept"), nil)
	if status == 303 {
		t.Errorf("a victim care officer released what the safeguarding lead holds")
	}
	mustNot(t, body, "07700")
	if status, location, body := w.send(t, lead, of(held, "accept"), nil); status != 303 || location != of(held) {
		t.Errorf("the safeguarding lead can't release it: status %d\n%s", status, plain(body))
	}
	must(t, w.Page(t, officer, "/referrals"), "New (1)", "Held for checking (0)")
}

// What came in a police file is the police's words; what somebody of ours heard is the person's.
func TestWordsOfThePoliceAreNotThePersons(t *testing.T) {
	w := newWorld(t, store.SQLite)
	for _, tt := range []struct{ told, says, not string }{
		{person.ToldToPolice, "What the police wrote", "told us"}, {"worker", "What she told us", "What the police wrote"},
	} {
		who := w.app.Somebody()
		who.Pronoun, who.Told = person.She, person.NewStory{Words: "Officer in the case: 1257", ToldTo: tt.told, ToldOn: "2026-11-18"}
		taken := w.app.Take(t, w.app.Referral(t, "adt", who))
		page := w.Page(t, officer, of(taken))
		must(t, page, tt.says)
		mustNot(t, page, tt.not)
	}
}

func TestDecliningAsksWhereAndWhoWasTold(t *testing.T) {
	w := newWorld(t, store.SQLite)
	taken := w.app.Refer(t, "adt")
	status, _, body := w.send(t, officer, of(taken, "decline"), url.Values{"reason": {"not_eligible"}})
	if status != http.StatusUnprocessableEntity {
		t.Fatalf("declined without saying where they were pointed: status %d", status)
	}
	must(t, body, "Say where they were pointed to", "Say who was told")
	if status, _, body := w.send(t, officer, of(taken, "decline"), url.Values{"reason": {"not_eligible"}, "pointed_to": {"citizens_advice"}, "told": {"both"}}); status != 303 {
		t.Fatalf("declining: status %d\n%s", status, plain(body))
	}
	must(t, w.Page(t, officer, "/referrals?tab=notforus"), "Declined.", "Not for us (1)")
	must(t, w.Page(t, officer, of(taken)), "Pointed to Citizens Advice")
}

func TestEveryFormOfAReferral(t *testing.T) {
	w := newWorld(t, store.SQLite)
	tests := []struct {
		below string
		form  url.Values
		want  string // on the referral's page afterwards
	}{
		{"signpost", url.Values{"pointed_to": {"nowhere"}, "told": {"nobody"}}, "Pointed to There was nowhere to point to"},
		{"hold", url.Values{"reason": {"held_by_worker"}, "owner": {"supervisor"}}, "Owner: supervisor"},
		{"ask", url.Values{"for": {"number"}}, "Whoever referred has been asked."},
		{"safe-contact", url.Values{"safe": {"safe"}, "safe_from": {"10:00"}, "safe_to": {"12:00"}, "safe_words": {"She answers herself"}}, "10:00 to 12:00 only"},
		{"stop", url.Values{"scope": {"service"}}, "Asked not to be contacted"},
		{"act-now", url.Values{"kind": {"arson"}, "what": {"Someone said they would burn the door"}, "told": {"999"}}, "Act now"},
	}
	for _, test := range tests {
		t.Run(test.below, func(t *testing.T) {
			taken := w.app.Refer(t, "adt")
			if status, _, body := w.send(t, officer, of(taken, test.below), url.Values{"scope": {""}, "safe": {""}}); status == 303 {
				t.Errorf("an empty form was done")
			} else if status != 422 {
				t.Errorf("an empty form: status %d\n%.600s", status, plain(body))
			}
			status, location, body := w.send(t, officer, of(taken, test.below), test.form)
			if status != 303 || location != of(taken) {
				t.Fatalf("status %d to %s\n%.800s", status, location, plain(body))
			}
			must(t, w.Page(t, officer, of(taken)), test.want)
		})
	}
}

func TestNobodyElseGetsIn(t *testing.T) {
	w := newWorld(t, store.SQLite)
	taken := w.app.Refer(t, "adt")
	paths := []string{of(taken)}
	for _, below := range []string{"accept", "decline", "signpost", "hold", "ask", "consent", "mend", "safe-contact", "stop", "again", "act-now", "compare"} {
		paths = append(paths, of(taken, below))
	}
	for _, path := range paths {
		for _, who := range []string{stranger, worker, payer, referrer} {
			if got := w.Get(who, path); got.Code != http.StatusNotFound {
				t.Errorf("%s as %s: status %d, want 404", path, who, got.Code)
			}
		}
		if got := w.Get("", path); got.Code != http.StatusSeeOther {
			t.Errorf("%s as nobody: status %d", path, got.Code)
		}
		if got := w.Get(officer, path); got.Code != http.StatusOK {
			t.Errorf("%s as victim care officer: status %d", path, got.Code)
		}
	}
	for _, who := range []string{officer, worker, payer, referrer, stranger} {
		if got := w.Get(who, "/both-sides"); got.Code != http.StatusNotFound {
			t.Errorf("/both-sides as %s: status %d, want 404", who, got.Code)
		}
	}
	for _, who := range []string{payer, referrer} {
		if got := w.Get(who, "/referrals"); got.Code != http.StatusNotFound {
			t.Errorf("/referrals as %s: status %d, want 404", who, got.Code)
		}
	}
}

// receive takes in a referral that need not be accepted.
func (w world) receive(t *testing.T, c referral.Receive) referral.Taken {
	t.Helper()
	taken, err := gate.Write(w.app.As(t, access.Administrator, c.Service.Key), w.app.Gate, "", c.Run)
	if err != nil {
		t.Fatal(err)
	}
	return taken
}

// Somebody who may be known already is compared and joined by a human, who can take it back.
func TestRecordsAreComparedByAHuman(t *testing.T) {
	w := newWorld(t, store.SQLite)
	w.app.Take(t, w.app.Referral(t, "adt", mina()))
	again := mina()
	again.Born = "1984-03-28"
	taken := w.app.Take(t, w.app.Referral(t, "adt", again))
	if taken.Known == 0 {
		t.Fatal("nobody was found to be known already")
	}
	must(t, w.Page(t, officer, "/referrals?tab=known"), "Known already? (1)", "Maybe")
	must(t, w.Page(t, officer, of(taken)), "Compare with 1 record")
	page := w.Page(t, officer, of(taken, "compare"))
	must(t, page, "This referral", "The other record", "Mina Okonjo", "27 March 1984", "28 March 1984", "Same phone", "Same person: join", "Different people")
	form := withHidden(page, of(taken, "compare"), nil)
	if form.Get("decision") != "same" {
		t.Fatalf("the first button decides %q", form.Get("decision"))
	}
	if got := w.Post(officer, of(taken, "compare"), form); got.Code != 303 {
		t.Fatalf("joining: status %d\n%s", got.Code, plain(got.Body.String()))
	}
	page = w.Page(t, officer, of(taken, "compare"))
	must(t, page, "Same person: joined", "Take it back")
	if got := w.Post(officer, of(taken, "compare"), withHidden(page, of(taken, "compare"), nil)); got.Code != 303 {
		t.Fatalf("taking it back: status %d", got.Code)
	}
	must(t, w.Page(t, officer, of(taken, "compare")), "Same person: join", "Different people")
}

// Both sides of a dispute may be clients: the supervisor is told, nobody else.
func TestBothSidesAreForSupervisors(t *testing.T) {
	w := newWorld(t, store.SQLite)
	w.app.Take(t, w.app.Referral(t, "adt", mina()))
	c := w.app.Referral(t, "adt", person.New{Forename: "Ruben", Surname: "Salt", Born: "1979-02-11",
		Contacts: []person.NewContact{{Kind: person.Mobile, Value: "07700 900888", Call: person.Yes}}})
	c.Others = []person.New{{Forename: "Mina", Surname: "Okonjo", Born: "1984-03-27", Contacts: []person.NewContact{{Kind: person.Mobile, Value: "07700 900142"}}}}
	taken := w.app.Take(t, c)
	must(t, w.Page(t, supervisor, "/referrals"), "1 alert: both sides may be clients")
	page := w.Page(t, supervisor, "/both-sides")
	must(t, page, "Only supervisors see this page.", "R. S.", "M. O.", "Back to My day")
	must(t, w.Page(t, supervisor, "/both-sides?service=adt"), "R. S.", "Back to referrals")
	team := "/both-sides?service=adt&from=team" // where Team leads: it leads back there, and goes on to
	opened := w.Page(t, supervisor, team)
	must(t, opened, "R. S.", "Back to Team")
	if !strings.Contains(opened, `href="/team?service=adt"`) {
		t.Error("it does not lead back to Team of the service")
	}
	for _, path := range []string{"/referrals", of(taken)} {
		mustNot(t, w.Page(t, officer, path), "alert", "both sides", "Mina", "M. O.: it goes on every night. Both")
	}
	got := w.Post(supervisor, "/both-sides", withHidden(opened, "/both-sides", nil))
	if got.Code != http.StatusSeeOther {
		t.Fatalf("status %d", got.Code)
	}
	must(t, w.Page(t, supervisor, got.Header().Get("Location")), "Back to Team", "No alert is waiting.")
	must(t, w.Page(t, supervisor, "/both-sides"), "No alert is waiting.")
	must(t, w.Page(t, supervisor, of(taken)), "The other side of the dispute")
	must(t, w.Page(t, supervisor, "/both-sides?of="+string(taken.Reference)), "R. S.", "M. O.", "A supervisor has seen to it")
}

// What is held for want of a way to reach them is mended on the page, keeps its legal basis and is
// judged again.
func TestWhatIsHeldIsMended(t *testing.T) {
	w := newWorld(t, store.SQLite)
	lost := mina()
	lost.Contacts = nil
	held := w.receive(t, w.app.Referral(t, "adt", lost))
	if held.State != referral.Held || held.Reason != referral.InsufficientContact {
		t.Fatalf("the referral is %s, %s", held.State, held.Reason)
	}
	page := w.Page(t, officer, of(held, "mend"))
	for _, known := range []string{`value="Mina"`, `value="Okonjo"`, `value="1984"`, `value="opt_out" checked`} {
		if !strings.Contains(page, known) {
			t.Errorf("the form does not begin with %s", known)
		}
	}
	form := url.Values{"forename": {"Mina"}, "surname": {"Okonjo"}, "born-day": {"27"}, "born-month": {"3"}, "born-year": {"1984"},
		"mobile": {"07700 900142"}, "mobile_call": {"yes"}, "basis": {"opt_out"}, "safe": {"not asked"}}
	status, location, body := w.send(t, officer, of(held, "mend"), form)
	if status != 303 || location != of(held) {
		t.Fatalf("mending: status %d to %s\n%.800s", status, location, plain(body))
	}
	page = w.Page(t, officer, of(held))
	must(t, page, "To contact", "Accept and start first contact")
	mustNot(t, page, "07700")
	if status, _, body := w.send(t, officer, of(held, "consent"), url.Values{"basis": {"explicit_consent"}}); status != 422 {
		t.Errorf("consent without who took it: status %d\n%.400s", status, plain(body))
	}
}
