package casework

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// recordPlan is the key of the plan among what stages demand.
const recordPlan = "plan"

// Confirm records that things a stage demands were done, where a person's word is the record: that coaching was
// explained, that she was told who passed her details on, and where a plan is asked for anew that it was looked at and stands. What is
// made elsewhere (an assessment, a plan, a consent, answers about the person) can't be said to be done. Those who work
// on the case may.
//
// Fails with errs.Invalid. Records Confirmed.
type Confirm struct {
	Case    id.Case
	Service catalogue.Service
	Records []string // keys of what the stage demands
}

// Confirmed says that things a stage demands were done.
type Confirmed struct {
	Case    id.Case
	Folder  id.Folder
	Records []string
}

// EventKind names the event.
func (Confirmed) EventKind() string { return "case.confirmed" }

// Run records them.
func (c Confirm) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, c.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	stage, _ := c.Service.Stage(now.Stage)
	done, err := recorded(ctx, tx, now, 0)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	for _, key := range c.Records {
		if !Sayable(stage, key, slices.Contains(done, recordPlan)) {
			bad.Add("records", "Choose from what can be said to be done: everything else is recorded where it is made")
			break
		}
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if err := mark(ctx, tx, now.ID, c.Records...); err != nil {
		return Case{}, err
	}
	tx.Record(Confirmed{Case: now.ID, Folder: now.Folder, Records: c.Records})
	return now, nil
}

// Sayable tells whether a person's word records a thing that a stage demands. planned says whether there is a plan: where
// it is asked for anew it may stand as it is.
func Sayable(stage catalogue.Stage, key string, planned bool) bool {
	return slices.ContainsFunc(stage.Must, func(m catalogue.Must) bool {
		return m.Key == key && (m.Said || planned && key == recordPlan)
	})
}
