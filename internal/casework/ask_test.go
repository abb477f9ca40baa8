package casework_test

import (
	"context"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

var keptResultsSQL = store.SQL("caseworktest.keptResults", `SELECT result FROM write_done`)

// What a command came to is kept where nothing goes with its folder: of an asking, what follows from the answers, and none of them.
func TestNoAnswerIsKeptWithWhatAskingCameTo(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c := w.Open(t, ada, "barnet-asb")
		ask := casework.Ask{Case: c.ID, Service: w.Service(t, "barnet-asb"), Record: assessment.Record{Instrument: w.Instrument(t, "triage"), Phase: assessment.Before,
			Answers: assessment.Answers{"safe_now": "unsure", "affected": "lot"}}}
		asked, err := gate.Write(ada, w.Gate, "a form", ask.Run)
		if err != nil {
			t.Fatal(err)
		}
		if !asked.Leads {
			t.Error("answers that come to enough do not lead to the full questions")
		}
		var kept []string
		err = w.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			return store.Each(ctx, s, keptResultsSQL, func(scan store.Scan) error {
				var result []byte
				err := scan(&result)
				kept = append(kept, string(result))
				return err
			})
		})
		if err != nil || len(kept) == 0 {
			t.Fatalf("kept are %v, error %v", kept, err)
		}
		for _, result := range kept {
			if strings.Contains(result, "safe_now") || strings.Contains(result, "unsure") {
				t.Errorf("an answer is kept in clear: %s", result)
			}
		}
	})
}
