package cases_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/person"
	"goldenthread/internal/web/webtest"
)

// A letter is made only where the person said that one is safe. It goes out under her name and address, says nothing of who
// writes or why, is recorded as a try, and stands under no address that could be opened again.
func TestALetter(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	as := w.work.Staff(t, worker, access.CaseWorker, barnet)
	add := func(letter person.Permission) {
		caseworktest.Do(t, w.work, as, person.AddContactPoint{Folder: c.Folder, Contact: person.NewContact{Kind: person.Address,
			Value: "12 Quillmere Walk", Postcode: "N3 1AB", Letter: letter}}.Run)
	}
	typed := url.Values{"letter": {"try"}, "sign": {"Jo"}, "ring": {"020 7946 0011"}}
	for _, letter := range []person.Permission{person.No, person.NotAsked} {
		add(letter)
		webtest.Says(t, w.Page(t, worker, at(c, "letter")), "No letter is made")
		if got := w.Post(worker, at(c, "letter"), typed); got.Code != http.StatusNotFound {
			t.Errorf("a letter that is %s: status %d", letter, got.Code)
		}
	}
	add(person.Yes)
	page := w.Page(t, worker, at(c, "letter"))
	webtest.Says(t, page, "After calls that reached nobody", "It counts as a try to reach")
	webtest.Hides(t, page, "Quillmere", "Rahimi")
	if got := w.Send(t, worker, at(c, "letter"), at(c, "letter"), url.Values{"sign": {""}}); got.Code != http.StatusUnprocessableEntity {
		t.Errorf("without anything: status %d", got.Code)
	}
	got := w.Send(t, worker, at(c, "letter"), at(c, "letter"), typed)
	webtest.Sound(t, "letter", got)
	webtest.Says(t, got.Body.String(), "12 Quillmere Walk", "Rahimi", "I have tried to ring you", "020 7946 0011", "Jo", "If you would rather not hear from me")
	_, paper, _ := strings.Cut(got.Body.String(), "<article")
	webtest.Hides(t, paper, "Barnet ASB", "Golden Thread, a ", "45/00001/26", "GT-")
	webtest.Says(t, w.Page(t, worker, at(c, "timeline")), "Letter: after calls that reached nobody")
	webtest.Hides(t, w.Page(t, worker, at(c, "letter")), "Quillmere")
	if got := w.Get(stranger, at(c, "letter")); got.Code != http.StatusNotFound {
		t.Errorf("a stranger: status %d", got.Code)
	}
}

// The card says when and with whom, and nothing of what it is for; nothing of it is kept.
func TestAnAppointmentCard(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	typed := url.Values{"day-day": {"24"}, "day-month": {"11"}, "day-year": {"2026"}, "time": {"10:30"}, "sign": {"Jo"}, "ring": {"020 7946 0011"}}
	got := w.Send(t, worker, at(c, "card"), at(c, "card"), typed)
	webtest.Sound(t, "card", got)
	webtest.Says(t, got.Body.String(), "Appointment", "Tuesday 24 November, 10:30", "With Jo", "To change it, ring 020 7946 0011.")
	_, paper, _ := strings.Cut(got.Body.String(), "<article")
	webtest.Hides(t, paper, "M. R.", "Rahimi", "Barnet ASB", "GT-")
	typed.Set("day-month", "10")
	typed.Set("time", "soon")
	got = w.Send(t, worker, at(c, "card"), at(c, "card"), typed)
	if got.Code != http.StatusUnprocessableEntity {
		t.Errorf("a day that has gone by: status %d", got.Code)
	}
	webtest.Says(t, got.Body.String(), "The day has gone by")
}
