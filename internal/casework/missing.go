package casework

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// reopened is the outcome with which a closed case comes to a stage again.
const reopened = "reopened"

// Missing tells which of the things a stage demands have not been recorded yet. What is asked anew (a score of risk, a
// measure, what the person needs, the plan, when they hear next) stands for one stage: another that demands it, or the same
// one when the case comes back to it, wants it recorded since. A review asks for what was recorded since it began; looking
// back asks for the statements of the end, since the case was opened or opened again, and those of the beginning do not
// stand for them.
func Missing(ctx context.Context, q gate.Reader, c Case, s catalogue.Service, stage catalogue.Stage) ([]catalogue.Must, error) {
	if len(stage.Must) == 0 {
		return nil, nil
	}
	way, err := wayOf(ctx, q, c)
	if err != nil {
		return nil, err
	}
	wanted := map[clock.Instant][]catalogue.Must{}
	for _, m := range stage.Must {
		since := way.wanted(s, stage, m)
		wanted[since] = append(wanted[since], m)
	}
	var missing []catalogue.Must
	for since, musts := range wanted {
		done, err := recorded(ctx, q, c, since)
		if err != nil {
			return nil, err
		}
		if stage.Step == catalogue.StepExitMeasure {
			if done, err = askedLast(ctx, q, c, stage, done, way.reopened); err != nil {
				return nil, err
			}
		}
		missing = append(missing, slices.DeleteFunc(musts, func(m catalogue.Must) bool { return slices.Contains(done, m.Key) })...)
	}
	return inOrder(stage.Must, missing), nil
}

// askedLast puts the instruments that were asked at the end in the place of those that were asked at all.
func askedLast(ctx context.Context, q gate.Reader, c Case, stage catalogue.Stage, done []string, since clock.Instant) ([]string, error) {
	done = slices.DeleteFunc(done, func(key string) bool {
		return slices.ContainsFunc(stage.Must, func(m catalogue.Must) bool { return m.Instrument && m.Key == key })
	})
	asked, err := assessment.AskedIn(ctx, q, c.Folder, assessment.Exit, since)
	return append(done, asked...), err
}

// inOrder gives some of the things a stage demands in the file's order.
func inOrder(all, some []catalogue.Must) []catalogue.Must {
	return slices.DeleteFunc(slices.Clone(all), func(m catalogue.Must) bool { return !slices.Contains(some, m) })
}

// way is how a case came through its stages.
type way struct {
	before   []passed      // the stages before the one it is at, oldest first
	since    clock.Instant // when it came to that one
	reopened clock.Instant // when it was opened again last; 0: never
}

type passed struct {
	stage string
	since clock.Instant
}

// wanted gives from when on what a stage demands must have been recorded; 0: whenever.
func (w way) wanted(s catalogue.Service, stage catalogue.Stage, m catalogue.Must) clock.Instant {
	switch {
	case !m.Anew:
		return 0
	case stage.Step == catalogue.StepReview:
		return w.since
	case stage.Step == catalogue.StepExitMeasure:
		return w.reopened
	}
	for _, at := range slices.Backward(w.before) {
		if before, ok := s.Stage(at.stage); ok && before.Needs(m.Key) {
			return w.after(at.since)
		}
	}
	return 0
}

// after gives when the case went on from the stage to which it came at an instant.
func (w way) after(since clock.Instant) clock.Instant {
	for _, at := range w.before {
		if at.since > since {
			return at.since
		}
	}
	return w.since
}

// wayOf reads the way of a case. Stages that it passed in one instant have no order; the one it is at is the last.
func wayOf(ctx context.Context, q gate.Reader, c Case) (way, error) {
	var w way
	at := -1
	err := store.Each(ctx, q, waySQL, func(scan store.Scan) error {
		var p passed
		var outcome string
		if err := scan(&p.stage, &outcome, &p.since); err != nil {
			return err
		}
		if outcome == reopened {
			w.reopened = p.since
		}
		if p.stage == c.Stage {
			at = len(w.before)
		}
		w.before = append(w.before, p)
		return nil
	}, c.ID)
	if at >= 0 {
		w.since = w.before[at].since
		w.before = slices.Delete(w.before, at, at+1)
	}
	return w, err
}

// MissingFor is [Missing] for a page: those who work on the case may ask.
func MissingFor(ctx context.Context, v gate.Reader, c Case, s catalogue.Service, stage catalogue.Stage) ([]catalogue.Must, error) {
	if err := v.Authorize(ctx, ActWork, gate.On{Folder: c.Folder}); err != nil {
		return nil, err
	}
	return Missing(ctx, v, c, s, stage)
}

// waySQL is driven by case_stage_case.
var waySQL = store.SQL("casework.way", `SELECT stage, outcome, since_at FROM case_stage WHERE case_id = $1 ORDER BY since_at, id`)
