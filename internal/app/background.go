package app

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"goldenthread/internal/access"
	"goldenthread/internal/audit"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/store"
)

const (
	checkpointEvery = time.Minute
	forgetEvery     = time.Hour
	tellEvery       = 20 * time.Second // how long act now waits at most for its letter
	letGoEvery      = time.Hour
	rotateEvery     = 24 * time.Hour
)

// logOrigin names the audit log in its checkpoints.
const logOrigin = "goldenthread"

// Background starts what goes on beside requests: the audit log's leader, the worker of the outbox,
// signed checkpoints, the ledger of erasures beside the key ring, the keys' weekly epoch, forgetting what was typed and never sent,
// finding what staff are to be written to about, giving the cases of those who have left to somebody who answers
// for them, and taking the day of a check from closed cases of people whom nobody asks any more. It ends with ctx; the function it gives waits until everything has ended, and gives the first fault.
func (a *App) Background(ctx context.Context) func() error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return a.Log.Run(ctx) })
	group.Go(func() error { return a.Jobs.Run(ctx) })
	group.Go(func() error { a.every(ctx, checkpointEvery, "signing a checkpoint", a.Checkpoint); return nil })
	group.Go(func() error {
		a.every(ctx, checkpointEvery, "keeping the ledger of erasures", a.KeepErasures)
		return nil
	})
	group.Go(func() error {
		a.every(ctx, rotateEvery, "renewing the epoch key", func(ctx context.Context) error {
			_, err := a.Keys.Rotate(ctx, a.DB)
			return err
		})
		return nil
	})
	group.Go(func() error {
		a.every(ctx, forgetEvery, "forgetting what was typed and not sent", a.ForgetUnfinished)
		return nil
	})
	group.Go(func() error {
		a.every(ctx, tellEvery, "queueing letters to staff", a.QueueMail)
		return nil
	})
	group.Go(func() error {
		a.every(ctx, letGoEvery, "finding cases whose worker has left", a.LetGo)
		return nil
	})
	group.Go(func() error {
		a.every(ctx, letGoEvery, "finding people whom nobody asks after closing", a.DropChecks)
		return nil
	})
	return group.Wait
}

// ForgetUnfinished takes away what people who ask for help typed and did not send within a day, and lists of cases
// that were handed in and not taken in within a week.
func (a *App) ForgetUnfinished(ctx context.Context) error {
	ctx = access.WithActor(ctx, access.NewSystem("job", ""))
	_, err := gate.Write(ctx, a.Gate, "", intake.ForgetUnfinished{}.Run)
	if err != nil {
		return err
	}
	_, err = gate.Write(ctx, a.Gate, "", intake.ForgetLists{}.Run)
	return err
}

// every does a thing at once and then in an even rhythm until ctx ends. A failure is logged and the
// thing is tried again at the next beat.
func (a *App) every(ctx context.Context, beat time.Duration, what string, do func(context.Context) error) {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			a.Config.Log.Error(what, "fault", errs.KindOf(err).String())
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Checkpoint signs the log as it stands, with the digest of the policy in force.
func (a *App) Checkpoint(ctx context.Context) error {
	signer, err := audit.LoadSigner(a.signerPath(), logOrigin)
	if err != nil {
		return err
	}
	if _, err := a.Log.SequenceNow(ctx); err != nil {
		return err
	}
	return a.DB.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error {
		_, err := a.Log.Checkpoint(ctx, u, signer, a.Policy())
		return err
	})
}
