package gate

import (
	"context"
	"io"

	"goldenthread/internal/access"
	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Gate opens units of work on one database. It is safe for several goroutines.
type Gate struct {
	db     *store.DB
	keys   *seal.Keys
	log    *audit.Log
	clock  clock.Clock
	random io.Reader
}

// Parts are what a gate is made of.
type Parts struct {
	DB     *store.DB
	Keys   *seal.Keys
	Log    *audit.Log
	Clock  clock.Clock
	Random io.Reader // where ids come from; nil: the system's
}

// New makes a gate.
func New(p Parts) *Gate {
	if p.Random == nil {
		p.Random = id.Random
	}
	return &Gate{db: p.DB, keys: p.Keys, log: p.Log, clock: p.Clock, random: p.Random}
}

// Clock is the clock units of work take their time from.
func (g *Gate) Clock() clock.Clock { return g.clock }

type laneKey struct{}

// InBulk returns a context whose writes give way to interactive ones: for files and jobs.
func InBulk(ctx context.Context) context.Context {
	return context.WithValue(ctx, laneKey{}, store.Bulk)
}

func laneOf(ctx context.Context) store.Lane {
	if lane, ok := ctx.Value(laneKey{}).(store.Lane); ok {
		return lane
	}
	return store.Interactive
}

type requestKey struct{}

// WithRequest returns a context whose audit entries name the request they belong to.
func WithRequest(ctx context.Context, requestID string) context.Context {
	return context.WithValue(ctx, requestKey{}, requestID)
}

func requestOf(ctx context.Context) string {
	r, _ := ctx.Value(requestKey{}).(string)
	return r
}

// actorOf gives who acts; a context without an actor is a fault of the program.
func actorOf(ctx context.Context) (access.Actor, error) {
	a, ok := access.ActorFrom(ctx)
	if !ok {
		return access.Actor{}, errs.New(errs.Internal, "nobody acts: the context has no actor")
	}
	return a, nil
}
