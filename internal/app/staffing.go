package app

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/job"
)

// staffing sees to it that no case stays with somebody who can't work on it any more.
func (a *App) staffing() {
	job.Handle(a.Jobs, func(ctx context.Context, _ string, e identity.AccountLeft) error {
		_, err := gate.Write(ctx, a.Gate, "", casework.LetGo{Account: e.Account}.Run)
		return err
	})
}
