package clock

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // the binary must know Europe/London on a machine without zone files
)

// London is the zone in which dates, opening hours and reports are counted.
var London = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("clock: Europe/London is not in the embedded zone data: " + err.Error())
	}
	return l
}()

// Clock tells the time. [System] is the real one, [Manual] one that stands still until moved.
type Clock interface {
	Now() Instant
}

// System is the machine's clock.
type System struct{}

// Now gives the present instant.
func (System) Now() Instant { return Of(time.Now()) }

// Manual is a clock that is set by hand: for tests, and for building records at the dates of
// the time. It is safe for several goroutines.
type Manual struct {
	mu  sync.Mutex
	now Instant
}

// NewManual gives a clock that stands at an instant.
func NewManual(at Instant) *Manual { return &Manual{now: at} }

// Now gives the instant the clock stands at.
func (m *Manual) Now() Instant {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Set moves the clock to an instant, forwards or back.
func (m *Manual) Set(at Instant) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = at
}

// Advance moves the clock by a duration.
func (m *Manual) Advance(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
}

// Instant is a moment: microseconds since 1970-01-01T00:00:00Z. Zero means not known.
type Instant int64

// Never is later than every instant a record can hold. It stands for "until further notice", so
// that an open end is a value and not a NULL.
const Never Instant = 1<<62 - 1

// Of gives the instant of a time, cut to whole microseconds.
func Of(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMicro())
}

// Time gives the instant as a time in London.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).In(London) }

// Date gives the civil date of the instant in London.
func (i Instant) Date() Date { return dateOf(i.Time()) }

// Add gives the instant a duration later.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d.Microseconds()) }

// Sub gives the duration from j to i.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i-j) * time.Microsecond }

// IsZero tells whether the instant is not known.
func (i Instant) IsZero() bool { return i == 0 }

// Clock gives the time of day in London: "17:05".
func (i Instant) Clock() string { return i.Time().Format("15:04") }

// By writes the hour of a deadline: "by 17:00". For the end of a day it writes nothing: the day says it all.
func (i Instant) By() string {
	if at := i.Clock(); at != "23:59" {
		return "by " + at
	}
	return ""
}

// String gives the instant in UTC for logs and files: 2026-11-19T09:12:00.000001Z.
func (i Instant) String() string {
	return time.UnixMicro(int64(i)).UTC().Format("2006-01-02T15:04:05.000000Z")
}

// Date is a civil date in the form 2026-11-19. Empty means not known.
type Date string

const isoDate = "2006-01-02"

func dateOf(t time.Time) Date { return Date(t.Format(isoDate)) }

// NewDate gives the date of a year, month and day. Days past a month's end run on, as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	return dateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// ParseDate reads a date in the form 2026-11-19; one that is not in the calendar is refused.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(isoDate, s)
	if err != nil {
		return "", fmt.Errorf("not a date like 2026-11-19")
	}
	return dateOf(t), nil
}

func (d Date) utc() time.Time {
	t, _ := time.Parse(isoDate, string(d)) // a Date is made by the functions of this file: it parses
	return t
}

// IsZero tells whether the date is not known.
func (d Date) IsZero() bool { return d == "" }

// AddDays gives the date n days later, or earlier when n is below 0.
func (d Date) AddDays(n int) Date { return dateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths gives the same day n months later; past a shorter month's end it is that month's last day.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.utc().Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	return NewDate(last.Year(), last.Month(), min(day, last.Day()))
}

// DaysUntil gives the number of days from d to e; below 0 when e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.utc().Sub(d.utc()) / (24 * time.Hour)) }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Year gives the year.
func (d Date) Year() int { return d.utc().Year() }

// Month gives the month.
func (d Date) Month() time.Month { return d.utc().Month() }

// Day gives the day of the month.
func (d Date) Day() int { return d.utc().Day() }

// At gives the instant of a time of day in London on the date.
func (d Date) At(hour, minute int) Instant {
	y, m, day := d.utc().Date()
	return Of(time.Date(y, m, day, hour, minute, 0, 0, London))
}

// Start gives the first instant of the date in London.
func (d Date) Start() Instant { return d.At(0, 0) }

// Long is for headings: "Thursday 19 November 2026".
func (d Date) Long() string { return d.format("Monday 2 January 2006") }

// Plain is for sentences: "19 November 2026".
func (d Date) Plain() string { return d.format("2 January 2006") }

// Heading is for a page of one day: "Thursday 19 November".
func (d Date) Heading() string { return d.format("Monday 2 January") }

// Short is for tables and buttons: "Thu 19 Nov".
func (d Date) Short() string { return d.format("Mon 2 Jan") }

func (d Date) format(layout string) string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(layout)
}
