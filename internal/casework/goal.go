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

var whatGoal = seal.Register("case_goal", "what", access.Plan)

// GoalState is how far a goal of the plan is.
type GoalState string

// The states of a goal, in the order in which a page offers them.
const (
	NotStarted GoalState = "not started"
	Started    GoalState = "started"
	GoalMet    GoalState = "met"
	LeftOut    GoalState = "not wanted any more"
)

// GoalStates lists the states.
var GoalStates = []GoalState{NotStarted, Started, GoalMet, LeftOut}

// AgreedWith says with whom a goal was agreed (R067).
type AgreedWith string

// The answers. A proposal becomes part of the plan once it is agreed.
const (
	WithPerson AgreedWith = "person"
	WithBoth   AgreedWith = "person_and_family"
	WithFamily AgreedWith = "family"
	Proposed   AgreedWith = "nobody_yet"
)

// AllAgreedWith lists the answers in the order in which a page offers them.
var AllAgreedWith = []AgreedWith{WithPerson, WithBoth, WithFamily, Proposed}

// AgreeGoal writes a goal of the plan as it was agreed with the person: "can open the door without
// fear". Those who work on the case may. Records GoalAgreed.
type AgreeGoal struct {
	Case id.Case
	What string
	With AgreedWith // empty: the person
	On   clock.Date // when it was agreed
}

// GoalAgreed says that a goal of the plan was agreed with the person.
type GoalAgreed struct {
	Case   id.Case
	Folder id.Folder
	Goal   string
}

// EventKind names the event.
func (GoalAgreed) EventKind() string { return "case.goal agreed" }

// Run writes the goal.
func (a AgreeGoal) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	now, err := begin(ctx, tx, a.Case, ActWork)
	if err != nil {
		return "", err
	}
	if a.With == "" {
		a.With = WithPerson
	}
	if err := checkGoal(a.What, a.With, a.On, tx.Now().Date()); err != nil {
		return "", err
	}
	goal := tx.NewID()
	what, err := tx.Seal(ctx, whatGoal, now.Folder, goal, a.What)
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addGoalSQL, goal, now.ID, now.Folder, what, NotStarted, a.With, a.On, tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(GoalAgreed{Case: now.ID, Folder: now.Folder, Goal: goal})
	return goal, mark(ctx, tx, now.ID, recordPlan)
}

func checkGoal(what string, with AgreedWith, on, today clock.Date) error {
	var bad errs.Fields
	worded(&bad, "what", what, "Say what was agreed, in the person's own words where you can")
	among(&bad, "with", with, AllAgreedWith, "Choose who it was agreed with")
	happened(&bad, "on", on, today, "the day it was agreed")
	return bad.Err()
}

// MoveGoal says how far a goal is. Those who work on the case may. How it stood before is kept. Fails
// with errs.Stale. Records GoalMoved.
type MoveGoal struct {
	Case    id.Case
	Goal    string
	Version int
	State   GoalState
}

// GoalMoved says that a goal is further, or not wanted any more.
type GoalMoved struct {
	Case   id.Case
	Folder id.Folder
	Goal   string
	State  GoalState
}

// EventKind names the event.
func (GoalMoved) EventKind() string { return "case.goal moved" }

// Run records it.
func (m MoveGoal) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, m.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	among(&bad, "state", m.State, GoalStates, "Choose how far it is")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if err := keepPast(ctx, tx, now, goalLineSQL, m.Goal, m.Version); err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, moveGoalSQL, m.Goal, now.ID, m.Version, m.State, tx.Entry()); err != nil {
		return Case{}, err
	}
	tx.Record(GoalMoved{Case: now.ID, Folder: now.Folder, Goal: m.Goal, State: m.State})
	return now, mark(ctx, tx, now.ID, recordPlan)
}

var addGoalSQL = store.SQL("casework.addGoal", `
	INSERT INTO case_goal (id, case_id, folder_id, what, state, agreed_with, agreed_on, by_account, recorded_at, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)`)

var moveGoalSQL = store.SQL("casework.moveGoal", `
	UPDATE case_goal SET state = $4, version = version + 1, last_entry = $5 WHERE id = $1 AND case_id = $2 AND version = $3`)
