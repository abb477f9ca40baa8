package learning_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/store"
)

// TestATrainingFromPlanToDue: a supervisor puts training on record, says who came, puts the number right and
// finds who is due again; every slip is said beside its field and nothing that was typed is lost.
func TestATrainingFromPlanToDue(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	c := a.Server(t).Client(t, access.Supervisor, "harmony")

	got := c.Post(t, "/learning/new", url.Values{"audience": {"police"}, "on-day": {"31"}, "on-month": {"2"}, "on-year": {"2026"}})
	if got.Status != http.StatusUnprocessableEntity {
		t.Fatalf("a form with slips: %d", got.Status)
	}
	shows(t, got.Body, "Choose what it is", "Enter a date that is in the calendar", `value="31"`)

	got = c.Post(t, "/learning/new", url.Values{"kind": {"harmony/asb_awareness"}, "audience": {"police"}, "district": {"-"},
		"source": {"staffordshire_police"}, "on-day": {"20"}, "on-month": {"11"}, "on-year": {"2025"}})
	if got.Status != http.StatusSeeOther || !strings.HasSuffix(got.Location, "/came") {
		t.Fatalf("training of a day gone by: %d to %q, want to be asked who came", got.Status, got.Location)
	}
	came := got.Location
	form := c.Get(t, came).Body
	own := regexp.MustCompile(`name="(of-[0-9a-z]{16})"`).FindAllStringSubmatch(form, -1)
	if len(own) == 0 {
		t.Fatal("the form asks for no agency")
	}
	got = c.Post(t, came, url.Values{"version": {"1"}, "people": {"8"}, own[0][1]: {"many"}})
	shows(t, got.Body, "Enter a whole number", `value="many"`, `value="8"`)
	got = c.Post(t, came, url.Values{"version": {"1"}, "people": {"8"}, own[0][1]: {"3"}})
	if got.Status != http.StatusSeeOther {
		t.Fatalf("who came: %d %s", got.Status, got.Body)
	}
	shows(t, c.Get(t, got.Location).Body, "ASB awareness training", "20 November 2026", "Referrals from Staffordshire Police", "Three months before", "Put the numbers right")
	shows(t, c.Get(t, "/learning").Body, "people trained in twelve months", ">8<")
	shows(t, c.Get(t, "/learning/due").Body, "20 November 2026", ">3<")
	if got := c.Post(t, came, url.Values{"version": {"1"}, "people": {"9"}}); got.Status != http.StatusConflict {
		t.Errorf("a form of before: %d, want to be told that someone was first", got.Status)
	}
}

// TestReadersDoNotKeepTheRecord: whoever pays for the service sees the record and is offered nothing to change.
func TestReadersDoNotKeepTheRecord(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	s := a.Server(t)
	got := s.Client(t, access.CaseWorker, "harmony").Post(t, "/learning/new", url.Values{"kind": {"harmony/community_awareness"},
		"audience": {"residents"}, "on": {"2026-11-30"}})
	if got.Status != http.StatusSeeOther {
		t.Fatalf("planning: %d %s", got.Status, got.Body)
	}
	reader := s.Client(t, access.CommissioningOfficer, "harmony")
	for _, at := range []string{"/learning", got.Location} {
		body := reader.Get(t, at).Body
		shows(t, body, "Community awareness session")
		for _, never := range []string{"Add training", "Record who came", "Cancel it"} {
			if strings.Contains(body, never) {
				t.Errorf("%s offers a reader %q", at, never)
			}
		}
	}
}

func shows(t *testing.T, body string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(body, w) {
			t.Errorf("the page does not say %q:\n%s", w, body)
		}
	}
}
