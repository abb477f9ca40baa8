package casework

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// Advance takes a case from its stage to one that the service's file lets follow. Of those who work
// on the case, the roles that the file names for the stage may, and a supervisor of the service. What
// the file demands at the stage must be recorded first; everything that is missing is said at once. A
// stage of giving the case to a worker is passed over when a worker has it already.
//
// Fails with errs.Invalid naming whom it waits for or what is missing, errs.Stale. Records Advanced.
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
	if !GoesOn(tx.Actor(), now.Service, stage) {
		var bad errs.Fields
		bad.Add("who", WaitsFor(stage)+", or for a supervisor: only they go on from this stage")
		return Case{}, bad.Err()
	}
	to, err := a.next(stage)
	if err != nil {
		return Case{}, err
	}
	missing, err := Missing(ctx, tx, now, a.Service, stage)
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
	if to, err = a.pastGiven(ctx, tx, now, to); err != nil {
		return Case{}, err
	}
	if err := moveOn(ctx, tx, now, a.Service, to, a.Outcome); err != nil {
		return Case{}, err
	}
	return Get(ctx, tx, now.ID)
}

// does tells whether a stage of a service is for one of the actor's roles in it.
func does(a access.Actor, service string, st catalogue.Stage) bool {
	return slices.ContainsFunc(st.Who, func(role string) bool { return a.Holds(access.Role(role), service) })
}

// GoesOn tells whether the actor may take a case of a service on from a stage: in a role that its file names for the
// stage, or as a supervisor of the service.
func GoesOn(a access.Actor, service string, st catalogue.Stage) bool {
	return a.Holds(access.Supervisor, service) || does(a, service, st)
}

// WaitsFor says in words whom a stage waits for.
func WaitsFor(st catalogue.Stage) string { return "Waits for the " + strings.Join(st.Who, " or the ") }

// pastGiven gives the stage after that of giving the case to a worker, when a worker has it and nothing else is asked there.
// One that would tell the referrer something is not passed over.
func (a Advance) pastGiven(ctx context.Context, tx *gate.Tx, now Case, to catalogue.Stage) (catalogue.Stage, error) {
	if to.Step != catalogue.StepAllocate || now.Worker == "" || to.Tells != "" {
		return to, nil
	}
	if next, ok, err := onlyWay(ctx, tx, now, a.Service, to); err != nil || ok {
		return next, err
	}
	return to, nil
}

// onlyWay gives the stage that follows another by itself: there is one way on, and all that is asked there is recorded.
func onlyWay(ctx context.Context, tx *gate.Tx, c Case, s catalogue.Service, stage catalogue.Stage) (catalogue.Stage, bool, error) {
	if len(stage.Outcomes) > 0 || len(stage.Next) != 1 {
		return catalogue.Stage{}, false, nil
	}
	missing, err := Missing(ctx, tx, c, s, stage)
	if err != nil || len(missing) > 0 {
		return catalogue.Stage{}, false, err
	}
	to, ok := s.Stage(stage.Next[0])
	return to, ok, nil
}

// Advanced says that the case went on to another stage.
type Advanced struct {
	Case              id.Case
	Folder            id.Folder
	From, To, Outcome string
}

// EventKind names the event.
func (Advanced) EventKind() string { return "case.advanced" }

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

// workingDays gives the close of the service's day so many of its working days from now.
func workingDays(s catalogue.Service, now clock.Instant, days int) clock.Instant {
	return s.Hours.Deadline(now, catalogue.Clock{N: days, Unit: catalogue.WorkingDays})
}
