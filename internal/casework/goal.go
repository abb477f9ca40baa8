package casework

import (
	"context"
	"slices"

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

// AgreeGoal writes a goal of the plan as it was agreed with the person: "can open the door without
// fear". Those who work on the case may. Records GoalAgreed.
type AgreeGoal struct {
	Case id.Case
	What string
	On   clock.Date // when it was agreed
}

// Run writes the goal.
func (a AgreeGoal) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	now, err := begin(ctx, tx, a.Case, ActWork)
	if err != nil {
		return "", err
	}
	var bad errs.Fields
	if a.What == "" {
		bad.Add("what", "Say what was agreed, in the person's own words where you can")
	}
	if a.On.IsZero() || a.On > tx.Now().Date() {
		bad.Add("on", "Give the day it was agreed: today or earlier")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	goal := tx.NewID()
	what, err := tx.Seal(ctx, whatGoal, now.Folder, goal, a.What)
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addGoalSQL, goal, now.ID, now.Folder, what, NotStarted, a.On, tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(GoalAgreed{Case: now.ID, Folder: now.Folder, Goal: goal})
	return goal, mark(ctx, tx, now.ID, "plan")
}

// MoveGoal says how far a goal is. Those who work on the case may. Fails with errs.Stale. Records
// GoalMoved.
type MoveGoal struct {
	Case    id.Case
	Goal    string
	Version int
	State   GoalState
}

// Run records it.
func (m MoveGoal) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, m.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	if !slices.Contains(GoalStates, m.State) {
		var bad errs.Fields
		bad.Add("state", "Choose how far it is")
		return Case{}, bad.Err()
	}
	n, err := store.Exec(ctx, tx, moveGoalSQL, m.Goal, now.ID, m.Version, m.State, tx.Entry())
	if err != nil {
		return Case{}, err
	}
	if n == 0 {
		return Case{}, errs.New(errs.Stale, "someone changed this goal since you opened it")
	}
	tx.Record(GoalMoved{Case: now.ID, Folder: now.Folder, Goal: m.Goal, State: m.State})
	return now, nil
}

var addGoalSQL = store.SQL("casework.addGoal", `
	INSERT INTO case_goal (id, case_id, folder_id, what, state, agreed_on, by_account, recorded_at, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)`)

var moveGoalSQL = store.SQL("casework.moveGoal", `
	UPDATE case_goal SET state = $4, version = version + 1, last_entry = $5 WHERE id = $1 AND case_id = $2 AND version = $3`)
