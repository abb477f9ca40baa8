package demo

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/madeup"
)

// scoredAgain has colleagues score again what the program drew in the last year, month by month; what came in the
// last month still waits. The worker of the first button has taken one.
func (w *world) scoredAgain(ctx context.Context) error {
	for months := 11; months >= 1; months-- {
		for _, who := range []post{otherWorker, barnetWorker, worker} {
			if err := w.scoresAgain(ctx, who, "barnet-asb", w.Now.Date().AddMonths(-months), 700+months); err != nil {
				return err
			}
		}
	}
	t := w.begin("barnet-asb", w.Now.Date(), 0)
	t.gate, t.clock = w.gateAt(w.Now)
	waits, err := gate.Read(w.staff[worker].ctx, t.gate, casework.ToScoreAgain)
	if err != nil || len(waits) == 0 {
		return err
	}
	w.tour.again = waits[len(waits)-1].First
	return none(write(ctx, t, worker, assessment.TakeAgain{First: w.tour.again}.Run))
}

// harmonyAgain has colleagues of Harmony's first year score again what was drawn in it, twice in each of two quarters:
// the year has enough for a figure of how far people agree, and some of its quarters too few.
func (w *world) harmonyAgain(ctx context.Context) error {
	for i, on := range []clock.Date{"2022-01-04", "2022-03-31", "2022-07-01", "2022-09-30"} {
		for _, who := range []post{otherWorker, worker} {
			if err := w.scoresAgain(ctx, who, "harmony", on, 720+i); err != nil {
				return err
			}
		}
	}
	return nil
}

// scoresAgain has a colleague score what waited for her on a day, mostly as it was scored first.
func (w *world) scoresAgain(ctx context.Context, who post, service string, on clock.Date, seed int) error {
	t := w.begin(service, on, seed)
	waits, err := gate.Read(w.staff[who].ctx, t.gate, casework.ToScoreAgain)
	if err != nil {
		return err
	}
	for _, row := range waits {
		if err := none(write(ctx, t, who, assessment.TakeAgain{First: row.First}.Run)); err != nil {
			return err
		}
		blind, err := gate.Read(w.staff[who].ctx, t.gate, func(ctx context.Context, v *gate.View) (casework.Blind, error) {
			return casework.BlindFor(ctx, v, row.First)
		})
		if err != nil {
			return err
		}
		first, err := gate.Read(w.staff[supervisor].ctx, t.gate, func(ctx context.Context, v *gate.View) (assessment.Answers, error) {
			return assessment.AnswersOf(ctx, v, blind.Folder, row.First)
		})
		if err != nil {
			return err
		}
		in, _ := w.Catalogue.Instrument(row.Instrument)
		score := assessment.ScoreAgain{First: row.First, Instrument: in, Answers: seenBy(&t.dice, in, first), Facts: first.Facts()}
		if err := none(write(ctx, t, who, score.Run)); err != nil {
			return err
		}
	}
	return nil
}

// seenBy gives answers as a second pair of eyes would: one in five is another.
func seenBy(dice *madeup.Dice, in catalogue.Instrument, first assessment.Answers) assessment.Answers {
	second := assessment.Answers{}
	for _, q := range in.Questions {
		second[q.Key] = first[q.Key]
		if dice.OneIn(5) {
			second[q.Key] = madeup.Pick(dice, q.Options).Key
		}
	}
	return second
}
