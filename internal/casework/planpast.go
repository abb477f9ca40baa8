package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var (
	pastWhat   = seal.Register("case_plan_past", "what", access.Plan)
	pastAgency = seal.Register("case_plan_past", "agency", access.Plan)
)

// line is a goal or a step of the plan as it stands.
type line struct {
	kind         ItemKind
	id           string
	version      int
	what, agency *seal.Value
	state        string
	on           clock.Date
}

// keepPast keeps how a line of the plan reads before it is changed: what was agreed is never lost. The
// line is one of the case's, read by the statement; seen is the version that whoever changes it was
// looking at. Fails with errs.NotFound and errs.Stale.
func keepPast(ctx context.Context, tx *gate.Tx, now Case, one store.Statement, of string, seen int) error {
	l, found, err := store.Find(ctx, tx, one, func(scan store.Scan) (line, error) {
		var l line
		var what, agency []byte
		err := scan(&l.kind, &l.id, &l.version, &what, &agency, &l.state, &l.on)
		l.what, l.agency = l.kind.sealed(now.Folder, l.id, what, agency)
		return l, err
	}, of, now.ID)
	switch {
	case err != nil:
		return err
	case !found:
		return gate.NoSuchRecord()
	case l.version != seen:
		return errs.New(errs.Stale, "somebody changed this while you were writing")
	}
	if err := tx.Open(ctx, l.what, l.agency); err != nil {
		return err
	}
	past := cells{ctx: ctx, tx: tx, folder: now.Folder, row: tx.NewID()}
	what, agency := past.of(pastWhat, l.what.Text()), past.of(pastAgency, l.agency.Text())
	if past.err != nil {
		return past.err
	}
	_, err = store.Exec(ctx, tx, addPastSQL, past.row, now.ID, now.Folder, l.kind, l.id, l.version, what, agency, l.state, l.on,
		tx.Actor().Account(), tx.Now())
	return err
}

var addPastSQL = store.SQL("casework.addPast", `
	INSERT INTO case_plan_past (id, case_id, folder_id, kind, of_id, version, what, agency, state, on_date, by_account, replaced_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`)

var goalLineSQL = store.SQL("casework.goalLine", `
	SELECT 'goal', id, version, what, CAST(NULL AS bytea), state, agreed_on FROM case_goal WHERE id = $1 AND case_id = $2`)

var actionLineSQL = store.SQL("casework.actionLine", `
	SELECT 'action', id, version, what, agency, state, due_on FROM case_action WHERE id = $1 AND case_id = $2`)
