package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActFollow is for the worker of the outbox: a clock follows what was decided elsewhere.
var ActFollow = access.Declare("case.follow", access.Policy{Systems: []string{"job"}})

// FollowContact lets the clock of a case run again when contact is possible again: the number was
// mended, or a person decided that it is safe. A clock that stands for another reason stands on. It is
// an effect of package referral's decisions, carried out by the job. Fails with errs.Conflict when there
// is nothing to do. Records ClockResumed.
type FollowContact struct {
	Folder id.Folder
	Set    *catalogue.Set
}

// Run follows.
func (f FollowContact) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, service, err := follow(ctx, tx, f.Folder, f.Set)
	if err != nil {
		return Case{}, err
	}
	pause, standing, err := pauseOf(ctx, tx, now.ID)
	if err != nil {
		return Case{}, err
	}
	if !standing || pause.Reason != PauseWrongNumber && pause.Reason != PauseUnsafe {
		return Case{}, errs.New(errs.Conflict, "no clock stands for want of contact")
	}
	return pause.end(ctx, tx, now, service)
}

// FollowBand gives a stage whose clock goes by the band of risk the deadline of the band it is now,
// counted from when the stage began, without the time for which its clock stood: a review due in eight weeks is
// due in two when the risk is high.
// It is an effect of scoring, carried out by the job. Fails with errs.Conflict when there is nothing to
// do. Records ClockMoved.
type FollowBand struct {
	Folder id.Folder
	Set    *catalogue.Set
}

// ClockMoved says that the band of risk gives the stage another deadline.
type ClockMoved struct {
	Case   id.Case
	Folder id.Folder
	Stage  string
	Band   string
	Due    clock.Instant
}

// EventKind names the event.
func (ClockMoved) EventKind() string { return "case.clock moved" }

// Run follows.
func (f FollowBand) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, service, err := follow(ctx, tx, f.Folder, f.Set)
	if err != nil {
		return Case{}, err
	}
	stage, _ := service.Stage(now.Stage)
	if _, standing, err := pauseOf(ctx, tx, now.ID); err != nil || standing || stage.Clock.Unit != catalogue.Band {
		return Case{}, either(err, errs.New(errs.Conflict, "the stage has no clock that goes by the band, or it stands"))
	}
	band, err := assessment.BandOf(ctx, tx, f.Folder)
	if err != nil {
		return Case{}, err
	}
	since, err := store.One(ctx, tx, stageSinceSQL, store.Value[clock.Instant], now.ID)
	if err != nil {
		return Case{}, err
	}
	pauses, err := store.Collect(ctx, tx, pausesSinceSQL, func(scan store.Scan) (p ended, err error) {
		err = scan(&p.since, &p.until)
		return p, err
	}, now.ID, since)
	if err != nil {
		return Case{}, err
	}
	pace := stage.ClockFor(band)
	due := service.Hours.Deadline(since, pace)
	for _, p := range pauses {
		due = service.Hours.Resume(pace, p.since, due, p.until)
	}
	if due == now.StageDue {
		return Case{}, errs.New(errs.Conflict, "the deadline is the band's already")
	}
	tx.Record(ClockMoved{Case: now.ID, Folder: now.Folder, Stage: now.Stage, Band: band, Due: due})
	return now.setDue(ctx, tx, due)
}

// ended is a pause of a clock that runs again.
type ended struct{ since, until clock.Instant }

// follow loads the open case of a folder for the job.
func follow(ctx context.Context, tx *gate.Tx, f id.Folder, set *catalogue.Set) (Case, catalogue.Service, error) {
	if err := tx.Authorize(ctx, ActFollow, gate.On{Folder: f}); err != nil {
		return Case{}, catalogue.Service{}, err
	}
	now, found, err := ByFolder(ctx, tx, f)
	if err != nil {
		return Case{}, catalogue.Service{}, err
	}
	if !found {
		return Case{}, catalogue.Service{}, errs.New(errs.Conflict, "nobody has opened a case in this folder")
	}
	service, ok := set.Service(now.Service)
	if !ok {
		return Case{}, catalogue.Service{}, errs.New(errs.Internal, "a case of a service whose file is gone")
	}
	return now, service, now.open()
}

// stageSinceSQL is driven by case_stage_case.
var stageSinceSQL = store.SQL("casework.stageSince", `SELECT max(since_at) FROM case_stage WHERE case_id = $1`)

// pausesSinceSQL gives the pauses that ended of the stage that began at an instant, in their order. Driven by
// case_pause_case.
var pausesSinceSQL = store.SQL("casework.pausesSince", `
	SELECT since_at, until_at FROM case_pause WHERE case_id = $1 AND since_at >= $2 AND until_at > 0 ORDER BY since_at, id`)
