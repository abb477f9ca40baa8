package casework_test

import (
	"context"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
)

// scoring gives the matrix with every case drawn, and answers that come to little or to much.
func scoring(t *testing.T, w *caseworktest.World) (in catalogue.Instrument, little, much assessment.Answers) {
	t.Helper()
	in = w.Instrument(t, "asb-matrix")
	in.Again = &catalogue.Again{OneIn: 1, TooFew: 2, Hold: 7, Ask: 92}
	little, much = assessment.Answers{}, assessment.Answers{}
	for _, q := range in.Questions {
		little[q.Key], much[q.Key] = q.Options[0].Key, q.Options[0].Key
		for _, o := range q.Options {
			if o.Points == q.Max() {
				much[q.Key] = o.Key
			}
		}
	}
	return in, little, much
}

func waiting(t *testing.T, w *caseworktest.World, as context.Context) []casework.AgainRow {
	t.Helper()
	rows, err := gate.Read(as, w.Gate, casework.ToScoreAgain)
	if err != nil {
		t.Fatal(err)
	}
	day, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (casework.Day, error) {
		return casework.MyDay(ctx, v, w.Set.Services())
	})
	if err != nil || day.Again != len(rows) {
		t.Errorf("My day counts %d to be scored again, and %d are listed: %v", day.Again, len(rows), err)
	}
	return rows
}

// A second score is given by somebody who has seen neither the first nor who gave it; both are kept, and nothing
// goes by the second.
func TestScoredAgainBlind(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const barnet = "barnet-asb"
		first, second := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Ada Obi", access.CaseWorker, barnet)
		looked, over := w.Staff(t, "Tom Price", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		away := w.Staff(t, "Eve Hart", access.CaseWorker, "harmony")
		c := w.Open(t, first, barnet)
		in, little, much := scoring(t, w)
		caseworktest.Do(t, w, first, casework.AddNote{Case: c.ID, Text: "Written before the score."}.Run)
		w.Clock.Advance(time.Minute)
		ask := casework.Ask{Case: c.ID, Service: w.Service(t, barnet), Record: assessment.Record{Instrument: in, Phase: assessment.Before, Answers: much}}
		caseworktest.Do(t, w, first, ask.Run)
		w.Clock.Advance(time.Minute)
		caseworktest.Do(t, w, first, casework.AddNote{Case: c.ID, Text: "Scored high."}.Run)
		w.Page(t, looked, c)
		w.Clock.Advance(time.Minute)
		for who, as := range map[string]context.Context{"whoever scored first": first, "whoever opened the case since": looked, "another service": away} {
			if rows := waiting(t, w, as); len(rows) != 0 {
				t.Errorf("%s has it on the list: %+v", who, rows)
			}
		}
		rows := waiting(t, w, second)
		if len(rows) != 1 || rows[0].Taken || len(waiting(t, w, over)) != 1 {
			t.Fatalf("the second person's list: %+v", rows)
		}
		take := assessment.TakeAgain{First: rows[0].First}
		for who, as := range map[string]context.Context{"whoever scored first": first, "whoever opened the case since": looked, "another service": away} {
			if err := tries(as, w, take.Run); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s takes it: %v", who, err)
			}
		}
		score := assessment.ScoreAgain{First: rows[0].First, Instrument: w.Instrument(t, "asb-matrix"), Answers: little}
		if err := tries(second, w, score.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("scored without being taken: %v", err)
		}
		caseworktest.Do(t, w, second, take.Run)
		if page := w.Page(t, second, c); page.Again != take.First || page.Risk.Band != "" || len(page.Of(casework.ItemAssessment)) != 0 {
			t.Errorf("who has taken it opens the case, and sees the first score: %+v, %+v", page.Risk, page.Of(casework.ItemAssessment))
		}
		risk := casework.Query{Which: casework.Unowned, Service: barnet, Flag: casework.HighRisk}
		if got := listed(t, w, second, risk); len(got) != 0 {
			t.Errorf("who has taken it finds it among those at high risk: %v", got)
		}
		all, err := gate.Read(second, w.Gate, func(ctx context.Context, v *gate.View) ([]casework.Row, error) {
			rows, _, err := casework.List(ctx, v, casework.Query{Which: casework.Unowned, Service: barnet})
			return rows, err
		})
		if err != nil || len(all) != 1 || all[0].Band != "" || all[0].Case.HighRisk {
			t.Errorf("who has taken it reads its band on a list: %+v, %v", all, err)
		}
		if got := listed(t, w, first, risk); len(got) != 1 {
			t.Errorf("her colleague finds %d at high risk", len(got))
		}
		if page := w.Page(t, first, c); page.Again != "" || page.Risk.Band != "high" {
			t.Errorf("her colleague does not see it: %+v", page.Risk)
		}
		if err := tries(over, w, take.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("taken twice: %v", err)
		}
		blind, err := gate.Read(second, w.Gate, func(ctx context.Context, v *gate.View) (casework.Blind, error) {
			return casework.BlindFor(ctx, v, rows[0].First)
		})
		if err != nil || len(blind.Notes) != 1 || blind.Notes[0].Text.Text() != "Written before the score." || blind.Story.Words.Text() == "" {
			t.Errorf("what the second person reads: %+v, %v", blind, err)
		}
		story := w.Page(t, first, c).About.Story
		caseworktest.Do(t, w, first, person.SetStory{Folder: c.Folder, Version: story.Version, Story: person.NewStory{Words: "Told after the score.", Relationship: person.Neighbour}}.Run)
		changed, err := gate.Read(second, w.Gate, func(ctx context.Context, v *gate.View) (casework.Blind, error) {
			return casework.BlindFor(ctx, v, rows[0].First)
		})
		if err != nil || blind.Changed || !changed.Changed || changed.Story.Words.Text() != "" || changed.Why.Text() == "" {
			t.Errorf("what was told after the first score: %+v, %v", changed, err)
		}
		if _, left := differences(t, w, over, barnet); left != 1 {
			t.Errorf("%d wait for the supervisor's service, want 1", left)
		}
		kept := w.Staff(t, "Una Sims", access.Supervisor, barnet)
		caseworktest.Do(t, w, w.System(t, "cli"), exclude{c.Folder, w.Account(t, "Una Sims")}.Run)
		if _, left := differences(t, w, kept, barnet); left != 0 {
			t.Errorf("a supervisor who is kept out counts %d", left)
		}
		if again := waiting(t, w, second); len(again) != 1 || !again[0].Taken || len(waiting(t, w, over)) != 0 {
			t.Errorf("taken, it is on her list alone: %+v", again)
		}
		if err := tries(second, w, assessment.ScoreAgain{First: score.First, Instrument: score.Instrument, Answers: assessment.Answers{"frequency": "never heard of"}}.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("an answer that is none: %v", err)
		}
		caseworktest.Do(t, w, second, score.Run)
		if err := tries(second, w, score.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("scored twice over: %v", err)
		}
		if page := w.Page(t, second, c); page.Again != "" || page.Risk.Band != "high" {
			t.Errorf("once she has scored she sees the first score: %+v", page.Risk)
		}
		if page := w.Page(t, first, c); page.Risk.Band != "high" {
			t.Errorf("the second score changed the band to %s", page.Risk.Band)
		}
		differ, left := differences(t, w, over, barnet)
		if len(differ) != 1 || left != 0 || differ[0].First.Band != "high" || differ[0].Again.Band != "low" || differ[0].Reference != c.Reference || differ[0].Again.Who != "A. O." {
			t.Errorf("what the supervisor sees: %+v, %d waiting", differ, left)
		}
	})
}

// What somebody took and left lying is a colleague's to take after a week.
func TestTakenAndLeftLying(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const barnet = "barnet-asb"
		first, second, third := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Ada Obi", access.CaseWorker, barnet), w.Staff(t, "Tom Price", access.CaseWorker, barnet)
		c := w.Open(t, first, barnet)
		c = caseworktest.Do(t, w, w.Staff(t, "Sam Reid", access.Supervisor, barnet), casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet),
			Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		in, little, _ := scoring(t, w)
		made := caseworktest.Do(t, w, first, casework.Ask{Case: c.ID, Record: assessment.Record{Instrument: in, Phase: assessment.Before, Answers: little}}.Run)
		w.Clock.Advance(time.Minute)
		caseworktest.Do(t, w, second, assessment.TakeAgain{First: made.Assessment}.Run)
		w.Clock.Advance(6 * 24 * time.Hour)
		if rows := waiting(t, w, third); len(rows) != 0 {
			t.Errorf("within the week it is hers: %+v", rows)
		}
		w.Clock.Advance(2 * 24 * time.Hour)
		if rows := waiting(t, w, third); len(rows) != 1 {
			t.Errorf("after a week a colleague sees it: %+v", rows)
		}
		caseworktest.Do(t, w, third, assessment.TakeAgain{First: made.Assessment}.Run)
		if rows := waiting(t, w, second); len(rows) != 0 {
			t.Errorf("and then it is the colleague's: %+v", rows)
		}
		if err := tries(second, w, assessment.GiveBack{First: made.Assessment}.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("given back by whom it is not: %v", err)
		}
		caseworktest.Do(t, w, third, assessment.GiveBack{First: made.Assessment}.Run)
		if page := w.Page(t, third, c); page.Again != "" || page.Risk.Band != "low" {
			t.Errorf("given back, the score is shown: %+v", page.Risk)
		}
		if rows := waiting(t, w, second); len(rows) != 1 {
			t.Errorf("given back, a colleague sees it: %+v", rows)
		}
		w.Clock.Advance(90 * 24 * time.Hour)
		if rows := waiting(t, w, second); len(rows) != 0 {
			t.Errorf("after its time it is asked of nobody: %+v", rows)
		}
	})
}

func tries(as context.Context, w *caseworktest.World, run func(context.Context, *gate.Tx) (id.Assessment, error)) error {
	_, err := gate.Write(as, w.Gate, "", run)
	return err
}

func differences(t *testing.T, w *caseworktest.World, as context.Context, service string) (list []casework.ScoredTwice, waiting int) {
	t.Helper()
	_, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (n int, err error) {
		list, waiting, err = casework.Differences(ctx, v, service, "2026-01-01")
		return 0, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list, waiting
}

// A case that is given to whoever has taken it to score again says on My day no more of its first score than on its page, until it is
// scored.
func TestMyDayOfWhoScoresAgain(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		first, second, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Olu Frame", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		c := w.Open(t, first, barnet)
		in, _, much := scoring(t, w)
		caseworktest.Do(t, w, first, casework.Ask{Case: c.ID, Service: w.Service(t, barnet), Record: assessment.Record{Instrument: in, Phase: assessment.Before, Answers: much}}.Run)
		w.Clock.Advance(time.Minute)
		again := waiting(t, w, second)
		if len(again) != 1 {
			t.Fatalf("%d are to be scored again, want 1", len(again))
		}
		caseworktest.Do(t, w, second, assessment.TakeAgain{First: again[0].First}.Run)
		c = w.Case(t, over, c.ID)
		caseworktest.Do(t, w, over, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Worker: w.Account(t, "Olu Frame"), Role: access.CaseWorker}.Run)
		w.Clock.Set(w.Case(t, over, c.ID).Due)
		flagged := func(when string, want bool) {
			t.Helper()
			due := day(t, w, second).Due
			if len(due) != 1 || due[0].Case.HighRisk != want || w.Page(t, second, c).Case.HighRisk != want {
				t.Errorf("%s: on My day %+v, want the flag of high risk %t there and on the case's page", when, due, want)
			}
		}
		flagged("taken", false)
		caseworktest.Do(t, w, second, assessment.ScoreAgain{First: again[0].First, Instrument: w.Instrument(t, "asb-matrix"), Answers: much}.Run)
		flagged("scored", true)
	})
}
