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

var whoFits = seal.Register("case_safety", "who", access.Plan)

// SafetyState is how far an item of home security or personal safety is (R079).
type SafetyState string

// The states, in the order in which they follow.
const (
	SafetyAsked    SafetyState = "asked"
	SafetyArranged SafetyState = "arranged"
	SafetyFitted   SafetyState = "fitted"
	SafetyLeftOut  SafetyState = "not wanted any more"
)

// SafetyStates lists the states.
var SafetyStates = []SafetyState{SafetyAsked, SafetyArranged, SafetyFitted, SafetyLeftOut}

// SetSafety records an item of home security or personal safety that was asked for, arranged or fitted,
// or how far one is now. The catalogue's list says in which of the two categories it counts (R081). Those
// who work on the case may.
//
// Fails with errs.Invalid, and errs.Stale when somebody changed it since it was read. Records SafetySet.
type SetSafety struct {
	Case    id.Case
	Item    string         // empty: a new one
	Version int            // as read; 0: a new one
	List    catalogue.List // "safety-items"
	Code    string         // of a new one
	State   SafetyState
	Who     string // who fits it, or gives it
	On      clock.Date
}

// SafetySet says that an item of home security or personal safety was asked for, arranged or fitted.
type SafetySet struct {
	Case   id.Case
	Folder id.Folder
	Item   string
	State  SafetyState
}

// EventKind names the event.
func (SafetySet) EventKind() string { return "case.safety set" }

// Run records it.
func (s SetSafety) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	now, err := begin(ctx, tx, s.Case, ActWork)
	if err != nil {
		return "", err
	}
	var bad errs.Fields
	code, known := s.List.Code(s.Code)
	if s.Item == "" && !known {
		bad.Add("code", "Choose what it is")
	}
	among(&bad, "state", s.State, SafetyStates, "Choose how far it is")
	happened(&bad, "on", s.On, tx.Now().Date(), "the day")
	if err := bad.Err(); err != nil {
		return "", err
	}
	row := s.Item
	if row == "" {
		row = tx.NewID()
	}
	who, err := tx.Seal(ctx, whoFits, now.Folder, row, s.Who)
	if err != nil {
		return "", err
	}
	if s.Item == "" {
		_, err = store.Exec(ctx, tx, addSafetySQL, row, now.ID, now.Folder, s.Code, code.Group, s.On, tx.Actor().Account(), tx.Now(), tx.Entry())
		s.Version = 1
	}
	if err == nil {
		err = changed(store.Exec(ctx, tx, moveSafetySQL, row, now.ID, s.Version, s.State, who, s.On, tx.Actor().Account(), tx.Now(), tx.Entry()))
	}
	if err != nil {
		return "", err
	}
	tx.Record(SafetySet{Case: now.ID, Folder: now.Folder, Item: row, State: s.State})
	return row, nil
}

var addSafetySQL = store.SQL("casework.addSafety", `
	INSERT INTO case_safety (id, case_id, folder_id, code, category, state, asked_on, arranged_on, fitted_on, by_account, recorded_at,
		changed_by, changed_at, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, 'asked', $6, '', '', $7, $8, $7, $8, 1, $9)`)

// moveSafetySQL keeps the day of each state.
var moveSafetySQL = store.SQL("casework.moveSafety", `
	UPDATE case_safety SET state = $4, who = $5, arranged_on = CASE WHEN $4 = 'arranged' THEN $6 ELSE arranged_on END,
		fitted_on = CASE WHEN $4 = 'fitted' THEN $6 ELSE fitted_on END, changed_by = $7, changed_at = $8, version = version + 1, last_entry = $9
	WHERE id = $1 AND case_id = $2 AND version = $3`)
