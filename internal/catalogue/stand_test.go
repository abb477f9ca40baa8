package catalogue_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	files "goldenthread/catalogue"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
)

// slow tells time the slow way: it walks the wall clock of London minute by minute, and asks of each
// minute whether the service is open in it.
type slow struct{ h catalogue.Hours }

func (s slow) openIn(at clock.Instant) bool {
	t := at.Time()
	if _, holiday := s.h.Calendar().Holiday(at.Date()); holiday {
		return false
	}
	minute := t.Hour()*60 + t.Minute()
	for _, d := range s.h.Days {
		if time.Weekday(d) == t.Weekday() {
			return minute >= int(s.h.Open) && minute < int(s.h.Close)
		}
	}
	return false
}

// hours lets so many open minutes pass, one at a time.
func (s slow) hours(at clock.Instant, minutes int) clock.Instant {
	for minutes > 0 {
		if s.openIn(at) {
			minutes--
		}
		at = at.Add(time.Minute)
	}
	return at
}

// days goes to the last minute of the nth open day after the first on which the service is open.
func (s slow) days(at clock.Instant, n int) clock.Instant {
	for !s.openIn(at) {
		at = at.Add(time.Minute)
	}
	for ; n > 0; n-- {
		today := at.Date()
		for at.Date() == today || !s.openIn(at) {
			at = at.Add(time.Minute)
		}
	}
	for s.openIn(at) {
		at = at.Add(time.Minute)
	}
	return at
}

// someHours draws opening hours of whole hours: by day, round the clock, any days of the week. The hour
// that is skipped or comes twice when the clocks change never begins or ends a day here; round the clock
// it lies inside one.
func someHours(rt *rapid.T, base catalogue.Hours) catalogue.Hours {
	base.Open = catalogue.TimeOfDay(60 * rapid.SampledFrom([]int{0, 7, 9, 10}).Draw(rt, "opens"))
	base.Close = catalogue.TimeOfDay(60 * rapid.SampledFrom([]int{13, 17, 18, 24}).Draw(rt, "closes"))
	base.Days = nil
	for d := range 7 {
		if d == int(time.Tuesday) || rapid.Bool().Draw(rt, "open on") {
			base.Days = append(base.Days, catalogue.Weekday(d))
		}
	}
	return base
}

// someMinute draws a minute of 2018 to 2028, half of them in the weeks in which the clocks change or the
// bank holidays crowd together.
func someMinute(rt *rapid.T) clock.Instant {
	day := clock.NewDate(2018, 1, 1).AddDays(rapid.IntRange(0, 3900).Draw(rt, "day"))
	if rapid.Bool().Draw(rt, "near a change") {
		near := rapid.SampledFrom([]clock.Date{"2018-03-24", "2018-10-27", "2019-12-23", "2020-05-07", "2022-05-31", "2026-03-27", "2026-10-23", "2026-12-23", "2027-03-24"})
		day = near.Draw(rt, "which").AddDays(rapid.IntRange(0, 8).Draw(rt, "days on"))
	}
	return day.At(rapid.IntRange(0, 23).Draw(rt, "hour"), rapid.IntRange(0, 59).Draw(rt, "minute"))
}

// TestDeadlinesAgainstASlowReference: working hours and working days come to the same instant as
// walking minute by minute does, over weekends, bank holidays and changes of the clocks.
func TestDeadlinesAgainstASlowReference(t *testing.T) {
	t.Parallel()
	service, _ := load(t, files.FS).Service("harmony")
	rapid.Check(t, func(rt *rapid.T) {
		h, start := someHours(rt, service.Hours), someMinute(rt)
		n := rapid.IntRange(1, 12).Draw(rt, "n")
		if got, want := h.Deadline(start, catalogue.Clock{N: n, Unit: catalogue.WorkingHours}), (slow{h}).hours(start, 60*n); got != want {
			rt.Fatalf("%v + %d working hours of %v to %v on %v = %v, want %v", start.Time(), n, h.Open, h.Close, h.Days, got.Time(), want.Time())
		}
		if h.Close == 24*60 {
			return // the slow walk can't tell one day's end from the next day's beginning
		}
		if got, want := h.Deadline(start, catalogue.Clock{N: n, Unit: catalogue.WorkingDays}), (slow{h}).days(start, n); got != want {
			rt.Fatalf("%v + %d working days of %v to %v on %v = %v, want %v", start.Time(), n, h.Open, h.Close, h.Days, got.Time(), want.Time())
		}
	})
}

// TestResumeAgainstASlowReference: what was left of a clock when it was stopped is left again when it
// runs on; stopped and started in the same instant, it is what it was.
func TestResumeAgainstASlowReference(t *testing.T) {
	t.Parallel()
	service, _ := load(t, files.FS).Service("harmony")
	units := []catalogue.Unit{catalogue.WorkingDays, catalogue.WorkingHours, catalogue.Days, catalogue.Months, catalogue.Hours24}
	rapid.Check(t, func(rt *rapid.T) {
		h, start := someHours(rt, service.Hours), someMinute(rt)
		dur := catalogue.Clock{N: rapid.IntRange(1, 9).Draw(rt, "n"), Unit: rapid.SampledFrom(units).Draw(rt, "unit")}
		due := h.Deadline(start, dur)
		stopped := start.Add(time.Duration(rapid.IntRange(0, int(due.Sub(start)/time.Minute)).Draw(rt, "ran")) * time.Minute)
		if stopped >= due {
			return
		}
		if got := h.Resume(dur, stopped, due, stopped); got != due {
			rt.Fatalf("%v, stopped and started at %v: due %v, want %v", dur, stopped.Time(), got.Time(), due.Time())
		}
		now := stopped.Add(time.Duration(rapid.IntRange(0, 20*24*60).Draw(rt, "stood")) * time.Minute)
		got := h.Resume(dur, stopped, due, now)
		if got < due {
			rt.Fatalf("%v: a clock that stood is due sooner: %v, was %v", dur, got.Time(), due.Time())
		}
		if dur.Unit == catalogue.WorkingHours {
			left := 0
			for at := stopped; at < due; at = at.Add(time.Minute) {
				if (slow{h}).openIn(at) {
					left++
				}
			}
			if want := (slow{h}).hours(now, left); got != want {
				rt.Fatalf("%d minutes left at %v: due %v, want %v", left, now.Time(), got.Time(), want.Time())
			}
		}
	})
}

func TestResume(t *testing.T) {
	t.Parallel()
	service, _ := load(t, files.FS).Service("harmony") // 9 to 17, Monday to Friday
	day := func(n, hour int) clock.Instant { return clock.NewDate(2026, time.November, n).At(hour, 0) }
	tests := []struct {
		name              string
		dur               string
		stopped, due, now clock.Instant
		want              clock.Instant
	}{
		{"two of five working days were left", "5 working days", day(18, 11), day(20, 17), day(25, 10), day(27, 17)},
		{"stopped on the last day: it ends the day it runs again", "2 working days", day(20, 9), day(20, 17), day(24, 16), day(24, 17)},
		{"three working hours were left, over a night", "4 working hours", day(19, 10), day(19, 13), day(23, 16), day(24, 11)},
		{"it was late already", "2 working days", day(23, 11), day(20, 17), day(27, 9), day(20, 17)},
		{"started again on a Saturday", "1 working day", day(19, 12), day(20, 17), day(21, 12), day(24, 17)},
		{"days", "6 weeks", day(2, 9), clock.NewDate(2026, time.November, 13).Start().Add(-time.Microsecond), day(10, 12), clock.NewDate(2026, time.November, 21).Start().Add(-time.Microsecond)},
	}
	for _, tt := range tests {
		dur, err := catalogue.ParseClock(tt.dur)
		if err != nil {
			t.Fatal(err)
		}
		if got := service.Hours.Resume(dur, tt.stopped, tt.due, tt.now); got != tt.want {
			t.Errorf("%s: due %v, want %v", tt.name, got.Time(), tt.want.Time())
		}
	}
}
