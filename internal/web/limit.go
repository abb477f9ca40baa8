package web

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"goldenthread/internal/clock"
)

// RateLimit is how fast one session, or one network without a session, may ask.
type RateLimit struct {
	PerSecond float64
	Burst     int
}

// usual lets a person work as fast as hands can, and a browser fetch what belongs to it.
var usual = RateLimit{PerSecond: 20, Burst: 100}

const (
	limitsKept = 10_000
	limitIdle  = 10 * time.Minute
)

// limits keeps one bucket for each asker, and forgets those who have stopped asking.
type limits struct {
	each RateLimit

	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	limiter *rate.Limiter
	last    clock.Instant
}

func newLimits(each RateLimit) *limits {
	if each == (RateLimit{}) {
		each = usual
	}
	return &limits{each: each, buckets: map[string]*bucket{}}
}

// allow tells whether one more request of an asker may pass now.
func (l *limits) allow(asker string, now clock.Instant) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[asker]
	if b == nil {
		if len(l.buckets) >= limitsKept {
			l.forget(now)
		}
		b = &bucket{limiter: rate.NewLimiter(rate.Limit(l.each.PerSecond), l.each.Burst)}
		l.buckets[asker] = b
	}
	b.last = now
	return b.limiter.AllowN(now.Time(), 1)
}

// forget drops the idle; when none is, it drops them all: to let somebody through too early is
// better than to grow without end.
func (l *limits) forget(now clock.Instant) {
	for asker, b := range l.buckets {
		if now.Sub(b.last) > limitIdle {
			delete(l.buckets, asker)
		}
	}
	if len(l.buckets) >= limitsKept {
		clear(l.buckets)
	}
}
