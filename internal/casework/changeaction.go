package casework

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ChangeAction changes a step of the plan: its words, who does it, by when, or that it is done or not
// wanted any more. Those who work on the case may. How it read before is kept. Fails with errs.Invalid, and
// errs.Stale when somebody changed it since it was read. Records ActionChanged.
type ChangeAction struct {
	Case    id.Case
	Action  string
	Version int
	State   ActionState
	Step    *Step // nil: its words stay as they are
}

// ActionChanged says that a step of the plan was changed, done or left out.
type ActionChanged struct {
	Case    id.Case
	Folder  id.Folder
	Step    string
	State   ActionState
	Version int
}

// EventKind names the event.
func (ActionChanged) EventKind() string { return "case.action changed" }

// Run changes the step.
func (c ChangeAction) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, c.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	among(&bad, "state", c.State, ActionStates, "Choose how far it is")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if c.Step != nil {
		if err := c.Step.check(); err != nil {
			return Case{}, err
		}
	}
	if err := keepPast(ctx, tx, now, actionLineSQL, c.Action, c.Version); err != nil {
		return Case{}, err
	}
	settled := clock.Date("")
	if c.State != ActionOpen {
		settled = tx.Now().Date()
	}
	if _, err := store.Exec(ctx, tx, moveActionSQL, c.Action, now.ID, c.State, settled, tx.Entry()); err != nil {
		return Case{}, err
	}
	if c.Step != nil {
		what, agency, err := c.Step.seal(ctx, tx, now.Folder, c.Action)
		if err != nil {
			return Case{}, err
		}
		if _, err := store.Exec(ctx, tx, rewordActionSQL, c.Action, now.ID, what, c.Step.Owner, agency, c.Step.Due, endOfDay(c.Step.Due.Start())); err != nil {
			return Case{}, err
		}
	}
	tx.Record(ActionChanged{Case: now.ID, Folder: now.Folder, Step: c.Action, State: c.State, Version: c.Version + 1})
	return now, mark(ctx, tx, now.ID, recordPlan)
}

var moveActionSQL = store.SQL("casework.moveAction", `
	UPDATE case_action SET state = $3, settled_on = $4, version = version + 1, last_entry = $5 WHERE id = $1 AND case_id = $2`)

var rewordActionSQL = store.SQL("casework.rewordAction", `
	UPDATE case_action SET what = $3, owner = $4, agency = $5, due_on = $6, due_at = $7 WHERE id = $1 AND case_id = $2`)
