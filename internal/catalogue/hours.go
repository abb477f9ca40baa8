package catalogue

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"goldenthread/internal/clock"
)

// Hours says when a service is open: on these days of the week, bank holidays left out, from open
// to close.
type Hours struct {
	Days       []Weekday `yaml:"days"`
	DaysAWeek  int       `yaml:"days_a_week"` // how many of them are staffed; 0: the file does not say. Returns set days of service beside it (R210)
	Open       TimeOfDay `yaml:"open"`
	Close      TimeOfDay `yaml:"close"`
	CalendarID string    `yaml:"calendar"`

	calendar *Calendar
}

// Weekday is a day of the week, written "mon".
type Weekday time.Weekday

var weekdays = map[string]Weekday{
	"mon": Weekday(time.Monday), "tue": Weekday(time.Tuesday), "wed": Weekday(time.Wednesday),
	"thu": Weekday(time.Thursday), "fri": Weekday(time.Friday), "sat": Weekday(time.Saturday), "sun": Weekday(time.Sunday),
}

// UnmarshalYAML reads the day from a file. The schema has refused every other word.
func (w *Weekday) UnmarshalYAML(unmarshal func(any) error) error {
	var text string
	if err := unmarshal(&text); err != nil {
		return err
	}
	*w = weekdays[text]
	return nil
}

// Calendar gives the calendar the hours go by.
func (h Hours) Calendar() *Calendar { return h.calendar }

// String gives the hours by which clocks run: "mon tue wed thu fri 09:00 to 17:00, without the holidays of england-wales".
func (h Hours) String() string {
	days := make([]string, len(h.Days))
	fromMonday := func(a, b Weekday) int { return cmp.Compare((a+6)%7, (b+6)%7) }
	for i, d := range slices.SortedFunc(slices.Values(h.Days), fromMonday) {
		days[i] = strings.ToLower(time.Weekday(d).String()[:3])
	}
	return fmt.Sprintf("%s %s to %s, without the holidays of %s", strings.Join(days, " "), h.Open, h.Close, h.CalendarID)
}

// OpenOn tells whether the service is open on a date at all.
func (h Hours) OpenOn(d clock.Date) bool {
	if _, holiday := h.calendar.Holiday(d); holiday {
		return false
	}
	for _, w := range h.Days {
		if time.Weekday(w) == d.Weekday() {
			return true
		}
	}
	return false
}

// OpenAt tells whether the service is open at an instant.
func (h Hours) OpenAt(at clock.Instant) bool {
	d := at.Date()
	return h.OpenOn(d) && at >= h.opening(d) && at < h.closing(d)
}

func (h Hours) opening(d clock.Date) clock.Instant { return d.At(0, int(h.Open)) }
func (h Hours) closing(d clock.Date) clock.Instant { return d.At(0, int(h.Close)) }

// NextOpen gives the instant itself when the service is open, and otherwise when it opens next.
func (h Hours) NextOpen(at clock.Instant) clock.Instant {
	if h.OpenAt(at) {
		return at
	}
	d := at.Date()
	if !h.OpenOn(d) || at >= h.closing(d) {
		d = step(d, 1, h.OpenOn)
	}
	return h.opening(d)
}

// Deadline gives the last instant that is still in time.
//
// What arrives while the service is shut counts as arrived when it opens. Working days end at
// closing time of the last day, the day of arrival not counted; working hours run only while the
// service is open; days and months end with the day; hours run by the wall clock. A zero clock, or
// one of "band" that was not resolved with [Stage.ClockFor], gives clock.Never: no deadline.
func (h Hours) Deadline(start clock.Instant, dur Clock) clock.Instant {
	switch dur.Unit {
	case WorkingDays:
		return h.closing(step(h.NextOpen(start).Date(), dur.N, h.OpenOn))
	case WorkingHours:
		return h.runOpen(h.NextOpen(start), time.Duration(dur.N)*time.Hour)
	case Days:
		return start.Date().AddDays(dur.N + 1).Start().Add(-time.Microsecond)
	case Months:
		return start.Date().AddMonths(dur.N).AddDays(1).Start().Add(-time.Microsecond)
	case Hours24:
		return start.Add(time.Duration(dur.N) * time.Hour)
	}
	return clock.Never
}

// WithinADay gives the instant by which something that became known is a day old: the same hour on the next day on which
// the service is open, or as near to it as it is open then.
func (h Hours) WithinADay(at clock.Instant) clock.Instant {
	day, t := step(at.Date(), 1, h.OpenOn), at.Time()
	return min(max(day.At(t.Hour(), t.Minute()), h.opening(day)), h.closing(day))
}

// NotBefore gives the first instant at which a wait is over and the service is open: when to try
// again "after 1 working day" is any time on the next working day, and not at its end.
func (h Hours) NotBefore(after clock.Instant, wait Clock) clock.Instant {
	switch {
	case wait.IsZero() || wait.Unit == Band:
		return h.NextOpen(after)
	case wait.Unit == WorkingDays:
		return h.opening(step(after.Date(), wait.N, h.OpenOn))
	case wait.Unit == Days:
		return h.NextOpen(after.Date().AddDays(wait.N).Start())
	case wait.Unit == Months:
		return h.NextOpen(after.Date().AddMonths(wait.N).Start())
	}
	return h.NextOpen(h.Deadline(after, wait))
}

// runOpen lets open time pass from an instant at which the service is open.
func (h Hours) runOpen(at clock.Instant, left time.Duration) clock.Instant {
	for {
		today := h.closing(at.Date()).Sub(at)
		if left <= today {
			return at.Add(left)
		}
		left -= today
		at = h.opening(step(at.Date(), 1, h.OpenOn))
	}
}
