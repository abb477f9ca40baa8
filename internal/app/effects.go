package app

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/job"
	"goldenthread/internal/referral"
)

// effects registers what follows, in a package above, from what was done in one below.
func (a *App) effects() {
	job.Handle(a.Jobs, func(ctx context.Context, key string, e referral.GoesOn) error {
		return carry(ctx, a, key, casework.FollowContact{Folder: e.Folder, Set: a.Catalogue}.Run)
	})
	job.Handle(a.Jobs, func(ctx context.Context, key string, e assessment.Banded) error {
		return carry(ctx, a, key, casework.FollowBand{Folder: e.Folder, Set: a.Catalogue}.Run)
	})
	job.Handle(a.Jobs, a.sendMail)
	job.Handle(a.Jobs, a.sendWeekly)
}

// carry carries out the command of an effect once, however often it is tried. That there is nothing to do
// is no failure: the case moved on meanwhile.
func carry[T any](ctx context.Context, a *App, key string, run func(context.Context, *gate.Tx) (T, error)) error {
	_, err := gate.Write(ctx, a.Gate, key, run)
	if errs.KindOf(err) == errs.Conflict {
		return nil
	}
	return err
}
