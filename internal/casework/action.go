package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var (
	whatAction  = seal.Register("case_action", "what", access.Plan)
	whichAgency = seal.Register("case_action", "agency", access.Plan)
)

// Owner says who does a step of the plan.
type Owner string

// Whoever can have something to do.
const (
	WorkerDoes Owner = "worker"
	PersonDoes Owner = "person"
	AgencyDoes Owner = "agency" // another one: Step.Agency says which
)

// Owners lists them in the order in which a page offers them.
var Owners = []Owner{WorkerDoes, PersonDoes, AgencyDoes}

// ActionState is how far a step is.
type ActionState string

// The states of a step.
const (
	ActionOpen    ActionState = "open"
	ActionDone    ActionState = "done"
	ActionLeftOut ActionState = "not wanted any more"
)

// ActionStates lists the states in the order in which a page offers them.
var ActionStates = []ActionState{ActionOpen, ActionDone, ActionLeftOut}

// Step is a step of the plan: who does what by when (R067, R068).
type Step struct {
	Goal   string // the goal it leads to; empty: none in particular
	What   string
	Owner  Owner
	Agency string // which other agency, and who there
	Due    clock.Date
}

func (s Step) check() error {
	var bad errs.Fields
	worded(&bad, "what", s.What, "Say what is to be done")
	among(&bad, "owner", s.Owner, Owners, "Choose who does it")
	if s.Owner == AgencyDoes && s.Agency == "" {
		bad.Add("agency", "Say which agency, and who there if you know")
	}
	if s.Due.IsZero() {
		bad.Add("due", "Give the day by which it is done")
	}
	return bad.Err()
}

// seal closes the words of the step for its row.
func (s Step) seal(ctx context.Context, tx *gate.Tx, f id.Folder, row string) (what, agency []byte, err error) {
	if s.Owner != AgencyDoes {
		s.Agency = ""
	}
	box := cells{ctx: ctx, tx: tx, folder: f, row: row}
	what, agency = box.of(whatAction, s.What), box.of(whichAgency, s.Agency)
	return what, agency, box.err
}

// PlanAction adds a step to the plan. Those who work on the case may. Records ActionPlanned.
type PlanAction struct {
	Case id.Case
	Step Step
}

// ActionPlanned says that a step was added to the plan.
type ActionPlanned struct {
	Case   id.Case
	Folder id.Folder
	Step   string
	Owner  Owner
	Due    clock.Date
}

// EventKind names the event.
func (ActionPlanned) EventKind() string { return "case.action planned" }

// Run adds the step and gives its id.
func (p PlanAction) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	now, err := begin(ctx, tx, p.Case, ActWork)
	if err != nil {
		return "", err
	}
	if err := p.Step.check(); err != nil {
		return "", err
	}
	if p.Step.Goal != "" {
		if err := now.hasGoal(ctx, tx, p.Step.Goal); err != nil {
			return "", err
		}
	}
	action := tx.NewID()
	what, agency, err := p.Step.seal(ctx, tx, now.Folder, action)
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addActionSQL, action, now.ID, now.Folder, p.Step.Goal, what, p.Step.Owner, agency, p.Step.Due, endOfDay(p.Step.Due.Start()),
		ActionOpen, tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(ActionPlanned{Case: now.ID, Folder: now.Folder, Step: action, Owner: p.Step.Owner, Due: p.Step.Due})
	return action, mark(ctx, tx, now.ID, recordPlan)
}

// hasGoal checks that a goal is the case's.
func (c Case) hasGoal(ctx context.Context, tx *gate.Tx, goal string) error {
	n, err := store.One(ctx, tx, countGoalSQL, store.Value[int], goal, c.ID)
	if err == nil && n == 0 {
		var bad errs.Fields
		bad.Add("goal", "Choose a goal of this plan")
		err = bad.Err()
	}
	return err
}

var countGoalSQL = store.SQL("casework.countGoal", `SELECT count(*) FROM case_goal WHERE id = $1 AND case_id = $2`)

var addActionSQL = store.SQL("casework.addAction", `
	INSERT INTO case_action (id, case_id, folder_id, goal_id, what, owner, agency, due_on, due_at, state, settled_on, by_account, recorded_at,
		version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12, 1, $13)`)
