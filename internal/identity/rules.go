package identity

import (
	"context"
	"time"
)

// Rules are the limits of sessions and of trying to sign in. The zero value is not usable: begin
// with [DefaultRules].
type Rules struct {
	Idle     time.Duration // a session dies when nothing was done for this long
	Absolute time.Duration // and at the latest this long after signing in
	Steps    time.Duration // how long the steps of signing in may take together

	// Pause holds a try back. It is set by tests alone.
	Pause func(ctx context.Context, d time.Duration) error
}

// DefaultRules are 30 minutes idle, 12 hours at most, 10 minutes to sign in.
func DefaultRules() Rules {
	return Rules{Idle: 30 * time.Minute, Absolute: 12 * time.Hour, Steps: 10 * time.Minute, Pause: pause}
}

func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// codeTries is how many codes may be tried before the password is asked for again.
const codeTries = 3

// touchEvery is how exactly the idle limit is kept: a session is written to no oftener.
const touchEvery = time.Minute
