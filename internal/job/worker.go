package job

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
)

const (
	atOnce    = 20 // effects carried out before the program looks whether it is to stop
	mostTries = 8
	pause     = time.Second // between looks at an empty outbox
)

var actRun = access.Declare("job.run", access.Policy{Systems: []string{"job"}})

// Handler carries out one effect. ctx holds the actor it acts as.
type Handler func(ctx context.Context, w gate.Waiting) error

// Worker carries out effects by the handlers it was given.
type Worker struct {
	gate     *gate.Gate
	log      *slog.Logger
	handlers map[string]Handler
}

// NewWorker makes a worker without handlers.
func NewWorker(g *gate.Gate, log *slog.Logger) *Worker {
	return &Worker{gate: g, log: log, handlers: map[string]Handler{}}
}

// Handle registers the handler of effects of one kind, given as the effect it reads from the
// payload. Two handlers of one kind stop the program.
func Handle[E gate.Effect](w *Worker, fn func(ctx context.Context, id string, effect E) error) {
	var zero E
	kind := zero.EffectKind()
	if _, twice := w.handlers[kind]; twice {
		panic("job: two handlers of " + kind)
	}
	w.handlers[kind] = func(ctx context.Context, waiting gate.Waiting) error {
		var effect E
		if err := json.Unmarshal(waiting.Payload, &effect); err != nil {
			return errs.Wrap(errs.Internal, "reading the effect "+kind, err)
		}
		return fn(ctx, waiting.ID, effect)
	}
}

// Run looks for effects until ctx ends.
func (w *Worker) Run(ctx context.Context) error {
	for {
		n, err := w.RunDue(ctx)
		if err != nil && ctx.Err() == nil {
			w.log.Error("looking for effects", "fault", errs.KindOf(err).String())
		}
		if n == atOnce && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

// RunDue carries out what is due, up to a number, and tells how many effects it was given. Each is
// leased just before it is carried out: leased together, the last would wait for the first, and its lease
// would pass to another node meanwhile.
func (w *Worker) RunDue(ctx context.Context) (int, error) {
	ctx = gate.InBulk(access.WithActor(ctx, access.NewSystem("job", "")))
	for n := range atOnce {
		waiting, found, err := w.claim(ctx)
		if err != nil || !found {
			return n, err
		}
		if err := w.carryOut(ctx, waiting); err != nil {
			return n + 1, err
		}
	}
	return atOnce, nil
}

func (w *Worker) claim(ctx context.Context) (gate.Waiting, bool, error) {
	type claimed struct {
		Waiting gate.Waiting
		Found   bool
	}
	c, err := gate.Write(ctx, w.gate, "", func(ctx context.Context, tx *gate.Tx) (c claimed, err error) {
		if err := tx.Authorize(ctx, actRun, gate.On{}); err != nil {
			return c, err
		}
		tx.Unaudited("leasing an effect")
		c.Waiting, c.Found, err = tx.Claim(ctx, mostTries, gate.Lease)
		return c, err
	})
	return c.Waiting, c.Found, err
}

func (w *Worker) carryOut(ctx context.Context, waiting gate.Waiting) error {
	fault := w.try(ctx, waiting)
	_, err := gate.Write(ctx, w.gate, "", func(ctx context.Context, tx *gate.Tx) (struct{}, error) {
		if err := tx.Authorize(ctx, actRun, gate.On{}); err != nil {
			return struct{}{}, err
		}
		tx.Unaudited("settling an effect")
		if fault == nil {
			return struct{}{}, tx.Done(ctx, waiting)
		}
		next := clock.Never
		if waiting.Tries < mostTries {
			next = tx.Now().Add(backoff(waiting.Tries))
		}
		return struct{}{}, tx.Failed(ctx, waiting, next, errs.KindOf(fault).String())
	})
	if fault != nil {
		w.log.Warn("an effect failed", "kind", waiting.Kind, "try", waiting.Tries, "fault", errs.KindOf(fault).String())
	}
	return err
}

// try runs the handler. One that panics has failed like any other: the next effect and the server go on.
// What it panicked with may hold anything, so that only its place is logged.
func (w *Worker) try(ctx context.Context, waiting gate.Waiting) (fault error) {
	defer func() {
		if broken := recover(); broken != nil {
			w.log.Error("a handler of effects panicked", "kind", waiting.Kind, "panic", fmt.Sprintf("%T", broken), "stack", string(debug.Stack()))
			fault = errs.New(errs.Internal, "the handler of effects of kind "+waiting.Kind+" panicked")
		}
	}()
	handle, known := w.handlers[waiting.Kind]
	if !known {
		return errs.New(errs.Internal, fmt.Sprintf("no handler for effects of kind %s", waiting.Kind))
	}
	return handle(access.WithActor(ctx, access.NewSystem("job", waiting.OnBehalfOf)), waiting)
}

// backoff waits twice as long after each try, from 2 seconds up to about 4 minutes, spread by a
// quarter either way so that nodes do not try in step.
func backoff(tries int) time.Duration {
	d := time.Second << min(tries, 8)
	return d*3/4 + rand.N(d/2)
}
