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

// The reasons for which the work itself stops a clock; the catalogue's list "pause-reasons" has these
// and others.
const (
	PauseWrongNumber = "wrong_number"
	PauseUnsafe      = "unsafe"
)

var whyPaused = seal.Register("case_pause", "note", access.Plan)

// PauseClock stops the clock of the stage a case is at: a wrong number went back to the police, the
// person is away, it is not safe. Those who work on the case may. It says when to look again, and until
// then the case is late for nothing. A clock that stands can't be stopped again.
//
// Fails with errs.Invalid, errs.Stale, errs.Conflict. Records ClockPaused. Practice part 3.2.
type PauseClock struct {
	Case    id.Case
	Version int
	List    catalogue.List // "pause-reasons"
	Reason  string
	Note    string
	BackOn  clock.Date // when to look again
}

// Run stops the clock.
func (p PauseClock) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, p.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	if err := now.fresh(p.Version); err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	if _, ok := p.List.Code(p.Reason); !ok {
		bad.Add("reason", "Choose why the clock stands still")
	}
	if p.BackOn <= tx.Now().Date() {
		bad.Add("back_on", "Give the day on which to look again: tomorrow or later")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if _, standing, err := pauseOf(ctx, tx, now.ID); err != nil || standing {
		return Case{}, either(err, errs.New(errs.Conflict, "the clock stands still already"))
	}
	if now.StageDue == clock.Never {
		return Case{}, errs.New(errs.Conflict, "this stage has no clock that could be stopped")
	}
	return stopClock(ctx, tx, now, p.Reason, p.Note, p.BackOn)
}

// either gives the first of two errors that there is.
func either(err, or error) error {
	if err != nil {
		return err
	}
	return or
}

// ClockPaused says that the clock of a stage stands still.
type ClockPaused struct {
	Case   id.Case
	Folder id.Folder
	Stage  string
	Reason string
}

// EventKind names the event.
func (ClockPaused) EventKind() string { return "case.clock stopped" }

// stopClock lets the clock of a case stand from now on.
func stopClock(ctx context.Context, tx *gate.Tx, now Case, reason, note string, back clock.Date) (Case, error) {
	pause := tx.NewID()
	box, err := tx.Seal(ctx, whyPaused, now.Folder, pause, note)
	if err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, addPauseSQL, pause, now.ID, now.Folder, now.Stage, reason, box, tx.Now(), now.StageDue, back,
		tx.Actor().Account(), tx.Entry()); err != nil {
		return Case{}, err
	}
	tx.Record(ClockPaused{Case: now.ID, Folder: now.Folder, Stage: now.Stage, Reason: reason})
	now.StageDue, now.Try, now.still = clock.Never, Try{}, true
	if err := save(ctx, tx, now); err != nil {
		return Case{}, err
	}
	now.Version++
	now.still = false
	return now, nil
}

// pauseForContact stops the clock because nobody may make contact for now. A clock that stands, or that
// there is none of, stays as it is.
func pauseForContact(ctx context.Context, tx *gate.Tx, now Case, reason string) (Case, error) {
	if now.StageDue == clock.Never {
		return now, now.setTry(ctx, tx, Try{})
	}
	return stopClock(ctx, tx, now, reason, "", "")
}

// ResumeClock lets the clock of a case run again: what was left when it was stopped is left now, in the
// service's own hours. Those who work on the case may. Fails with errs.Conflict when it does not stand.
// Records ClockResumed.
type ResumeClock struct {
	Case    id.Case
	Service catalogue.Service
}

// Run lets it run again.
func (r ResumeClock) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, r.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	pause, standing, err := pauseOf(ctx, tx, now.ID)
	if err != nil || !standing {
		return Case{}, either(err, errs.New(errs.Conflict, "the clock is running already"))
	}
	return pause.end(ctx, tx, now, r.Service)
}

// Pause is a clock that stands.
type Pause struct {
	ID     string
	Reason string
	Since  clock.Instant
	Due    clock.Instant // the deadline it had
	BackOn clock.Date    // when to look again; empty: when contact is possible again
}

// end lets the clock run again with what was left of it.
func (p Pause) end(ctx context.Context, tx *gate.Tx, now Case, s catalogue.Service) (Case, error) {
	if err := endPause(ctx, tx, now); err != nil {
		return Case{}, err
	}
	stage, _ := s.Stage(now.Stage)
	pace, err := paceOf(ctx, tx, now.Folder, stage)
	if err != nil {
		return Case{}, err
	}
	if now.Try, err = upcoming(ctx, tx, now, s); err != nil {
		return Case{}, err
	}
	return now.setDue(ctx, tx, s.Hours.Resume(stage.ClockFor(pace), p.Since, p.Due, tx.Now()))
}

// setDue gives the stage a case is at another deadline. It is the caller's to say why.
func (c Case) setDue(ctx context.Context, tx *gate.Tx, due clock.Instant) (Case, error) {
	c.StageDue = due
	if err := save(ctx, tx, c); err != nil {
		return Case{}, err
	}
	c.Version++
	_, err := store.Exec(ctx, tx, moveStepDueSQL, c.ID, due)
	return c, err
}

// ClockResumed says that it runs again, or the stage was left.
type ClockResumed struct {
	Case   id.Case
	Folder id.Folder
	Stage  string
}

// EventKind names the event.
func (ClockResumed) EventKind() string { return "case.clock runs again" }

// endPause notes that the clock of a case does not stand any more; nothing, when it did not.
func endPause(ctx context.Context, tx *gate.Tx, now Case) error {
	n, err := store.Exec(ctx, tx, endPauseSQL, now.ID, tx.Now(), tx.Entry())
	if err == nil && n > 0 {
		tx.Record(ClockResumed{Case: now.ID, Folder: now.Folder, Stage: now.Stage})
	}
	return err
}

func pauseOf(ctx context.Context, q gate.Reader, c id.Case) (Pause, bool, error) {
	return store.Find(ctx, q, pauseSQL, func(scan store.Scan) (Pause, error) {
		var p Pause
		err := scan(&p.ID, &p.Reason, &p.Since, &p.Due, &p.BackOn)
		return p, err
	}, c)
}

var addPauseSQL = store.SQL("casework.addPause", `
	INSERT INTO case_pause (id, case_id, folder_id, stage, reason, note, since_at, due_at, back_on, until_at, by_account, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11)`)

var pauseSQL = store.SQL("casework.pause", `
	SELECT id, reason, since_at, due_at, back_on FROM case_pause WHERE case_id = $1 AND until_at = 0`)

var endPauseSQL = store.SQL("casework.endPause", `
	UPDATE case_pause SET until_at = $2, last_entry = $3 WHERE case_id = $1 AND until_at = 0`)

// moveStepDueSQL moves the deadline of the step a case is at, which is its last.
var moveStepDueSQL = store.SQL("casework.moveStepDue", `
	UPDATE case_stage SET due_at = $2
	WHERE case_id = $1 AND since_at = (SELECT max(n.since_at) FROM case_stage n WHERE n.case_id = $1)`)
