package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
)

// TestAskedTwice: the pilot's report says how many questions were asked again though another body had been answered, of
// how many, and what was passed on for assessments of others (R056, R223).
func TestAskedTwice(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const pilot = "pilot"
		as := w.Staff(t, "Nell Carter", access.CaseWorker, pilot)
		in, today := w.Instrument(t, "asb-matrix"), w.Clock.Now().Date()
		theirs := assessment.Answers{}
		for _, q := range in.Questions[:5] {
			theirs[q.Key] = q.Options[0].Key
		}
		first := in.Questions[0]
		for range 2 {
			c := w.Open(t, as, pilot)
			from := caseworktest.Do(t, w, as, assessment.WriteDown{Folder: c.Folder, List: w.List(t, "agencies-asked"), Body: "police", Via: assessment.GivenToUs,
				Given: assessment.Given{Instrument: in, On: today, Answers: theirs}}.Run)
			caseworktest.Do(t, w, as, assessment.Record{Folder: c.Folder, Instrument: in, Phase: assessment.Before,
				Answers: assessment.Answers{first.Key: first.Options[1].Key}, Reuse: assessment.Reuse{Received: from, Again: map[string]string{first.Key: ""}}}.Run)
			caseworktest.Do(t, w, as, casework.Contribute{Case: c.ID, Service: w.Service(t, pilot), Agencies: w.List(t, "agencies-asked"), Agency: "social_care",
				Kinds: w.List(t, "contributions"), Kind: "child", Agreement: w.List(t, "agreement"), Agreed: casework.WithAgreement, What: "Where the child sleeps", On: today}.Run)
		}
		made := makes(t, w, "pilot-monthly", today.AddDays(1-today.Day()), "")
		got := map[string]string{}
		for table, rows := range map[string][]string{"asked_twice": {"carried", "again"}, "passed_on": {"risk", "safeguarding"}, "value": {"asked_twice"}} {
			shown, _ := made.Table(table)
			for _, row := range rows {
				line, _ := shown.Row(row)
				got[table+"/"+row] = line.Print(shown.Whole())
			}
		}
		want := map[string]string{"asked_twice/carried": "8", "asked_twice/again": "2", "passed_on/risk": "0", "passed_on/safeguarding": "2", "value/asked_twice": "20"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
