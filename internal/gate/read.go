package gate

import (
	"context"

	"goldenthread/internal/access"
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
		v := &View{snapshot: s, gate: g, actor: actor, now: g.clock.Now(), trail: t, folders: map[id.Folder]standing{}, services: map[id.Folder]string{}}
		var err error
		if out, err = fn(ctx, v); err != nil {
			v.unknown(ctx, err)
		}
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

// lookUp names in the audit entry that somebody asked for what is not there. Nobody holds it.
var lookUp = access.Declare("record.look up", access.Policy{})

// unknown makes "there is no such record" cost and leave the same as "you can't see it". A function
// that looked for a record by its id and found none took no decision on a folder: the question how
// the actor stands is asked all the same, of no folder, and the refusal is recorded.
func (v *View) unknown(ctx context.Context, err error) {
	if v.actor.Kind() != access.KindPerson || errs.KindOf(err) != errs.NotFound || v.trail.refused() {
		return
	}
	delete(v.folders, "")
	_ = v.stand(ctx, []id.Folder{""}) // for its cost: the answer is known
	v.trail.decide(lookUp, "", access.Decision{Why: "no such record"})
}
