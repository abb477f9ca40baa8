package casework

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// ActTakeOver puts a case on record that was kept elsewhere before. The operator's command line may.
var ActTakeOver = access.Declare("case.take over", access.Policy{
	Roles: []access.Role{access.Administrator, access.Supervisor}, Sections: access.Existence, Systems: []string{"cli"},
})

// TakeOver puts a case on record that a service kept elsewhere before, of a referral that was accepted: at
// the stage at which it stood, opened on its day and, where it was closed, closed on its day. The service's
// administrators, supervisors and the operator's command line may.
//
// An open case is its worker's, who took it on the day it was opened: her cap counts it (R205). Where she can't have it,
// and where nobody is named, it waits with its owner, with why ([WaitCap], [WaitNamed]). Of a closed case it is known
// who had it; nobody is let in because of it.
//
// Fails with errs.Conflict when contact is not possible; errs.Invalid when the days can't be. Records TookOver, and
// Waits where it waits although somebody was named.
// Requirement R037.
type TakeOver struct {
	Referral id.Referral
	Service  catalogue.Service
	Stage    string          // its key or name in the service's file; any other: the first after screening
	OpenedOn clock.Date      // empty: today
	ClosedOn clock.Date      // empty: it is open
	Reason   string          // key or name of the closing reason; any other: none is recorded
	Named    bool            // somebody was named who had it
	Worker   id.Account      // who that is; empty: nobody we know
	Tried    workforce.Tried // what she took in the same list where it was only tried out
	Owner    id.Account      // who answers for it while it waits; empty: as [OwnerOf] says
}

// TookOver says that a case was taken over.
type TookOver struct {
	Case     id.Case    `json:"case"`
	Folder   id.Folder  `json:"folder"`
	Stage    string     `json:"stage"`
	OpenedOn clock.Date `json:"opened_on"`
	ClosedOn clock.Date `json:"closed_on,omitempty"`
	Worker   id.Account `json:"worker,omitempty"`
	Owner    id.Account `json:"owner,omitempty"` // while it waits
	Waits    string     `json:"waits,omitempty"` // why, where a worker was named
}

// EventKind names the event.
func (TookOver) EventKind() string { return "case.taken over" }

// Run takes the case over.
func (o TakeOver) Run(ctx context.Context, tx *gate.Tx) (id.Case, error) {
	ref, err := referral.Get(ctx, tx, o.Referral)
	if err != nil {
		return "", err
	}
	if err := tx.Authorize(ctx, ActTakeOver, gate.On{Folder: ref.Folder}); err != nil {
		return "", err
	}
	if err := referral.CanContact(ref); err != nil {
		return "", err
	}
	if err := o.check(tx.Now().Date()); err != nil {
		return "", err
	}
	team, err := agency.TeamOf(ctx, tx, ref.Service)
	if err != nil {
		return "", err
	}
	if ref, err = referral.Move(ctx, tx, ref, referral.InContact, ref.Reason); err != nil {
		return "", err
	}
	c := Case{ID: id.Case(tx.NewID()), Reference: ref.Reference, Folder: ref.Folder, Referral: ref.ID, Person: ref.Person,
		Service: ref.Service, State: Open, Team: team.ID, OpenedAt: tx.Now(), OpenedOn: tx.Now().Date(), Version: 1}
	if o.OpenedOn != "" {
		c.OpenedAt, c.OpenedOn = o.OpenedOn.Start(), o.OpenedOn
	}
	c = c.enter(o.stage(), o.Service, "", tx.Now())
	if o.ClosedOn != "" {
		if c, err = o.closed(ctx, tx, c, ref); err != nil {
			return "", err
		}
	}
	event := TookOver{Case: c.ID, Folder: c.Folder, Stage: c.Stage, OpenedOn: c.OpenedOn, ClosedOn: c.ClosedOn}
	if c.State == Closed {
		c.Worker = o.Worker
	} else if c.Worker, event.Waits, err = o.give(ctx, tx, c); err != nil {
		return "", err
	}
	event.Worker = c.Worker
	if _, err := store.Exec(ctx, tx, takeOverSQL, c.ID, c.Reference, c.Folder, c.Referral, c.Person, c.Service, c.Stage, c.StageDue,
		c.State, c.Worker, c.Team, c.OpenedAt, c.OpenedOn, c.ClosedOn, c.CloseReason, tx.Entry(), c.nextDue(), c.Try.No, c.Try.From, c.Try.Due); err != nil {
		return "", err
	}
	if err := addStage(ctx, tx, c, c.CloseReason); err != nil {
		return "", err
	}
	switch {
	case c.State == Closed:
	case c.Worker != "":
		err = mark(ctx, tx, c.ID, "conflict_of_interest")
	default:
		if event.Owner = o.Owner; event.Owner == "" {
			if event.Owner, err = OwnerOf(ctx, tx, c.Service); err != nil {
				return "", err
			}
		}
		if event.Waits != "" {
			err = putOnList(ctx, tx, c, event.Owner, event.Waits)
		} else {
			err = place(ctx, tx, c, event.Owner, "")
		}
	}
	tx.Record(event)
	return c.ID, err
}

// Why a case that was taken over waits although the list names who had it. That somebody stands on the other side of
// the dispute is not told apart from the rest.
const (
	WaitCap   = "cap reached"
	WaitNamed = "the worker it names can't have it"
)

// give hands the case to the worker who is named, or says why it waits.
func (o TakeOver) give(ctx context.Context, tx *gate.Tx, c Case) (worker id.Account, waits string, err error) {
	if o.Worker == "" {
		if o.Named {
			waits = WaitNamed
		}
		return "", waits, nil
	}
	waits = WaitNamed
	err = tx.Try(ctx, func(ctx context.Context) error {
		a := Allocate{Case: c.ID, Service: o.Service, Worker: o.Worker}
		var err error
		if a.Role, err = roleOf(ctx, tx, o.Worker, c.Service); err != nil {
			return err
		}
		if err := a.may(ctx, tx, c); err != nil {
			return err
		}
		waits = WaitCap
		load, err := loadOf(ctx, tx, o.Service, o.Worker, a.Role)
		if err != nil {
			return err
		}
		if _, err := (workforce.Take{Case: c.ID, Worker: o.Worker, Role: a.Role, Service: o.Service, On: c.OpenedOn, Tried: o.Tried, Load: load, Adds: weighs(o.Service, "")}).Run(ctx, tx); err != nil {
			return err
		}
		return a.hand(ctx, tx, c)
	})
	switch errs.KindOf(err) {
	case errs.None:
		return o.Worker, "", nil
	case errs.Conflict, errs.Invalid:
		return "", waits, nil
	}
	return "", "", err
}

// roleOf gives the role in which somebody takes cases of a service; empty: she takes none.
func roleOf(ctx context.Context, q gate.Reader, worker id.Account, service string) (access.Role, error) {
	holds, err := rolesOf(ctx, q, worker, service)
	if err != nil {
		return "", err
	}
	for _, r := range workforce.Takers {
		if slices.Contains(holds, r) {
			return r, nil
		}
	}
	return "", nil
}

func (o TakeOver) check(today clock.Date) error {
	var bad errs.Fields
	if o.OpenedOn > today {
		bad.Add("opened_on", "The day lies in the future: check it")
	}
	if o.ClosedOn > today || o.ClosedOn != "" && o.ClosedOn < o.OpenedOn {
		bad.Add("closed_on", "A case is closed after it was opened, and not in the future: check the day")
	}
	return bad.Err()
}

// stage gives the stage that was named, or that in which work begins.
func (o TakeOver) stage() catalogue.Stage {
	for _, st := range o.Service.Stages {
		if o.Stage != "" && (strings.EqualFold(st.Key, o.Stage) || strings.EqualFold(st.Name, o.Stage)) {
			return st
		}
	}
	return o.Service.AfterScreening()
}

// closed makes the case one that was closed before it came here.
func (o TakeOver) closed(ctx context.Context, tx *gate.Tx, c Case, ref referral.Referral) (Case, error) {
	if _, err := referral.Move(ctx, tx, ref, referral.Closed, ref.Reason); err != nil {
		return Case{}, err
	}
	c.State, c.ClosedOn, c.StageDue, c.Try = Closed, o.ClosedOn, clock.Never, Try{}
	if st := o.Service.StagesOf(catalogue.StepClose); len(st) > 0 {
		c.Stage = st[0].Key
	}
	for _, r := range o.Service.Closing {
		if strings.EqualFold(r.Key, o.Reason) || strings.EqualFold(r.Name, o.Reason) {
			c.CloseReason = r.Key
		}
	}
	return c, nil
}

var takeOverSQL = store.SQL("casework.takeOver", `
	INSERT INTO case_file (id, reference, folder_id, referral_id, person_id, service, stage, stage_due_at, state, worker, team_id,
		opened_at, opened_on, closed_on, close_reason, exit_not_done, check_on, version, last_entry, due_at, try_no, try_from_at, try_due_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', 1, $16, $17, $18, $19, $20)`)
