package gate

import (
	"context"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Waiting is one effect that is due, leased to whoever claimed it.
type Waiting struct {
	ID         string
	Kind       string
	Payload    []byte // JSON of the effect
	OnBehalfOf id.Account
	Tries      int
}

// Lease is how long a node may take over one effect, and how long what a node left when it stopped waits before it goes on.
const Lease = 2 * time.Minute

// Claim leases the effect that has been due longest: nobody else is given it until the lease ends. It
// gives false when none is due. One that was begun as often as most allows and never settled, because it ended the
// program each time, is left dead.
func (tx *Tx) Claim(ctx context.Context, most int, lease time.Duration) (Waiting, bool, error) {
	if _, err := store.Exec(ctx, tx, burySQL, tx.now, most); err != nil {
		return Waiting{}, false, err
	}
	return store.Find(ctx, tx, claimSQL, func(scan store.Scan) (Waiting, error) {
		var w Waiting
		err := scan(&w.ID, &w.Kind, &w.Payload, &w.OnBehalfOf, &w.Tries)
		return w, err
	}, tx.now, tx.now.Add(lease))
}

// Done marks an effect as handled. An effect whose lease has passed to another stays as it is.
func (tx *Tx) Done(ctx context.Context, w Waiting) error {
	_, err := store.Exec(ctx, tx, doneSQL, w.ID, w.Tries)
	return err
}

// Failed puts an effect back to be tried again at an instant, or leaves it dead for a person to
// look at when at is clock.Never. fault is a kind of failure, never what an error said.
func (tx *Tx) Failed(ctx context.Context, w Waiting, at clock.Instant, fault string) error {
	state, givenUp := "waiting", clock.Instant(0)
	if at == clock.Never {
		state, givenUp = "dead", tx.now
	}
	_, err := store.Exec(ctx, tx, failedSQL, w.ID, w.Tries, at, state, fault, givenUp)
	return err
}
