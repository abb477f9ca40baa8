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

var whyLate = seal.Register("case_late", "note", access.Plan)

// GiveReason records a good reason for a step that is late, or was: the one the case is at, when its
// deadline has passed, or else the last one that was left after its own. Those who work on the case may,
// also when the case is closed. The step stays late; the case's page shows it with its reason.
//
// Fails with errs.Invalid, and errs.Conflict when no step was late or the reason is given already.
// Records ReasonGiven.
type GiveReason struct {
	Case   id.Case
	List   catalogue.List // "late-reasons"
	Reason string
	Note   string
}

// ReasonGiven says that there was a good reason for a late step.
type ReasonGiven struct {
	Case   id.Case
	Folder id.Folder
	Stage  string
	Reason string
}

// EventKind names the event.
func (ReasonGiven) EventKind() string { return "case.reason given" }

// Run records the reason.
func (g GiveReason) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := Get(ctx, tx, g.Case)
	if err != nil {
		return Case{}, err
	}
	if err := tx.Authorize(ctx, ActWork, gate.On{Folder: now.Folder}); err != nil {
		return Case{}, err
	}
	if _, ok := g.List.Code(g.Reason); !ok {
		var bad errs.Fields
		bad.Add("reason", "Choose the reason")
		return Case{}, bad.Err()
	}
	step, late, err := lateStep(ctx, tx, now.ID)
	if err != nil || !late {
		return Case{}, either(err, errs.New(errs.Conflict, "no step of this case was late without a reason"))
	}
	record := tx.NewID()
	note, err := tx.Seal(ctx, whyLate, now.Folder, record, g.Note)
	if err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, addLateSQL, record, now.ID, now.Folder, step.ID, g.Reason, note, tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(ReasonGiven{Case: now.ID, Folder: now.Folder, Stage: step.Stage, Reason: g.Reason})
	return now, nil
}

// LateStage is a stage whose deadline passed before it was left.
type LateStage struct {
	ID, Stage string
	Due       clock.Instant
}

// LateStep gives the latest step of a case that was late and has no reason yet; false when there is
// none. Those who work on the case may ask.
func LateStep(ctx context.Context, v gate.Reader, c Case) (LateStage, bool, error) {
	if err := v.Authorize(ctx, ActWork, gate.On{Folder: c.Folder}); err != nil {
		return LateStage{}, false, err
	}
	return lateStep(ctx, v, c.ID)
}

func lateStep(ctx context.Context, q gate.Reader, c id.Case) (LateStage, bool, error) {
	return store.Find(ctx, q, lateStepSQL, func(scan store.Scan) (LateStage, error) {
		var s LateStage
		err := scan(&s.ID, &s.Stage, &s.Due)
		return s, err
	}, c, q.Now())
}

var addLateSQL = store.SQL("casework.addLate", `
	INSERT INTO case_late (id, case_id, folder_id, step_id, reason, note, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)

// lateStepSQL is driven by case_stage_case. A step that still lasts is late from its deadline on; not
// while its clock stands.
var lateStepSQL = store.SQL("casework.lateStep", `
	SELECT s.id, s.stage, s.due_at
	FROM case_stage s
	WHERE s.case_id = $1 AND s.due_at > 0
		AND s.due_at < COALESCE((SELECT min(n.since_at) FROM case_stage n WHERE n.case_id = s.case_id AND n.since_at > s.since_at),
			(SELECT p.since_at FROM case_pause p WHERE p.case_id = s.case_id AND p.until_at = 0), $2)
		AND NOT EXISTS (SELECT 1 FROM case_late l WHERE l.step_id = s.id)
	ORDER BY s.since_at DESC, s.id
	LIMIT 1`)
