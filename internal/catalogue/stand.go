package catalogue

import (
	"time"

	"goldenthread/internal/clock"
)

// Resume gives the new deadline of a clock that stood still. It was stopped at an instant before its
// deadline, and runs again from now: what was left then is left again. Working days are counted as
// whole days, so that a pause within one day changes nothing; working hours to the microsecond. A clock
// that was late already when it was stopped stays as late as it was. The zero clock has no deadline.
func (h Hours) Resume(dur Clock, stopped, due, now clock.Instant) clock.Instant {
	if due <= stopped {
		return due
	}
	switch dur.Unit {
	case WorkingDays:
		left, last := 0, (due - 1).Date() // a day that ends at midnight ends on itself
		for d := h.NextOpen(stopped).Date(); d < last; d = d.AddDays(1) {
			if h.OpenOn(d.AddDays(1)) {
				left++
			}
		}
		return h.closing(step(h.NextOpen(now).Date(), left, h.OpenOn))
	case WorkingHours:
		return h.runOpen(h.NextOpen(now), h.OpenTime(stopped, due))
	case Days, Months:
		return now.Date().AddDays(stopped.Date().DaysUntil(due.Date()) + 1).Start().Add(-time.Microsecond)
	case Hours24:
		return now.Add(due.Sub(stopped))
	}
	return clock.Never
}

// OpenTime gives for how long the service is open between two instants; nothing when they are the
// wrong way round.
func (h Hours) OpenTime(from, to clock.Instant) time.Duration {
	var open time.Duration
	for d := from.Date(); d <= to.Date(); d = d.AddDays(1) {
		if begin, end := max(from, h.opening(d)), min(to, h.closing(d)); h.OpenOn(d) && begin < end {
			open += end.Sub(begin)
		}
	}
	return open
}
