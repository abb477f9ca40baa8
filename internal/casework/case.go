package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// What can be done with a case. Sections say which part of the folder the actor must be able to see.
var (
	// ActSee is for everyone who works with people and can see that there is a folder.
	ActSee = access.Declare("case.see", access.Policy{Roles: access.Casework, Sections: access.Existence})
	// ActWork covers contacts, sessions, needs, referrals onward and promises.
	ActWork = access.Declare("case.work", access.Policy{Roles: access.Casework, Sections: access.Plan})
	// ActOpen is for those who may pick up a referral, ActAllocate for those who give it to a worker,
	// ActClose for those who may end the work.
	ActOpen     = access.Declare("case.open", access.Policy{Roles: []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Administrator, access.Supervisor}, Sections: access.Existence})
	ActAllocate = access.Declare("case.allocate", access.Policy{Roles: []access.Role{access.Supervisor, access.Administrator}, Sections: access.Existence})
	// ActToAgree is for the list of priorities to agree with the police, on both sides.
	ActToAgree = access.Declare("case.to agree", access.Policy{Roles: append([]access.Role{access.PoliceLiaison}, assessment.ActJudge.Policy().Roles...)})
	ActClose   = access.Declare("case.close", access.Policy{Roles: []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Coach, access.Administrator, access.Supervisor}, Sections: access.Plan})
)

// State is where a case stands as a whole; its stage says where it stands in the service's own order.
type State string

// The states of a case.
const (
	Open   State = "open"
	Closed State = "closed"
)

// Moves are the allowed changes of state.
var Moves = map[State][]State{Open: {Closed}, Closed: {Open}}

// Case is a case in clear: what it is called, where it stands, who holds it. It names nobody.
type Case struct {
	ID          id.Case
	Reference   id.Reference
	Folder      id.Folder
	Referral    id.Referral
	Person      id.Person
	Service     string
	Stage       string        // key of the stage in the service's file
	StageDue    clock.Instant // by when the stage should be done; clock.Never: no clock
	Due         clock.Instant // by when the next thing is to be done: the next try to reach the person, or the stage
	Try         Try           // the next try, by the protocol of the stage
	State       State
	Worker      id.Account // empty: nobody has taken it yet
	Team        id.Team
	OpenedAt    clock.Instant
	OpenedOn    clock.Date
	ClosedOn    clock.Date
	CloseReason string
	ExitNotDone string // why there is no exit measure; empty: there is one, or none is due
	CheckOn     clock.Date
	KeepUntil   clock.Date    // of somebody who was never reached: how long what was received is kept; empty: nothing said
	ToldAt      clock.Instant // when something was told after the risk was looked at last, or before anybody looked; 0: nothing was
	Version     int
	Flags

	still bool // its clock was stopped just now
}

// Flags are the two flags of a case. They go by rules of their own, and neither follows from the other (R028).
type Flags struct {
	HighRisk, HighNeed bool
	Level              string // how much the person needs, of the list "need-levels"; empty: nobody has said
}

// toReader gives the flags as a reader is shown them: whoever has taken the case to score again (blind) is not told, on any page or list,
// what came of the first score.
func (f Flags) toReader(blind bool) Flags {
	f.HighRisk = f.HighRisk && !blind
	return f
}

// Move gives the case in another state; a move that is not in [Moves] is errs.Conflict.
func (c Case) Move(to State) (Case, error) {
	if !slices.Contains(Moves[c.State], to) {
		return Case{}, errs.New(errs.Conflict, "the case is "+string(c.State)+" already")
	}
	c.State = to
	return c, nil
}

// enter gives the case at a stage, with the stage's clock running from now.
func (c Case) enter(st catalogue.Stage, service catalogue.Service, pace string, now clock.Instant) Case {
	c.Stage, c.StageDue = st.Key, clock.Never
	if due := st.ClockFor(pace); !due.IsZero() {
		c.StageDue = service.Hours.Deadline(now, due)
	}
	c.Try = firstTry(service, st, now)
	return c
}

func scanCase(scan store.Scan) (Case, error) {
	var c Case
	err := scan(c.into()...)
	return c, err
}

// into gives where the columns of a case go, in the order in which every statement reads them; what else a statement
// reads comes after.
func (c *Case) into(after ...any) []any {
	return append([]any{&c.ID, &c.Reference, &c.Folder, &c.Referral, &c.Person, &c.Service, &c.Stage, &c.StageDue, &c.State,
		&c.Worker, &c.Team, &c.OpenedAt, &c.OpenedOn, &c.ClosedOn, &c.CloseReason, &c.ExitNotDone, &c.CheckOn, &c.Version,
		&c.HighRisk, &c.HighNeed, &c.Level, &c.Due, &c.Try.No, &c.Try.From, &c.Try.Due, &c.KeepUntil, &c.ToldAt}, after...)
}

// Get gives a case by its id, in clear, for commands: it authorises nothing.
func Get(ctx context.Context, q gate.Reader, c id.Case) (Case, error) {
	return store.One(ctx, q, caseSQL, scanCase, c)
}

// ByFolder gives the case of a folder, in clear; false when nobody has picked the referral up yet.
func ByFolder(ctx context.Context, q gate.Reader, f id.Folder) (Case, bool, error) {
	return store.Find(ctx, q, caseByFolderSQL, scanCase, f)
}

// ByReference gives the case of a reference, in clear; false when there is none.
func ByReference(ctx context.Context, q gate.Reader, r id.Reference) (Case, bool, error) {
	return store.Find(ctx, q, caseByReferenceSQL, scanCase, r)
}

// save writes a case that was read as version; errs.Stale when somebody changed it meanwhile.
func save(ctx context.Context, tx *gate.Tx, c Case) error {
	n, err := store.Exec(ctx, tx, saveCaseSQL, c.ID, c.Version, c.Stage, c.StageDue, c.State, c.Worker, c.Team,
		c.ClosedOn, c.CloseReason, c.ExitNotDone, c.CheckOn, tx.Entry(), c.nextDue(), c.Try.No, c.Try.From, c.Try.Due, c.KeepUntil)
	if err == nil && n == 0 {
		return errs.New(errs.Stale, "Look at what changed on the case, then try again")
	}
	return err
}

// fresh checks that the case is the version the actor was looking at.
func (c Case) fresh(seen int) error {
	if c.Version != seen {
		return errs.New(errs.Stale, "Look at what changed on the case, then try again")
	}
	return nil
}

// open checks that there is still work to do on the case.
func (c Case) open() error {
	if c.State != Open {
		return errs.New(errs.Conflict, "the case is closed: open it again first")
	}
	return nil
}

// begin loads a case, asks whether the actor may work on it, and refuses one that is closed.
func begin(ctx context.Context, tx *gate.Tx, c id.Case, act access.Action) (Case, error) {
	now, err := Get(ctx, tx, c)
	if err != nil {
		return Case{}, err
	}
	if err := tx.Authorize(ctx, act, gate.On{Folder: now.Folder}); err != nil {
		return Case{}, err
	}
	return now, now.open()
}
