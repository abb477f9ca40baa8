package audit

import (
	"context"
	"log/slog"
	"time"

	"goldenthread/internal/errs"
	"goldenthread/internal/store"
)

const (
	leaseLife = 10 * time.Second       // how long a leader that fell silent keeps the others waiting
	beat      = 200 * time.Millisecond // how often the leader looks for pending entries
)

// Run leads the appending of leaves on PostgreSQL until ctx ends: one server at a time, by a lease.
// A leader that has lost its lease without knowing cannot append: its fence no longer fits the head.
// Failures are logged and tried again. On SQLite there is nothing to lead and Run only waits.
func (l *Log) Run(ctx context.Context) error {
	if l.db.Engine() == store.SQLite {
		<-ctx.Done()
		return nil
	}
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		if err := l.turn(ctx); err != nil && ctx.Err() == nil && errs.KindOf(err) != errs.Conflict {
			slog.WarnContext(ctx, "audit: appending leaves failed, trying again", "kind", errs.KindOf(err).String(), "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// turn does what one beat asks: keep or take the lease, and append what is pending.
func (l *Log) turn(ctx context.Context) error {
	var now *head
	pending := false
	err := l.db.Read(ctx, func(ctx context.Context, s *store.Snapshot) (err error) {
		if now, err = loadHead(ctx, s); err != nil {
			return err
		}
		_, pending, err = store.Find(ctx, s, anyPending, store.Value[string])
		return err
	})
	if err != nil {
		return err
	}
	leads, err := l.lead(ctx, now)
	if err != nil || !leads || !pending {
		return err
	}
	_, err = l.SequenceNow(ctx)
	return err
}

// lead keeps the lease, or takes one that ran out, and tells whether this process leads.
func (l *Log) lead(ctx context.Context, now *head) (bool, error) {
	at := l.clock.Now()
	mine := now.leader == l.name && now.fence == l.fence.Load()
	switch {
	case mine && now.leaseUntil.Sub(at) > leaseLife/2:
		return true, nil
	case !mine && now.leaseUntil >= at:
		l.fence.Store(0)
		return false, nil
	}
	got := int64(0)
	err := l.db.Write(ctx, store.Bulk, func(ctx context.Context, u *store.Unit) (err error) {
		if mine {
			got, err = store.Exec(ctx, u, renewLease, at.Add(leaseLife), l.name, now.fence)
		} else {
			got, err = store.Exec(ctx, u, takeLease, l.name, at.Add(leaseLife), at)
		}
		return err
	})
	if err != nil || got == 0 {
		l.fence.Store(0)
		return false, err
	}
	if !mine {
		l.fence.Store(now.fence + 1)
		l.remember(nil)
	}
	return true, nil
}
