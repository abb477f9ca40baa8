package app

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/identity"
	"goldenthread/internal/intake"
	"goldenthread/internal/job"
)

// lists goes on with lists of cases that were handed in on a page, for whoever handed them in. That she may not any more,
// that the list is gone, was changed or is being worked on by somebody else is no failure: there is nothing to go on with.
func (a *App) lists() {
	job.Handle(a.Jobs, func(ctx context.Context, _ string, e intake.ListGoesOn) error {
		acting, err := identity.StandIn(ctx, a.Gate, e.Account)
		if err == nil {
			_, err = intake.WorkList{Catalogue: a.Catalogue, List: e.List}.Next(acting, a.Gate)
		}
		switch errs.KindOf(err) {
		case errs.Forbidden, errs.NotFound, errs.Stale, errs.Conflict:
			return nil
		}
		return err
	})
}
