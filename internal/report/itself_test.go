package report_test

import (
	"context"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
)

// A new set of questions is one file. Statements have their tables in the returns of the service that asks them, by
// themselves; another risk form leaves the figures of the one that the service's file names as they were.
func TestANewInstrumentReportsByItself(t *testing.T) {
	more := withRated(cataloguetest.With(t, cataloguetest.Unwritten))
	caseworktest.OnBothWith(t, more, func(t *testing.T, w *caseworktest.World) {
		book, err := report.OpenBook(more, w.Set)
		if err != nil {
			t.Fatal(err)
		}
		as := w.Staff(t, "Nell Carter", access.CaseWorker, "barnet-asb")
		over := w.Staff(t, "Sam Reid", access.Supervisor, "barnet-asb")
		ask := func(c casework.Case, key string, phase assessment.Phase, answers assessment.Answers, why string) {
			t.Helper()
			w.Clock.Advance(time.Minute)
			caseworktest.Do(t, w, as, assessment.Record{Folder: c.Folder, Instrument: w.Instrument(t, key), Phase: phase, Answers: answers, NotDoneWhy: why}.Run)
		}
		var all []casework.Case
		for range 3 {
			c := w.Open(t, as, "barnet-asb")
			ask(c, "asb-matrix", assessment.Before, assessment.Answers{"frequency": "daily"}, "")
			all = append(all, c)
		}
		ask(all[0], "loneliness", assessment.Before, assessment.Answers{"company": "never"}, "")
		ask(all[0], "sleep", assessment.Before, assessment.Answers{"through": "2"}, "")
		ask(all[0], "sleep", assessment.Exit, assessment.Answers{"through": "7"}, "")
		ask(all[1], "sleep", assessment.Before, assessment.Answers{"through": "4"}, "")
		ask(all[1], "sleep", assessment.Exit, nil, "did not want to")
		for _, c := range all {
			c = w.Page(t, over, c).Case
			caseworktest.Do(t, w, over, casework.Close{Case: c.ID, Version: c.Version, Service: w.Service(t, "barnet-asb"), Reason: "moved_away"}.Run)
		}
		today := w.Clock.Now().Date()
		got, err := gate.Read(over, w.Gate, func(ctx context.Context, v *gate.View) (report.Report, error) {
			return report.Make{Book: book, Report: "barnet-annual", From: today.AddDays(1 - today.Day())}.Run(ctx, v)
		})
		if err != nil {
			t.Fatal(err)
		}
		rows := func(id string, columns ...report.Column) map[string][]string {
			table, ok := got.Table(id)
			if !ok {
				t.Fatalf("the return has no table %s", id)
			}
			found := map[string][]string{}
			for _, r := range table.Rows {
				for _, c := range columns {
					found[r.Label] = append(found[r.Label], r.Print(c))
				}
			}
			return found
		}
		want := map[string][]string{"I sleep through the night": {"1"}}
		if d := cmp.Diff(want, rows("statements_sleep", report.InYear)); d != "" {
			t.Errorf("the answers (-want +got):\n%s", d)
		}
		want = map[string][]string{"At the beginning and at the end": {"1"}, "At the beginning only": {"0"}, "At the end only": {"0"}, "Not asked at the end: could not be reached": {"0"},
			"Not asked at the end: did not want to": {"1"}, "Not asked at the end: not the right moment": {"0"}, "Not asked at the end: closed too early": {"0"}, "Nothing recorded": {"1"}}
		if d := cmp.Diff(want, rows("statements_sleep_asked", report.InYear)); d != "" {
			t.Errorf("who answered (-want +got):\n%s", d)
		}
		want = map[string][]string{"Low": {"3"}, "Not assessed": {"0"}}
		if d := cmp.Diff(want, rows("rated", report.InYear)); d != "" {
			t.Errorf("the risk (-want +got):\n%s", d)
		}
		if !got.Agrees {
			t.Errorf("the totals do not agree: %v", got.Notes)
		}
	})
}

// withRated gives the Barnet return a table of risk, as another return has.
func withRated(all fstest.MapFS) fstest.MapFS {
	all["reports/barnet-annual.yaml"].Data = append(all["reports/barnet-annual.yaml"].Data, `
  - {id: rated, title: Risk, counts: rated, caption: Risk, columns: [year], rows: [{key: low, label: Low, codes: [low]}, {key: none, label: Not assessed, codes: [""], unknown: true}]}
`...)
	return all
}
