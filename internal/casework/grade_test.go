package casework_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// The two flags go by rules of their own: what is told later raises the risk until somebody has looked, what is needed
// raises the need until it is met, and each list of one flag holds those who have it.
func TestTwoFlags(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada, service := w.Staff(t, "Ada Nkemelu", access.CaseWorker, barnet), w.Service(t, barnet)
		in, little, much := scoring(t, w)
		in.Again = nil
		c, other := w.Open(t, ada, barnet), w.Open(t, ada, barnet)
		needs, levels, today := w.List(t, "needs"), w.List(t, "need-levels"), w.Clock.Now().Date()
		ask := func(answers assessment.Answers) id.Assessment {
			made := caseworktest.Do(t, w, ada, casework.Ask{Case: c.ID, Service: service, Record: assessment.Record{Instrument: in, Phase: assessment.Before, Answers: answers}}.Run)
			return made.Assessment
		}
		need := func(level string, codes ...string) {
			caseworktest.Do(t, w, ada, casework.RecordNeeds{Case: c.ID, Service: service, Kind: casework.Need, List: needs, Codes: codes,
				Level: level, Levels: levels, On: today}.Run)
		}
		four := []string{"emotional", "practical", "advocacy", "housing"}
		for _, step := range []struct {
			name       string
			do         func()
			risk, need bool
		}{
			{"nothing is known", func() {}, false, false},
			{"a low score", func() { ask(little) }, false, false},
			{"an assault is told", func() {
				caseworktest.Do(t, w, ada, casework.RecordIssue{Case: c.ID, Service: service, List: w.List(t, "additional-needs"), Code: "assault", What: "Pushed",
					ReportedTo: casework.ToPolice, ToldOn: today}.Run)
			}, true, false},
			{"somebody has looked again", func() { ask(little) }, false, false},
			{"three more needs", func() { need("", four[:3]...) }, false, true},
			{"one is met", func() {
				caseworktest.Do(t, w, ada, casework.MeetNeed{Case: c.ID, Service: service, Kind: casework.Need, Code: "practical", On: today}.Run)
			}, false, false},
			{"complex need, said alone", func() { need("complex") }, false, true},
			{"a high score", func() { ask(much) }, true, true},
			{"little is needed now", func() { need("information") }, true, false},
			{"a low score, seen as high", func() {
				made := ask(little)
				caseworktest.Do(t, w, ada, casework.Override{Case: c.ID, Service: service, Override: assessment.Override{Assessment: made, Version: 1,
					Instrument: in, Band: "high", Reason: "They have her keys"}}.Run)
			}, true, false},
		} {
			step.do()
			w.Clock.Advance(time.Minute)
			if now := w.Case(t, ada, c.ID); now.HighRisk != step.risk || now.HighNeed != step.need {
				t.Errorf("%s: high risk %v, high need %v; want %v, %v", step.name, now.HighRisk, now.HighNeed, step.risk, step.need)
			}
			for flag, want := range map[casework.Flag][]id.Case{casework.HighRisk: only(step.risk, c.ID), casework.HighNeed: only(step.need, c.ID), casework.AnyCase: {c.ID, other.ID}} {
				got := listed(t, w, ada, casework.Query{Which: casework.Unowned, Service: barnet, Flag: flag})
				if slices.Sort(want); !slices.Equal(got, want) {
					t.Errorf("%s: the list of %q has %v, want %v", step.name, flag, got, want)
				}
			}
		}
	})
}

func only(yes bool, c id.Case) []id.Case {
	if yes {
		return []id.Case{c}
	}
	return nil
}

// listed gives the cases of a list, by id.
func listed(t *testing.T, w *caseworktest.World, as context.Context, q casework.Query) []id.Case {
	t.Helper()
	rows, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) ([]casework.Row, error) {
		rows, _, err := casework.List(ctx, v, q)
		return rows, err
	})
	if err != nil {
		t.Fatal(err)
	}
	var cases []id.Case
	for _, r := range rows {
		cases = append(cases, r.Case.ID)
	}
	slices.Sort(cases)
	return cases
}
