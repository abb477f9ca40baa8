package gate

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Read runs fn on one snapshot. The snapshot is released before what was opened is recorded, and
// T is returned only when that record is durable; else the zero value and errs.Unavailable.
// A read that took no access decision fails with errs.Internal.
func Read[T any](ctx context.Context, g *Gate, fn func(context.Context, *View) (T, error)) (T, error) {
	var zero, out T
	actor, err := actorOf(ctx)
	if err != nil {
		return zero, err
	}
	t := &trail{}
	err = g.db.Read(ctx, func(ctx context.Context, s *store.Snapshot) error {
		v := &View{snapshot: s, gate: g, actor: actor, now: g.clock.Now(), trail: t, folders: map[id.Folder]standing{}}
		var err error
		out, err = fn(ctx, v)
		if err == nil && !t.allowed() {
			err = errs.New(errs.Internal, "a read without an access decision")
		}
		return err
	})
	if t.disclosed() {
		if recordErr := g.recordAlone(ctx, actor, t); recordErr != nil {
			return zero, recordErr
		}
	}
	if err != nil {
		return zero, err
	}
	return out, nil
}
