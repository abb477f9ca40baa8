package report_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	files "goldenthread/catalogue"
	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/report"
)

// thisYear is the year in which the tests work.
const thisYear clock.Date = "2026-04-01"

// makes makes a return as the command line does.
func makes(t *testing.T, w *caseworktest.World, key string, from, asAt clock.Date) report.Report {
	t.Helper()
	m := report.Make{Book: bookOf(t, w), Report: key, From: from, AsAt: asAt}
	made, err := gate.Read(w.System(t, "cli"), w.Gate, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// bookOf opens the book of the returns that are shipped.
func bookOf(t *testing.T, w *caseworktest.World) *report.Book {
	t.Helper()
	book, err := report.OpenBook(files.FS, w.Set)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// counted gives the lines of some tables that count anything, by table/line.
func counted(made report.Report, tables ...string) map[string]string {
	got := map[string]string{}
	for _, id := range tables {
		table, _ := made.Table(id)
		for _, row := range table.Rows {
			if f := row.Cells[table.Whole()]; f != report.Whole(0) {
				got[id+"/"+row.Key] = f.String()
			}
		}
	}
	return got
}

// What came of the referrals made, and when; what nothing could meet; and what was done by its own records, whatever need
// was ticked. What comes back later does not count before.
func TestWhatCameOfReferralsMade(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const barnet = "barnet-asb"
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, barnet)
		c := w.Open(t, ada, barnet)
		today := w.Clock.Now().Date()
		for _, status := range []casework.OnwardStatus{casework.OnwardRefused, casework.OnwardAccepted, casework.OnwardSent} {
			w.Clock.Advance(time.Second)
			caseworktest.Do(t, w, ada, casework.ReferOnward{Case: c.ID, List: w.List(t, "onward-services"), Code: "housing_support", Agreed: true, On: today}.Run)
			sent := w.Page(t, ada, c).Of(casework.ItemOnward)[0].ID
			w.Clock.Advance(24 * time.Hour)
			back := casework.HearBack{Case: c.ID, Onward: sent, Version: 1, Status: status, On: w.Clock.Now().Date()}
			switch status {
			case casework.OnwardSent:
				back.Status = casework.OnwardChased
			case casework.OnwardRefused:
				back.Reason = casework.Refusals[0]
			}
			caseworktest.Do(t, w, ada, back.Run)
		}
		now := w.Clock.Now().Date()
		service := w.Service(t, barnet)
		caseworktest.Do(t, w, ada, casework.RecordNeeds{Case: c.ID, Service: service, Kind: casework.Need, List: w.List(t, "needs"), Codes: []string{"housing", "practical"}, On: now}.Run)
		caseworktest.Do(t, w, ada, casework.NoteGap{Case: c.ID, Code: "housing", On: now}.Run)
		caseworktest.Do(t, w, ada, casework.AdviseOnPowers{Case: c.ID, List: w.List(t, "asb-powers"), Codes: []string{"case_review", "tenancy"}, On: now}.Run)
		for code, state := range map[string]casework.SafetyState{"door_lock": casework.SafetyFitted, "camera": casework.SafetyArranged, "personal_alarm": casework.SafetyFitted} {
			caseworktest.Do(t, w, ada, casework.SetSafety{Case: c.ID, List: w.List(t, "safety-items"), Code: code, State: state, On: now}.Run)
		}
		for range 2 { // an offer and its answer are one
			w.Clock.Advance(time.Second)
			caseworktest.Do(t, w, ada, casework.OfferMediation{Case: c.ID, Outcome: "offered", On: now}.Run)
		}
		got := counted(makes(t, w, "barnet-annual", thisYear, now), "onward_answers", "onward_refusals", "onward_time", "answer_time", "gaps", "helped")
		want := map[string]string{"onward_answers/accepted": "1", "onward_answers/refused": "1", "onward_answers/made": "1", "onward_refusals/no_room": "1",
			"onward_time/everybody": "3", "answer_time/everybody": "2", "gaps/housing": "1",
			"helped/asb_powers": "2", "helped/home_security": "1", "helped/personal_safety": "1", "helped/mediation": "1"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		got = counted(makes(t, w, "barnet-annual", thisYear, today), "onward_answers", "onward_refusals", "answer_time")
		if diff := cmp.Diff(map[string]string{"onward_answers/made": "1"}, got); diff != "" {
			t.Errorf("as at the first day, before anything came back (-want +got):\n%s", diff)
		}
	})
}

// Who was turned away at a shut door is counted by way, by who asked and by district, and what was needed while the service
// was shut by kind and by who answered. The publication hides what is small.
func TestDemandThatNoCaseShows(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const asc = "asc"
		office := w.Staff(t, "Olu Frame", access.Administrator, asc)
		now := w.Clock.Now()
		for _, x := range []struct {
			door             catalogue.Door
			source, district string
		}{{catalogue.DoorSelf, "", "E07000217"}, {catalogue.DoorSelf, "", "E07000209"}, {catalogue.DoorPhone, "self", "E07000217"}, {catalogue.DoorAgencyForm, "surrey_police", ""}} {
			w.Clock.Advance(time.Second)
			caseworktest.Do(t, w, office, referral.NoteDemand{Service: w.Service(t, asc), Catalogue: w.Set, Door: x.door, Source: x.source, District: x.district}.Run)
		}
		caseworktest.Do(t, w, office, referral.NoteOutOfHours{Service: w.Service(t, asc), Catalogue: w.Set, Kind: "danger", Answered: "helpline", Arose: now.Date().AddDays(-1).At(22, 0)}.Run)
		made := makes(t, w, "asc-annual", thisYear, "")
		tables := []string{"turned_away", "turned_away_months", "turned_away_sources", "turned_away_districts", "out_of_hours", "answered_by"}
		want := map[string]string{"turned_away/public": "2", "turned_away/telephone": "1", "turned_away/agencies": "1", "turned_away_months/asked": "4",
			"turned_away_sources/self": "3", "turned_away_sources/police": "1", "turned_away_districts/woking": "2", "turned_away_districts/guildford": "1",
			"turned_away_districts/not_given": "1", "out_of_hours/danger": "1", "answered_by/helpline": "1"}
		if diff := cmp.Diff(want, counted(made, tables...)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		book := bookOf(t, w)
		for _, x := range []struct{ table, row string }{{"turned_away", "public"}, {"turned_away_districts", "woking"}, {"turned_away_sources", "self"}} {
			opened, err := gate.Write(w.System(t, "cli"), w.Gate, "", report.Open{Make: report.Make{Book: book, Report: "asc-annual", From: thisYear},
				Table: x.table, Row: x.row, Column: report.InYear}.Run)
			if err != nil {
				t.Fatal(err)
			}
			if n := opened.Figure.Int(); len(opened.Records) != n || opened.Kept != report.InCounts {
				t.Errorf("%s/%s opens to %d records of %d, kept in %q", x.table, x.row, len(opened.Records), n, opened.Kept)
			}
		}
		for id, figure := range counted(made.Publish(), tables...) {
			if figure != "not shown" {
				t.Errorf("%s is published as %s", id, figure)
			}
		}
	})
}
