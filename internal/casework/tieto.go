package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var (
	nameOfTie = seal.Register("case_tie", "name", access.Needs)
	needOfTie = seal.Register("case_tie", "need", access.Needs)
)

// Part says what somebody around the person has to do with it (R038, R074).
type Part string

// The parts.
const (
	Supports Part = "supports"
	Affected Part = "affected"
	BothWays Part = "both"
)

// PartsOfTie lists the parts in the order in which a page offers them.
var PartsOfTie = []Part{Supports, Affected, BothWays}

// TieStates are how it stands with somebody around the person.
var TieStates = []string{"now", "not any more"}

// SetTie records somebody of the person's family or network who supports them or is affected too, with
// that one's own need, or changes what was recorded. The other party is never one of them. Those who work
// on the case may.
//
// Fails with errs.Invalid, errs.NotFound, and errs.Stale when somebody changed it since it was read.
// Records TieSet.
type SetTie struct {
	Case     id.Case
	Tie      string         // empty: somebody new
	Version  int            // as read; 0: somebody new
	List     catalogue.List // "ties"
	Name     string         // what they are called: "her sister Amina"
	Relation string
	Part     Part
	Need     string // their own; empty: none is known
	State    string // one of TieStates; empty: now
}

// TieSet says that somebody of the family or network was recorded, or changed.
type TieSet struct {
	Case     id.Case
	Folder   id.Folder
	Tie      string
	Relation string
	Part     Part
}

// EventKind names the event.
func (TieSet) EventKind() string { return "case.tie set" }

// Run records it.
func (s SetTie) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	now, err := begin(ctx, tx, s.Case, ActWork)
	if err != nil {
		return "", err
	}
	if s.State == "" {
		s.State = TieStates[0]
	}
	var bad errs.Fields
	worded(&bad, "name", s.Name, "Say who it is: a first name is enough")
	listed(&bad, "relation", s.List, s.Relation, "Choose who they are to the person")
	among(&bad, "part", s.Part, PartsOfTie, "Choose whether they support, or are affected too")
	among(&bad, "state", s.State, TieStates, "Choose whether it is so now")
	if err := bad.Err(); err != nil {
		return "", err
	}
	row := s.Tie
	if row == "" {
		row = tx.NewID()
	}
	box := cells{ctx: ctx, tx: tx, folder: now.Folder, row: row}
	name, need := box.of(nameOfTie, s.Name), box.of(needOfTie, s.Need)
	if box.err != nil {
		return "", box.err
	}
	by, at := tx.Actor().Account(), tx.Now()
	if s.Tie == "" {
		_, err = store.Exec(ctx, tx, addTieSQL, row, now.ID, now.Folder, name, s.Relation, s.Part, need, s.State, by, at, tx.Entry())
	} else {
		err = changed(store.Exec(ctx, tx, changeTieSQL, row, now.ID, s.Version, name, s.Relation, s.Part, need, s.State, by, at, tx.Entry()))
	}
	if err != nil {
		return "", err
	}
	tx.Record(TieSet{Case: now.ID, Folder: now.Folder, Tie: row, Relation: s.Relation, Part: s.Part})
	return row, nil
}

var addTieSQL = store.SQL("casework.addTie", `
	INSERT INTO case_tie (id, case_id, folder_id, name, relation, part, need, state, by_account, recorded_at, changed_by, changed_at,
		version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10, 1, $11)`)

var changeTieSQL = store.SQL("casework.changeTie", `
	UPDATE case_tie SET name = $4, relation = $5, part = $6, need = $7, state = $8, changed_by = $9, changed_at = $10,
		version = version + 1, last_entry = $11
	WHERE id = $1 AND case_id = $2 AND version = $3`)
