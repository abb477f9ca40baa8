package workforce

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// DropPlacement takes away a placement that was recorded wrongly. Supervisors of the service may. Fails with errs.NotFound. Records
// PlacementDropped.
type DropPlacement struct {
	Service   string
	Account   id.Account
	Placement string
}

// PlacementDropped says that a placement was taken away.
type PlacementDropped struct {
	Placement string     `json:"placement"`
	Folder    id.Folder  `json:"folder"`
	Account   id.Account `json:"account"`
}

// EventKind names the event.
func (PlacementDropped) EventKind() string { return "staff.placement dropped" }

// Run takes it away and gives its id.
func (d DropPlacement) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActRegister, gate.On{Service: d.Service}); err != nil {
		return "", err
	}
	student, err := load(ctx, tx, d.Service, d.Account)
	if err != nil {
		return "", err
	}
	n, err := store.Exec(ctx, tx, dropPlacementSQL, d.Placement, student.ID)
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", errs.New(errs.NotFound, "there is no such placement")
	}
	tx.Record(PlacementDropped{Placement: d.Placement, Folder: student.Folder, Account: d.Account})
	return d.Placement, nil
}

var dropPlacementSQL = store.SQL("workforce.dropPlacement", `DELETE FROM workforce_placement WHERE id = $1 AND person_id = $2`)
