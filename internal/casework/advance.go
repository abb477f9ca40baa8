package casework

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Advance takes a case from its stage to one that the service's file lets follow. Those who work
// on the case may. What the file demands at the stage must be recorded first; everything that is
// missing is said at once.
//
// Fails with errs.Invalid naming what is missing, errs.Stale. Records Advanced.
type Advance struct {
	Case    id.Case
	Version int
	Service catalogue.Service
	Outcome string // one of the stage's outcomes, where it has any
	To      string // the stage that follows; empty: the outcome's, or the only one there is
}

// Run moves the case on.
func (a Advance) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, a.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	if err := now.fresh(a.Version); err != nil {
		return Case{}, err
	}
	stage, ok := a.Service.Stage(now.Stage)
	if !ok {
		return Case{}, errs.New(errs.Internal, "the case is at a stage that its service's file does not have")
	}
	to, err := a.next(stage)
	if err != nil {
		return Case{}, err
	}
	missing, err := Missing(ctx, tx, now, stage)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	for _, m := range missing {
		bad.Add(m.Key, "Still to record: "+m.Name)
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if err := moveOn(ctx, tx, now, a.Service, to, a.Outcome); err != nil {
		return Case{}, err
	}
	return Get(ctx, tx, now.ID)
}

// moveOn takes a case to a stage, with the stage's clock by what is known of the person.
func moveOn(ctx context.Context, tx *gate.Tx, now Case, s catalogue.Service, to catalogue.Stage, outcome string) error {
	pace, err := paceOf(ctx, tx, now.Folder, to)
	if err != nil {
		return err
	}
	if err := endPause(ctx, tx, now); err != nil {
		return err
	}
	moved := now.enter(to, s, pace, tx.Now())
	if err := save(ctx, tx, moved); err != nil {
		return err
	}
	tx.Record(Advanced{Case: now.ID, Folder: now.Folder, From: now.Stage, To: moved.Stage, Outcome: outcome})
	return addStage(ctx, tx, moved, outcome)
}

func (a Advance) next(stage catalogue.Stage) (catalogue.Stage, error) {
	var bad errs.Fields
	to := a.To
	if len(stage.Outcomes) > 0 {
		o, ok := stage.Outcome(a.Outcome)
		if !ok {
			bad.Add("outcome", "Choose how this stage ended")
			return catalogue.Stage{}, bad.Err()
		}
		if o.To != "" {
			to = o.To
		}
	}
	if to == "" && len(stage.Next) == 1 {
		to = stage.Next[0]
	}
	next, ok := a.Service.Stage(to)
	if !ok || !stage.Leads(to) {
		bad.Add("to", "Choose which stage comes next")
		return catalogue.Stage{}, bad.Err()
	}
	return next, nil
}

// Missing tells which of the things a stage demands have not been recorded yet. A review asks for them anew: what was
// recorded before it began is what is looked at again. Looking back asks for the statements of the end, and those of the
// beginning do not stand for them.
func Missing(ctx context.Context, q gate.Reader, c Case, stage catalogue.Stage) ([]catalogue.Must, error) {
	if len(stage.Must) == 0 {
		return nil, nil
	}
	since, err := since(ctx, q, c, stage)
	if err != nil {
		return nil, err
	}
	done, err := recorded(ctx, q, c, since)
	if err != nil {
		return nil, err
	}
	if stage.Step == catalogue.StepExitMeasure {
		done = slices.DeleteFunc(done, func(key string) bool { return slices.ContainsFunc(stage.Must, instrument(key)) })
		asked, err := assessment.AskedIn(ctx, q, c.Folder, assessment.Exit)
		if err != nil {
			return nil, err
		}
		done = append(done, asked...)
	}
	return slices.DeleteFunc(slices.Clone(stage.Must), func(m catalogue.Must) bool { return slices.Contains(done, m.Key) }), nil
}

// instrument finds an instrument among what a stage demands.
func instrument(key string) func(catalogue.Must) bool {
	return func(m catalogue.Must) bool { return m.Instrument && m.Key == key }
}

// since gives from when on a stage takes what was recorded: a review from its own beginning, others from ever.
func since(ctx context.Context, q gate.Reader, c Case, stage catalogue.Stage) (clock.Instant, error) {
	if stage.Step != catalogue.StepReview {
		return 0, nil
	}
	return store.One(ctx, q, stageSinceSQL, scanInstant, c.ID)
}

// MissingFor is [Missing] for a page: those who work on the case may ask.
func MissingFor(ctx context.Context, v gate.Reader, c Case, stage catalogue.Stage) ([]catalogue.Must, error) {
	if err := v.Authorize(ctx, ActWork, gate.On{Folder: c.Folder}); err != nil {
		return nil, err
	}
	return Missing(ctx, v, c, stage)
}

// workingDays gives the close of the service's day so many of its working days from now.
func workingDays(s catalogue.Service, now clock.Instant, days int) clock.Instant {
	return s.Hours.Deadline(now, catalogue.Clock{N: days, Unit: catalogue.WorkingDays})
}
