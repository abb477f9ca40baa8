package gate

import (
	"context"
	"encoding/json"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Write runs fn in one transaction and records it in the same. With an idempotency key, the same
// actor and key get the first result again, and fn does not run: T must survive encoding/json,
// and holds ids and codes, never plain text. A key belongs to one command: for another it is
// errs.Conflict. Before the first result is given again the actor must still hold a role that may do
// what was done then. An empty key means no such memory, and somebody we do not know has none.
//
// A unit in which no access decision allowed something, or which recorded no event, is rolled
// back with errs.Internal.
func Write[T any](ctx context.Context, g *Gate, key string, fn func(context.Context, *Tx) (T, error)) (T, error) {
	var zero, out T
	actor, err := actorOf(ctx)
	if err != nil {
		return zero, err
	}
	once := onceOf[T](actor, key, fn)
	t := &trail{}
	committed := false
	err = g.db.Write(ctx, laneOf(ctx), func(ctx context.Context, u *store.Unit) error {
		out, committed = zero, false
		t.again()
		tx, err := newTx(g, u, actor, t)
		if err != nil {
			return err
		}
		done, found, err := once.recall(ctx, tx)
		if err != nil {
			return err
		}
		if found {
			if err := json.Unmarshal(done, &out); err != nil {
				return errs.Wrap(errs.Internal, "reading back a first result", err)
			}
			return nil
		}
		if out, err = fn(ctx, tx); err != nil {
			tx.unknown(ctx, err)
			return err
		}
		if err := tx.finish(ctx, once, out); err != nil {
			return err
		}
		committed = true
		return nil
	})
	if err != nil {
		if t.disclosed() {
			if recordErr := g.recordAlone(ctx, actor, t); recordErr != nil {
				return zero, recordErr
			}
		}
		return zero, err
	}
	if !committed && t.disclosed() { // only an earlier run opened something; this one gave the first result again
		if recordErr := g.recordAlone(ctx, actor, t); recordErr != nil {
			return zero, recordErr
		}
	}
	return out, nil
}

// finish holds the unit to the rules and writes its entry.
func (tx *Tx) finish(ctx context.Context, once once, out any) error {
	if tx.failed != nil {
		return tx.failed
	}
	if !tx.trail.allowed() {
		return errs.New(errs.Internal, "a write without an access decision")
	}
	if len(tx.events) == 0 && tx.unaudited == "" {
		return errs.New(errs.Internal, "a write without an audit event")
	}
	if err := once.keep(ctx, tx, out); err != nil {
		return err
	}
	if len(tx.events) == 0 && !tx.trail.disclosed() {
		return nil // unaudited by name, and nobody saw anything
	}
	return tx.gate.log.Append(ctx, tx, tx.trail.entry(ctx, tx.actor, tx.entry, tx.now, tx.events))
}

// newTx begins the unit of work of one run of a write.
func newTx(g *Gate, u *store.Unit, actor access.Actor, t *trail) (*Tx, error) {
	entry, err := id.New(g.random)
	if err != nil {
		return nil, err
	}
	return &Tx{
		View:    View{snapshot: u, gate: g, actor: actor, now: g.clock.Now(), trail: t, folders: map[id.Folder]standing{}, services: map[id.Folder]string{}},
		writing: u,
		unit:    u,
		entry:   id.Entry(entry),
	}, nil
}
