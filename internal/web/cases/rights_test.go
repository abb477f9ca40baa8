package cases_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/web/webtest"
)

// What is due to a victim is said as what others owe, chased with one press and answered; somebody affected by
// behaviour that is not a crime is told what applies instead.
func TestRights(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	page := w.Page(t, worker, at(c, "rights"))
	webtest.Says(t, page, "Not known yet", "What applies to her", "ASB Case Review")
	webtest.Hides(t, page, "Due to her")
	got := w.Send(t, worker, at(c, "rights", "standing"), at(c, "rights", "standing"), url.Values{"crime": {"yes"}, "gateways": {"persistently_targeted"}})
	webtest.Says(t, w.Follow(t, worker, got), "Yes: persistently targeted", "Nothing is due now.")
	got = w.Send(t, worker, at(c, "rights", "happened"), at(c, "rights", "happened"), url.Values{"right": {"charge"}, "on-day": {"18"}, "on-month": {"11"}, "on-year": {"2026"}})
	page = w.Follow(t, worker, got)
	webtest.Says(t, page, "Due to her from the Crown Prosecution Service by Thu 19 Nov", "Chase: asked again today")
	webtest.Hides(t, page, "day late", "days late", "govuk-tag--red")
	got = w.SendFrom(t, worker, page, at(c, "rights", "chase"), nil)
	page = w.Follow(t, worker, got)
	webtest.Says(t, page, "Chased Thu 19 Nov", "You asked on Thu 19 Nov. What did they answer?")
	settle := regexp.MustCompile(`href="(/cases/[^"]+/rights/settle[^"]*)"`).FindStringSubmatch(page)
	if settle == nil {
		t.Fatal("what is due can't be settled")
	}
	// Whoever does not go through with it is back where they were, as whoever does.
	form := w.Page(t, worker, settle[1])
	webtest.Says(t, form, "Back to rights")
	if !strings.Contains(form, `href="`+at(c, "rights")+`">Cancel`) {
		t.Error("Cancel does not lead to the rights")
	}
}

// A clock that stands because a number was wrong is not offered to run while nobody may make contact.
func TestClockStandsForWantOfContact(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	page := w.Follow(t, worker, w.Send(t, worker, at(c, "call"), at(c, "call"), url.Values{"outcome": {"wrong number"}}))
	webtest.Says(t, page, "The clock stands: wrong number", "It runs again by itself once contact is possible.")
	webtest.Hides(t, page, "Let the clock run again")
}

// A clock that stands says why on the case, and runs again with one press.
func TestClockStands(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	got := w.Send(t, worker, at(c, "pause"), at(c, "pause"), url.Values{"reason": {"away"}, "back_on-day": {"25"}, "back_on-month": {"11"}, "back_on-year": {"2026"}})
	page := w.Follow(t, worker, got)
	webtest.Says(t, page, "The clock stands: the person is away. Look again on Wed 25 Nov.", "Let the clock run again")
	got = w.SendFrom(t, worker, page, at(c, "pause", "end"), nil)
	webtest.Hides(t, w.Follow(t, worker, got), "The clock stands:")
	webtest.Says(t, w.Page(t, worker, at(c, "late")), "No step of this case was late")
}
