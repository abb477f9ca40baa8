package casework

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ChangeGoal words a goal of the plan anew, as it was agreed again. Those who work on the case may. The
// wording before is kept. Fails with errs.Invalid, and errs.Stale when somebody changed the goal since it
// was read. Records GoalChanged.
type ChangeGoal struct {
	Case    id.Case
	Goal    string
	Version int
	What    string
	With    AgreedWith
	On      clock.Date // when it was agreed so
}

// GoalChanged says that a goal was worded anew.
type GoalChanged struct {
	Case    id.Case
	Folder  id.Folder
	Goal    string
	Version int
}

// EventKind names the event.
func (GoalChanged) EventKind() string { return "case.goal changed" }

// Run changes the goal.
func (c ChangeGoal) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, c.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	if err := checkGoal(c.What, c.With, c.On, tx.Now().Date()); err != nil {
		return Case{}, err
	}
	if err := keepPast(ctx, tx, now, goalLineSQL, c.Goal, c.Version); err != nil {
		return Case{}, err
	}
	what, err := tx.Seal(ctx, whatGoal, now.Folder, c.Goal, c.What)
	if err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, changeGoalSQL, c.Goal, now.ID, c.Version, what, c.With, c.On, tx.Entry()); err != nil {
		return Case{}, err
	}
	tx.Record(GoalChanged{Case: now.ID, Folder: now.Folder, Goal: c.Goal, Version: c.Version + 1})
	return now, mark(ctx, tx, now.ID, recordPlan)
}

var changeGoalSQL = store.SQL("casework.changeGoal", `
	UPDATE case_goal SET what = $4, agreed_with = $5, agreed_on = $6, version = version + 1, last_entry = $7
	WHERE id = $1 AND case_id = $2 AND version = $3`)
