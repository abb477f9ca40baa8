package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// Reopen takes up a closed case again, at the stage the file gives for work on a plan or sessions;
// one that nobody had taken, or whose worker has left, at first contact. Its own worker may,
// supervisors, and the office where it closes. The worker's grant begins anew, whatever her cap: she
// took the case then. A case without a worker has an owner again. Where it is not safe to make contact, whatever was recorded since of how it is, contact is
// stopped from the start, as on any open case, until somebody has decided ([DecideContact]): the supervisor has it on a list, and
// nobody has to remember.
//
// Fails with errs.Conflict when the case is open, or when the person asked not to be contacted, and
// with errs.Stale. Records Reopened.
type Reopen struct {
	Case    id.Case
	Version int
	Service catalogue.Service
}

// Reopened says that the case was taken up again.
type Reopened struct {
	Case   id.Case
	Folder id.Folder
	Stage  string
}

// EventKind names the event.
func (Reopened) EventKind() string { return "case.reopened" }

// Run opens the case again.
func (r Reopen) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := Get(ctx, tx, r.Case)
	if err != nil {
		return Case{}, err
	}
	if err := tx.Authorize(ctx, ActClose, gate.On{Folder: now.Folder}); err != nil {
		return Case{}, err
	}
	if err := now.hers(tx.Actor(), r.Service); err != nil {
		return Case{}, err
	}
	if err := now.fresh(r.Version); err != nil {
		return Case{}, err
	}
	opened, err := now.Move(Open)
	if err != nil {
		return Case{}, err
	}
	ref, err := referral.Get(ctx, tx, now.Referral)
	if err != nil {
		return Case{}, err
	}
	about, err := person.Load(ctx, tx, now.Folder)
	if err != nil {
		return Case{}, err
	}
	stops := stopsAfter(ref, about)
	if ref, err = referral.LetGoAfter(ctx, tx, ref); err != nil { // it is held below
		return Case{}, err
	}
	if err := referral.CanContact(ref); err != nil {
		return Case{}, err
	}
	if opened.Worker != "" { // she may have left meanwhile
		roles, err := rolesOf(ctx, tx, opened.Worker, now.Service)
		if err != nil {
			return Case{}, err
		}
		if !slices.ContainsFunc(roles, func(r access.Role) bool { return slices.Contains(access.Casework, r) }) {
			opened.Worker = ""
		}
	}
	stage := opened.workStage(r.Service)
	pace, err := paceOf(ctx, tx, now.Folder, stage)
	if err != nil {
		return Case{}, err
	}
	opened.ClosedOn, opened.CloseReason, opened.ExitNotDone, opened.CheckOn, opened.KeepUntil = "", "", "", "", ""
	opened = opened.enter(stage, r.Service, pace, tx.Now())
	if err := save(ctx, tx, opened); err != nil {
		return Case{}, err
	}
	opened.Version++
	if ref, err = r.takeUp(ctx, tx, opened, ref); err != nil {
		return Case{}, err
	}
	tx.Record(Reopened{Case: now.ID, Folder: now.Folder, Stage: opened.Stage})
	if err := addStage(ctx, tx, opened, reopened); err != nil {
		return Case{}, err
	}
	if !stops {
		return opened, nil
	}
	if _, err := referral.HoldUnsafe(ctx, tx, ref, decider(r.Service, opened.Stage)); err != nil {
		return Case{}, err
	}
	return pauseForContact(ctx, tx, opened, PauseUnsafe)
}

// takeUp puts the referral back to work, and gives the case to its worker, or to an owner.
func (r Reopen) takeUp(ctx context.Context, tx *gate.Tx, now Case, ref referral.Referral) (referral.Referral, error) {
	to := referral.Allocated
	if now.Worker == "" {
		to = referral.InContact
	}
	ref, err := referral.Move(ctx, tx, ref, to, ref.Reason)
	if err != nil {
		return ref, err
	}
	if now.Worker == "" {
		return ref, place(ctx, tx, now, tx.Actor().Account(), "")
	}
	return ref, tx.Grant(ctx, gate.Grant{Folder: now.Folder, Grantee: string(now.Worker), Sections: access.All, Basis: gate.BasisCase})
}

// workStage gives the stage at which the work itself is done: a plan or sessions; for a case that
// nobody has taken, first contact.
func (c Case) workStage(s catalogue.Service) catalogue.Stage {
	steps := []catalogue.Step{catalogue.StepPlan, catalogue.StepSessions, catalogue.StepContact, catalogue.StepAssessmentCall}
	if c.Worker == "" {
		steps = steps[2:]
	}
	for _, step := range steps {
		if found := s.StagesOf(step); len(found) > 0 {
			return found[0]
		}
	}
	return s.First()
}
