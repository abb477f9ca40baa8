package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var howAfter = seal.Register("case_check", "how", access.Notes)

// CheckAfter records the check some time after closing: is it still all right? Who may close may.
// When it is not, the case is opened again with [Reopen]. Records CheckedAfter.
type CheckAfter struct {
	Case    id.Case
	Version int
	Service catalogue.Service
	Outcome string // one of CheckOutcomes
	How     string
}

// CheckOutcomes are the answers to the check.
var CheckOutcomes = []string{"still all right", "not all right", "not reached", "not asked"}

// Run records the check.
func (c CheckAfter) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := Get(ctx, tx, c.Case)
	if err != nil {
		return Case{}, err
	}
	if err := tx.Authorize(ctx, ActClose, gate.On{Folder: now.Folder}); err != nil {
		return Case{}, err
	}
	if err := now.fresh(c.Version); err != nil {
		return Case{}, err
	}
	if now.State != Closed || now.CheckOn.IsZero() {
		return Case{}, errs.New(errs.Conflict, "no check is due on this case")
	}
	if !slices.Contains(CheckOutcomes, c.Outcome) {
		var bad errs.Fields
		bad.Add("outcome", "Choose how it is")
		return Case{}, bad.Err()
	}
	check := tx.NewID()
	how, err := tx.Seal(ctx, howAfter, now.Folder, check, c.How)
	if err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, addCheckSQL, check, now.ID, now.Folder, c.Outcome, how, tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	now.CheckOn = ""
	if st := c.Service.StagesOf(catalogue.StepPostClosure); len(st) > 0 {
		now.Stage = st[0].Key
	}
	if err := save(ctx, tx, now); err != nil {
		return Case{}, err
	}
	now.Version++
	tx.Record(CheckedAfter{Case: now.ID, Folder: now.Folder, Outcome: c.Outcome})
	return now, addStage(ctx, tx, now, c.Outcome)
}

var addCheckSQL = store.SQL("casework.addCheck", `
	INSERT INTO case_check (id, case_id, folder_id, outcome, how, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
