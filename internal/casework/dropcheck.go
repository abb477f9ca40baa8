package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActDropCheck is the program's own.
var ActDropCheck = access.Declare("case.drop check", access.Policy{Systems: []string{"job"}})

// DropCheck takes the day of the check from a closed case after whose reason of closing nobody asks how the person is, as the service's
// file says now: it was closed before the file said so, and nobody is to ring somebody who died or did not want us. The program does it
// by itself, for each that [ChecksToDrop] finds. Fails with errs.Stale. Records CheckDropped.
type DropCheck struct {
	Case    id.Case
	Version int
}

// CheckDropped says that nobody is asked after this reason of closing, so the day on which somebody was to ask was taken away.
type CheckDropped struct {
	Case   id.Case
	Folder id.Folder
	Reason string
	Check  clock.Date
}

// EventKind names the event.
func (CheckDropped) EventKind() string { return "case.check dropped" }

// Run drops it.
func (d DropCheck) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	if err := tx.Authorize(ctx, ActDropCheck, gate.On{}); err != nil {
		return Case{}, err
	}
	now, err := Get(ctx, tx, d.Case)
	if err != nil {
		return Case{}, err
	}
	if err := now.fresh(d.Version); err != nil {
		return Case{}, err
	}
	tx.Record(CheckDropped{Case: now.ID, Folder: now.Folder, Reason: now.CloseReason, Check: now.CheckOn})
	now.CheckOn = ""
	return now, save(ctx, tx, now)
}

// ChecksToDrop finds them, up to 1,000 at a time. The program's own work may.
func ChecksToDrop(ctx context.Context, v *gate.View, services []catalogue.Service) ([]DropCheck, error) {
	if err := v.Authorize(ctx, ActDropCheck, gate.On{}); err != nil {
		return nil, err
	}
	rows := [][]any{{"", ""}} // never empty: an empty row matches nothing
	for _, s := range services {
		for _, reason := range s.Closing {
			if reason.NoCheck {
				rows = append(rows, []any{s.Key, reason.Key})
			}
		}
	}
	return store.Collect(ctx, v, checksToDropSQL, func(scan store.Scan) (DropCheck, error) {
		var d DropCheck
		err := scan(&d.Case, &d.Version)
		return d, err
	}, 1000, store.Rows(rows))
}

// checksToDropSQL is driven by case_file_after.
var checksToDropSQL = store.SQL("casework.checksToDrop", `
	WITH over (service, reason) AS (VALUES {{rows 2}})
	SELECT f.id, f.version
	FROM over o CROSS JOIN case_file f
	WHERE f.service = o.service AND f.state = 'closed' AND f.check_on <> '' AND f.close_reason = o.reason
	ORDER BY f.id
	LIMIT $1`)
