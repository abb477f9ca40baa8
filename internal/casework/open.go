package casework

import (
	"context"

	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// OpenCase picks up an accepted referral: from here on somebody works on it. Victim care officers,
// case workers, administrators and supervisors of the service may. The case enters the first stage
// of the service's file after those that only look at what came in, in the referral's own folder
// and under its reference. Nobody has taken it yet: that is [Allocate].
//
// Fails with errs.Conflict when contact is not possible (no legal basis, held, opted out). Records
// Opened.
type OpenCase struct {
	Referral id.Referral
	Service  catalogue.Service
}

// Opened says that somebody picked up an accepted referral.
type Opened struct {
	Case   id.Case
	Folder id.Folder
	Stage  string
}

// EventKind names the event.
func (Opened) EventKind() string { return "case.opened" }

// Run opens the case.
func (o OpenCase) Run(ctx context.Context, tx *gate.Tx) (id.Case, error) {
	ref, err := referral.Get(ctx, tx, o.Referral)
	if err != nil {
		return "", err
	}
	if err := tx.Authorize(ctx, ActOpen, gate.On{Folder: ref.Folder}); err != nil {
		return "", err
	}
	if err := referral.CanContact(ref); err != nil {
		return "", err
	}
	if ref.Service != o.Service.Key {
		return "", errs.New(errs.Internal, "the case was to be opened under another service's file")
	}
	team, err := agency.TeamOf(ctx, tx, ref.Service)
	if err != nil {
		return "", err
	}
	if ref, err = referral.Move(ctx, tx, ref, referral.InContact, ref.Reason); err != nil {
		return "", err
	}
	c := Case{
		ID: id.Case(tx.NewID()), Reference: ref.Reference, Folder: ref.Folder, Referral: ref.ID, Person: ref.Person,
		Service: ref.Service, State: Open, Team: team.ID, OpenedAt: tx.Now(), OpenedOn: tx.Now().Date(), Version: 1,
	}
	c = c.enter(o.Service.AfterScreening(), o.Service, "", tx.Now())
	if _, err := store.Exec(ctx, tx, openCaseSQL, c.ID, c.Reference, c.Folder, c.Referral, c.Person, c.Service, c.Stage, c.StageDue,
		c.State, c.Worker, c.Team, c.OpenedAt, c.OpenedOn, tx.Entry(), c.nextDue(), c.Try.No, c.Try.From, c.Try.Due); err != nil {
		return "", err
	}
	if err := addStage(ctx, tx, c, ""); err != nil {
		return "", err
	}
	if err := place(ctx, tx, c, tx.Actor().Account(), ""); err != nil {
		return "", err
	}
	tx.Record(Opened{Case: c.ID, Folder: c.Folder, Stage: c.Stage})
	return c.ID, nil
}

func addStage(ctx context.Context, tx *gate.Tx, c Case, outcome string) error {
	_, err := store.Exec(ctx, tx, addStageSQL, tx.NewID(), c.ID, c.Stage, outcome, tx.Actor().Account(), tx.Now(), c.StageDue)
	return err
}
