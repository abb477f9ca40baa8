package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var noteOfPower = seal.Register("case_power", "note", access.Needs)

// AdviseOnPowers records advice on the powers there are against anti-social behaviour; each power advised
// on is counted (R147). Those who work on the case may. Records PowersAdvised.
type AdviseOnPowers struct {
	Case  id.Case
	List  catalogue.List // "asb-powers"
	Codes []string
	Note  string
	On    clock.Date
}

// PowersAdvised says that somebody advised on powers.
type PowersAdvised struct {
	Case   id.Case
	Folder id.Folder
	Codes  []string
}

// EventKind names the event.
func (PowersAdvised) EventKind() string { return "case.powers advised" }

// Run records the advice.
func (a AdviseOnPowers) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, a.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	if len(a.Codes) == 0 {
		bad.Add("codes", "Choose at least one power")
	}
	for _, code := range a.Codes {
		listed(&bad, "codes", a.List, code, "Choose from the list")
	}
	happened(&bad, "on", a.On, tx.Now().Date(), "the day of the advice")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	rows := make([][]any, 0, len(a.Codes))
	for _, code := range a.Codes {
		row := tx.NewID()
		note, err := tx.Seal(ctx, noteOfPower, now.Folder, row, a.Note)
		if err != nil {
			return Case{}, err
		}
		rows = append(rows, []any{row, now.ID, now.Folder, code, note, a.On, tx.Actor().Account(), tx.Now()})
	}
	if _, err := store.Exec(ctx, tx, addPowersSQL, store.Rows(rows)); err != nil {
		return Case{}, err
	}
	tx.Record(PowersAdvised{Case: now.ID, Folder: now.Folder, Codes: a.Codes})
	return now, nil
}

var addPowersSQL = store.SQL("casework.addPowers", `
	INSERT INTO case_power (id, case_id, folder_id, code, note, on_date, by_account, recorded_at) VALUES {{rows 8}}`)
