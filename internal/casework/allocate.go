package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// Allocate gives a case to one worker. Supervisors may, and the service's administrator. The cap and
// the conflict of interest are checked in this transaction (R205, D4), and so are the checks of staff without which the
// service's file gives nobody a case; a worker who is refused leaves the person's place on the waiting list as it was, with
// its owner; [Give] sees to it that there is one.
//
// Fails with errs.Conflict when the cap is reached, when a check is missing or has run out, which it says, or when the
// worker can't take this case; then the message does not say why not. Records Allocated, and Advanced where the case stood at the stage of giving it.
type Allocate struct {
	Case    id.Case
	Version int
	Service catalogue.Service
	Worker  id.Account
	Role    access.Role // in which the worker takes it
	Above   bool        // go above the cap: only the role the service's file names, and saying why
	// Unchecked: give it although these checks of the worker are not in date: keys, as they were shown; others are refused. As Above.
	Unchecked []string
	Why       string
	Reasons   catalogue.List // above-cap
}

// Run allocates the case.
func (a Allocate) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, a.Case, ActAllocate)
	if err != nil {
		return Case{}, err
	}
	return a.give(ctx, tx, now)
}

// Allocated says that a worker took the case, perhaps from another, perhaps above the cap or without a check in date.
type Allocated struct {
	Case           id.Case
	Folder         id.Folder
	Worker, Before id.Account
	OverCap        bool
	Unchecked      []string `json:",omitempty"` // checks that were not in date: codes
	Why            string   // why it was given all the same: a code
}

// EventKind names the event.
func (Allocated) EventKind() string { return "case.allocated" }

// give hands over a case that was loaded, and that the actor may allocate.
func (a Allocate) give(ctx context.Context, tx *gate.Tx, now Case) (Case, error) {
	if err := now.fresh(a.Version); err != nil {
		return Case{}, err
	}
	if now.Worker == a.Worker {
		return Case{}, errs.New(errs.Conflict, "this worker has the case already")
	}
	if err := a.may(ctx, tx, now); err != nil {
		return Case{}, err
	}
	taken, err := a.take(ctx, tx, now)
	if err != nil {
		return Case{}, err
	}
	if err := a.hand(ctx, tx, now); err != nil {
		return Case{}, err
	}
	before := now.Worker
	now.Worker = a.Worker
	if err := save(ctx, tx, now); err != nil {
		return Case{}, err
	}
	now.Version++
	tx.Record(Allocated{Case: now.ID, Folder: now.Folder, Worker: a.Worker, Before: before, OverCap: taken.OverCap, Unchecked: taken.Unchecked, Why: a.why(taken)})
	if err := mark(ctx, tx, now.ID, "conflict_of_interest"); err != nil {
		return Case{}, err
	}
	return a.goOn(ctx, tx, now)
}

// goOn takes a case that stood where it is given to a worker on to what follows, when nothing else is asked there: to give it was
// the stage.
func (a Allocate) goOn(ctx context.Context, tx *gate.Tx, now Case) (Case, error) {
	stage, ok := a.Service.Stage(now.Stage)
	if !ok || stage.Step != catalogue.StepAllocate {
		return now, nil
	}
	to, ok, err := onlyWay(ctx, tx, now, a.Service, stage)
	if err != nil || !ok {
		return now, err
	}
	if err := moveOn(ctx, tx, now, a.Service, to, ""); err != nil {
		return Case{}, err
	}
	return Get(ctx, tx, now.ID)
}

// take counts the case against the worker's cap: how many she has taken, has open, and what those weigh.
func (a Allocate) take(ctx context.Context, tx *gate.Tx, now Case) (workforce.Taken, error) {
	t := workforce.Take{Case: now.ID, Worker: a.Worker, Role: a.Role, Service: a.Service, Above: a.Above, Unchecked: a.Unchecked, Why: a.Why, Reasons: a.Reasons}
	need, err := neededFor(ctx, tx, now, a.Service)
	if err != nil {
		return workforce.Taken{}, err
	}
	t.Adds = need.weight
	if t.Load, err = loadOf(ctx, tx, a.Service, a.Worker, a.Role); err != nil {
		return workforce.Taken{}, err
	}
	return t.Run(ctx, tx)
}

func (a Allocate) why(taken workforce.Taken) string {
	if !taken.Allowed() {
		return ""
	}
	return a.Why
}

// may checks that the worker is one of the service's, and stands on neither side of the dispute.
func (a Allocate) may(ctx context.Context, tx *gate.Tx, now Case) error {
	holds, err := rolesOf(ctx, tx, a.Worker, now.Service)
	if err != nil {
		return err
	}
	var bad errs.Fields
	if !slices.Contains(holds, a.Role) || !slices.Contains(access.Casework, a.Role) {
		bad.Add("worker", "Choose someone who works for this service")
		return bad.Err()
	}
	return person.Conflict(ctx, tx, now.Folder, a.Worker)
}

// rolesOf gives the roles in which somebody works for a service now.
func rolesOf(ctx context.Context, q gate.Reader, worker id.Account, service string) ([]access.Role, error) {
	return store.Collect(ctx, q, workerRolesSQL, store.Value[access.Role], worker, service, q.Now())
}

// hand passes the folder to the worker: her grant begins, the last worker's ends, promises go with
// the case, the place on the waiting list is left, and she is kept out of the other side's folders.
func (a Allocate) hand(ctx context.Context, tx *gate.Tx, now Case) error {
	if now.Worker != "" {
		if _, err := tx.EndGrants(ctx, now.Folder, string(now.Worker), gate.BasisCase); err != nil {
			return err
		}
	}
	if _, err := store.Exec(ctx, tx, handPromisesSQL, now.Folder, a.Worker, tx.Entry()); err != nil {
		return err // also those of a case without a worker: somebody else answered for them meanwhile
	}
	if err := tx.Grant(ctx, gate.Grant{Folder: now.Folder, Grantee: string(a.Worker), Sections: access.All, Basis: gate.BasisCase}); err != nil {
		return err
	}
	if err := person.KeepApart(ctx, tx, now.Folder, a.Worker); err != nil {
		return err
	}
	if _, err := store.Exec(ctx, tx, leaveWaitingSQL, now.Folder, tx.Now()); err != nil {
		return err
	}
	ref, err := referral.Get(ctx, tx, now.Referral)
	if err != nil || !ref.State.Leads(referral.Allocated) || ref.State == referral.Held {
		return err // contact that was stopped stays stopped, whoever has the case
	}
	_, err = referral.Move(ctx, tx, ref, referral.Allocated, ref.Reason)
	return err
}
