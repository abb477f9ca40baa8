package identity

import (
	"context"
	"fmt"
	"slices"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// limit says how tries that have something in common are slowed down. The first few are free; then
// each doubles the time until the next, up to a longest one. A quiet window forgets them.
type limit struct {
	scope   string
	free    int
	first   time.Duration
	longest time.Duration
	window  time.Duration
	hold    bool // hold the try back and take it, rather than asking to come again
}

// The limits. What is refused is a name from one address, or from one browser that is known: tries at a name from
// everywhere, or at all names from one place, are only held back a moment, since anyone could keep a person, or an office, out
// if they were refused. Whose the wrong tries from an address were can't be told: they refuse the right password too, from there and
// in a browser not known before, for at most five minutes; a browser in which she signed in before is counted by itself.
var (
	limitPair    = limit{"name and address", 5, 2 * time.Second, 5 * time.Minute, 30 * time.Minute, false}
	limitDevice  = limit{"name and device", 10, 2 * time.Second, time.Minute, 30 * time.Minute, false}
	limitName    = limit{"name", 20, time.Second, 3 * time.Second, 30 * time.Minute, true}
	limitAddress = limit{"address", 200, time.Second, 2 * time.Second, 10 * time.Minute, true}
	limitCode    = limit{"code", 5, 2 * time.Second, time.Minute, 30 * time.Minute, false}
	limitProof   = limit{"proof", 5, 2 * time.Second, time.Minute, 30 * time.Minute, false}
)

// delay is how long after a try the next is free, when it is the nth in its window.
func (l limit) delay(tries int) time.Duration {
	d := l.first
	for n := tries - l.free; n > 1 && d < l.longest; n-- {
		d *= 2
	}
	if tries <= l.free {
		return 0
	}
	return min(d, l.longest)
}

// count is what is kept of tries with one thing in common.
type count struct {
	key     int64
	sinceAt clock.Instant
	tries   int
	freeAt  clock.Instant
}

// next counts a try at an instant. wait is how long to come again after, and the try is then not
// counted; held is how long to hold it back.
func (l limit) next(c count, now clock.Instant) (after count, wait, held time.Duration) {
	if c.tries == 0 || now.Sub(c.sinceAt) >= l.window || now < c.sinceAt {
		c = count{key: c.key, sinceAt: now}
	}
	if !l.hold && c.freeAt > now {
		return c, c.freeAt.Sub(now), 0
	}
	c.tries++
	d := l.delay(c.tries)
	if l.hold {
		return c, 0, d
	}
	c.freeAt = now.Add(d)
	return c, 0, 0
}

// counter is one limit on one thing.
type counter struct {
	limit limit
	key   int64
}

func (l limit) on(v gate.Reader, parts ...string) counter {
	return counter{l, v.Blind("identity.rate."+l.scope, parts...)}
}

// take counts a try against all counters at once and gives how long to hold it back. It fails with
// errs.Invalid, saying how long to wait, when one of them is not free yet; then none is counted.
// It is called before the secret is looked at, so that two tries at once count as two.
func take(ctx context.Context, tx *gate.Tx, field string, counters ...counter) (time.Duration, error) {
	now := tx.Now()
	counts, err := countsOf(ctx, tx, counters)
	if err != nil {
		return 0, err
	}
	var wait, held time.Duration
	rows := make([][]any, 0, len(counters))
	for _, c := range counters {
		next, w, h := c.limit.next(counts[c.key], now)
		wait, held = max(wait, w), max(held, h)
		rows = append(rows, []any{c.key, next.sinceAt, next.tries, next.freeAt})
	}
	if wait > 0 {
		var bad errs.Fields
		bad.Add(field, "There were several tries that did not work. "+waitFor(wait))
		return 0, bad.Err()
	}
	if len(rows) == 0 {
		return 0, nil
	}
	_, err = store.Exec(ctx, tx, saveRatesSQL, store.Rows(rows))
	return held, err
}

func countsOf(ctx context.Context, tx *gate.Tx, counters []counter) (map[int64]count, error) {
	counts := map[int64]count{}
	keys := make([]int64, 0, len(counters))
	for _, c := range counters {
		counts[c.key] = count{key: c.key}
		keys = append(keys, c.key)
	}
	if len(keys) == 0 {
		return counts, nil
	}
	err := store.Each(ctx, tx, ratesSQL, func(row store.Scan) error {
		var c count
		err := row(&c.key, &c.sinceAt, &c.tries, &c.freeAt)
		counts[c.key] = c
		return err
	}, store.List(keys))
	return counts, err
}

// forgive forgets tries that ended well, and all that are a day old.
func forgive(ctx context.Context, tx *gate.Tx, counters ...counter) error {
	keys := make([]int64, 0, len(counters))
	for _, c := range counters {
		keys = append(keys, c.key)
	}
	slices.Sort(keys)
	_, err := store.Exec(ctx, tx, forgetRatesSQL, tx.Now().Add(-24*time.Hour), store.List(keys))
	return err
}

func waitFor(d time.Duration) string {
	seconds := int64((d + time.Second - 1) / time.Second)
	switch {
	case seconds == 1:
		return "Wait 1 second, then try again"
	case seconds <= 90:
		return fmt.Sprintf("Wait %d seconds, then try again", seconds)
	}
	return fmt.Sprintf("Wait %d minutes, then try again", (seconds+59)/60)
}
