package gate

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/store"
)

// GivenUp is an effect that was tried as often as effects are, and waits for somebody to look at it.
type GivenUp struct {
	ID    string
	Kind  string
	Tries int
	At    clock.Instant // when it was given up
	Fault string        // the kind of failure, never what an error said
}

// Effects lists effects that were given up, latest first. The caller has taken the decision.
func Effects(ctx context.Context, q Reader, most int) ([]GivenUp, error) {
	return store.Collect(ctx, q, givenUpSQL, func(scan store.Scan) (g GivenUp, err error) {
		err = scan(&g.ID, &g.Kind, &g.Tries, &g.At, &g.Fault)
		return g, err
	}, most)
}

// CountEffects counts effects that were given up, up to a number. The caller has taken the decision.
func CountEffects(ctx context.Context, q Reader, most int) (int, error) {
	return store.One(ctx, q, countGivenUpSQL, store.Value[int], most)
}

// TryAgain puts an effect that was given up back, to be tried anew from now on. It gives its kind; false: it is not one, or
// not any more.
func (tx *Tx) TryAgain(ctx context.Context, effect string) (kind string, found bool, err error) {
	return store.Find(ctx, tx, tryAgainSQL, store.Value[string], effect, tx.now)
}

// Leave leaves an effect that was given up as it is: nobody is asked about it any more. It gives its kind; false: it is not
// one, or not any more.
func (tx *Tx) Leave(ctx context.Context, effect, why string) (kind string, found bool, err error) {
	return store.Find(ctx, tx, leaveSQL, store.Value[string], effect, why)
}

var (
	givenUpSQL = store.SQL("gate.givenUp", `
	SELECT id, kind, tries, given_up_at, fault FROM outbox WHERE state = 'dead' AND left_why = '' ORDER BY given_up_at DESC, id DESC LIMIT $1`)

	countGivenUpSQL = store.SQL("gate.countGivenUp", `
	SELECT COUNT(*) FROM (SELECT id FROM outbox WHERE state = 'dead' AND left_why = '' LIMIT $1) few`)

	tryAgainSQL = store.SQL("gate.tryAgain", `
	UPDATE outbox SET state = 'waiting', due_at = $2, lease_until = 0, tries = 0 WHERE id = $1 AND state = 'dead' AND left_why = '' RETURNING kind`)

	leaveSQL = store.SQL("gate.leave", `
	UPDATE outbox SET left_why = $2 WHERE id = $1 AND state = 'dead' AND left_why = '' RETURNING kind`)
)
