package app

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/job"
)

// staffing sees to it that no case stays with somebody who was suspended or whose role has ended.
func (a *App) staffing() {
	job.Handle(a.Jobs, func(ctx context.Context, _ string, _ identity.AccountLeft) error { return a.letGo(ctx) })
}

// LetGo does the same for what nobody did anything about: a role that ended on its day, cases that were brought in
// before there was a supervisor to answer for them.
func (a *App) LetGo(ctx context.Context) error {
	return a.letGo(access.WithActor(ctx, access.NewSystem("job", "")))
}

func (a *App) letGo(ctx context.Context) error {
	left, err := gate.Read(ctx, a.Gate, casework.Stranded)
	if err != nil {
		return err
	}
	for _, l := range left {
		if _, err := gate.Write(ctx, a.Gate, "", l.Run); err != nil {
			return err
		}
	}
	return nil
}

// DropChecks takes the day of the check from cases that were closed before the service's file said that after their reason nobody asks.
func (a *App) DropChecks(ctx context.Context) error {
	ctx = access.WithActor(ctx, access.NewSystem("job", ""))
	drop, err := gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) ([]casework.DropCheck, error) {
		return casework.ChecksToDrop(ctx, v, a.Catalogue.Services())
	})
	for _, d := range drop {
		if err == nil {
			_, err = gate.Write(ctx, a.Gate, "", d.Run)
		}
	}
	return err
}
