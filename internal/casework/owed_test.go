package casework_test

import (
	"fmt"
	"slices"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// What is due to the person stands on her worker's day until it is done, on the supervisor's page when it is late, and
// goes to whoever covers the day; a trial day goes too. Another worker's day has none of it.
func TestWhatIsOwed(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, nell := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		olu, s := w.Staff(t, "Olu Pike", access.CaseWorker, barnet), w.Service(t, barnet)
		c, trial := w.Open(t, boss, barnet), w.Open(t, boss, barnet)
		for _, one := range []casework.Case{c, trial} {
			caseworktest.Do(t, w, boss, casework.Allocate{Case: one.ID, Version: one.Version, Service: s, Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		}
		today := w.Clock.Now().Date() // a Thursday morning: an outcome is explained by this hour on Friday, the step is due by Friday's end
		caseworktest.Do(t, w, nell, casework.Advocate{Case: c.ID, Service: s, Forum: casework.CommunityMARAC, On: today, Asked: "A lock"}.Run)
		caseworktest.Do(t, w, nell, casework.Liaise{Case: c.ID, Service: s, Kind: casework.Update, List: w.List(t, "agencies-asked"), Agency: "police", What: "Charged", On: today}.Run)
		caseworktest.Do(t, w, nell, casework.RecordCourt{Case: c.ID, Service: s, Kind: "outcome", Answer: "put off", On: today}.Run)
		for who, step := range map[casework.Owner]casework.Step{
			casework.WorkerDoes: {What: "Write to the landlord", Due: today.AddDays(1)}, casework.PersonDoes: {What: "Keep the diary", Due: today},
			casework.AgencyDoes: {What: "Mend the door", Agency: "Housing", Due: today},
		} {
			step.Owner = who
			caseworktest.Do(t, w, nell, casework.PlanAction{Case: c.ID, Step: step}.Run)
		}
		caseworktest.Do(t, w, nell, casework.PlanAction{Case: c.ID, Step: casework.Step{What: "Far off", Owner: casework.WorkerDoes, Due: today.AddDays(30)}}.Run)
		caseworktest.Do(t, w, nell, casework.RecordCourt{Case: trial.ID, Service: s, Kind: "hearing", On: today.AddDays(2), Note: "Trial day 1"}.Run)
		caseworktest.Do(t, w, nell, casework.RecordCourt{Case: trial.ID, Service: s, Kind: "travel", Answer: "arranged", On: today}.Run)

		d := day(t, w, nell)
		kinds := []casework.ItemKind{}
		for _, o := range d.Owed {
			kinds = append(kinds, o.Kind)
			if o.Initials.Text() == "" || o.Reference != c.Reference || o.Steps() != (o.What.Text() == "Write to the landlord") {
				t.Errorf("due to her: %+v, %q", o, o.What.Text())
			}
		}
		slices.Sort(kinds[max(len(kinds)-2, 0):]) // the meeting and the update are due at once
		if want := []casework.ItemKind{casework.ItemCourt, casework.ItemAction, casework.ItemAdvocacy, casework.ItemUpdate}; !slices.Equal(kinds, want) {
			t.Errorf("due to people: %v, want %v", kinds, want)
		}
		if len(d.Waits) != 1 || d.Waits[0].Kind != casework.AwaitsAgency || d.Waits[0].What.Text() != "Mend the door" || d.Waits[0].Agency.Text() != "Housing" {
			t.Errorf("waits for others: %+v", d.Waits)
		}
		if len(d.Hearings) != 1 || d.Hearings[0].Travel != "arranged" || d.Hearings[0].Witness != "" {
			t.Errorf("hearings: %+v", d.Hearings)
		}
		if other := day(t, w, olu); len(other.Owed)+len(other.Waits) != 0 {
			t.Errorf("on a colleague's day: %+v %+v", other.Owed, other.Waits)
		}

		w.Clock.Set(today.AddDays(2).At(9, 0)) // the outcome and the step are late, the trial is today
		if late := watch(t, w, boss, casework.WatchLate); late.Counts[casework.WatchLate] != 2 || len(late.Rows) != 2 ||
			late.Rows[0].Owes != casework.ItemCourt || late.Rows[1].Owes != casework.ItemAction {
			t.Errorf("late on the team's page: %d, %+v", late.Counts[casework.WatchLate], late.Rows)
		}
		given := caseworktest.Do(t, w, boss, casework.Cover{Service: s, Absent: w.Account(t, "Nell Carter"), By: w.Account(t, "Olu Pike")}.Run)
		if given.Cases != 2 {
			t.Errorf("%d cases covered, want the late and the trial", given.Cases)
		}
		list, err := gate.Read(olu, w.Gate, casework.Covering)
		if err != nil {
			t.Fatal(err)
		}
		said := map[id.Reference]string{}
		for _, h := range list {
			words := ""
			for _, o := range h.Owed {
				words += string(o.Kind) + o.What.Text() + " "
			}
			for _, court := range h.Hearings {
				words += fmt.Sprint(court.On, court.Note.Text())
			}
			said[h.Case.Reference] = words
		}
		if got, want := said[trial.Reference], fmt.Sprint(today.AddDays(2), "Trial day 1"); got != want {
			t.Errorf("of the trial whoever covers reads %q, want %q", got, want)
		}
		for _, o := range d.Owed {
			if o.Steps() {
				caseworktest.Do(t, w, nell, casework.ChangeAction{Case: c.ID, Action: o.Row, Version: 1, State: casework.ActionDone}.Run)
			} else {
				caseworktest.Do(t, w, nell, casework.TellHer{Case: c.ID, Kind: o.Kind, Item: o.Row, On: w.Clock.Now().Date()}.Run)
			}
		}
		if left := day(t, w, nell).Owed; len(left) != 0 || watch(t, w, boss, casework.WatchLate).Counts[casework.WatchLate] != 0 {
			t.Errorf("done, and still due: %+v", left)
		}
	})
}

// What was arranged for a day at court that is over is not said to be arranged for the next.
func TestTravelIsArrangedForEachHearing(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, nell := w.Staff(t, "Una Reyes", access.Supervisor, barnet), w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c, s := w.Open(t, boss, barnet), w.Service(t, barnet)
		caseworktest.Do(t, w, boss, casework.Allocate{Case: c.ID, Version: c.Version, Service: s, Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		today := w.Clock.Now().Date()
		court := func(kind, answer string, on clock.Date) {
			t.Helper()
			caseworktest.Do(t, w, nell, casework.RecordCourt{Case: c.ID, Service: s, Kind: kind, Answer: answer, On: on}.Run)
		}
		stands := func(want ...string) {
			t.Helper()
			var got []string
			for _, h := range day(t, w, nell).Hearings {
				got = append(got, h.Travel+"/"+h.Witness)
			}
			if !slices.Equal(got, want) {
				t.Errorf("travel and Witness Service of the days at court stand as %q, want %q", got, want)
			}
		}
		court("travel", "arranged", today)
		court("witness service", "confirmed", today)
		court("hearing", "has to go", today.AddDays(1))
		court("hearing", "has to go", today.AddDays(2))
		stands("arranged/confirmed", "arranged/confirmed")
		w.Clock.Set(today.AddDays(3).At(9, 0))
		court("hearing", "has to go", today.AddDays(4))
		stands("/")
		court("travel", "arranged", today.AddDays(3))
		stands("arranged/")
	})
}
