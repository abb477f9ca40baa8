package catalogue_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	files "goldenthread/catalogue"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
)

func TestWorkingDays(t *testing.T) {
	t.Parallel()
	c, _ := load(t, files.FS).Calendar("england-wales")
	tests := []struct {
		name string
		from clock.Date
		n    int
		want clock.Date
	}{
		{"over a weekend", "2026-11-20", 1, "2026-11-23"},
		{"over Easter", "2018-03-29", 2, "2018-04-04"},
		{"over Christmas on a weekend, with its substitute days", "2021-12-24", 1, "2021-12-29"},
		{"the extra day of 2022", "2022-06-01", 1, "2022-06-06"},
		{"none, on a working day", "2026-11-20", 0, "2026-11-20"},
		{"none, on a Saturday", "2026-11-21", 0, "2026-11-23"},
		{"back over a weekend", "2026-11-23", -1, "2026-11-20"},
	}
	for _, tt := range tests {
		if got := c.AddWorkingDays(tt.from, tt.n); got != tt.want {
			t.Errorf("%s: %s + %d = %s, want %s", tt.name, tt.from, tt.n, got, tt.want)
		}
	}
	if !c.Covers("2028-12-26") || c.Covers("2029-01-01") {
		t.Error("the calendar knows 2012 to 2028")
	}
}

// TestAddWorkingDaysCounts: between the day after a date and the day given lie exactly n working
// days, the last of them is the day given, and to go back as many comes to the start again.
func TestAddWorkingDaysCounts(t *testing.T) {
	t.Parallel()
	c, _ := load(t, files.FS).Calendar("england-wales")
	rapid.Check(t, func(rt *rapid.T) {
		from := clock.NewDate(2012, 1, 1).AddDays(rapid.IntRange(0, 6000).Draw(rt, "day"))
		n := rapid.IntRange(1, 80).Draw(rt, "n")
		got := c.AddWorkingDays(from, n)
		count := 0
		for d := from.AddDays(1); d <= got; d = d.AddDays(1) {
			if c.IsWorkingDay(d) {
				count++
			}
		}
		if count != n || !c.IsWorkingDay(got) {
			rt.Fatalf("%s + %d working days = %s: %d lie between", from, n, got, count)
		}
		if start := c.AddWorkingDays(from, 0); start == from && c.AddWorkingDays(got, -n) != from {
			rt.Fatalf("%s + %d - %d = %s", from, n, n, c.AddWorkingDays(got, -n))
		}
	})
}

func TestDeadline(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	harmony, pilot := service(t, set, "harmony").Hours, service(t, set, "pilot").Hours
	at := func(d clock.Date, hour, minute int) clock.Instant { return d.At(hour, minute) }
	tests := []struct {
		name  string
		hours catalogue.Hours
		start clock.Instant
		dur   string
		want  clock.Instant
	}{
		{"two working days over a weekend", harmony, at("2026-11-19", 9, 12), "2 working days", at("2026-11-23", 17, 0)},
		{"arrived after closing on Friday: counts from Monday", harmony, at("2026-11-20", 17, 0), "1 working day", at("2026-11-24", 17, 0)},
		{"arrived before opening: counts from that day", harmony, at("2026-11-20", 6, 0), "1 working day", at("2026-11-23", 17, 0)},
		{"four working hours in the morning", pilot, at("2026-11-19", 10, 0), "4 working hours", at("2026-11-19", 14, 0)},
		{"four working hours overnight", pilot, at("2026-11-19", 16, 30), "4 working hours", at("2026-11-20", 12, 30)},
		{"as long as a day is open", pilot, at("2026-11-19", 10, 0), "8 working hours", at("2026-11-19", 18, 0)},
		{"over Easter", pilot, at("2018-03-29", 17, 0), "4 working hours", at("2018-04-03", 13, 0)},
		{"from a night, when the clocks go forward", pilot, at("2026-03-28", 3, 0), "1 working hour", at("2026-03-30", 11, 0)},
		{"six weeks end with the day", harmony, at("2026-11-19", 9, 12), "6 weeks", at("2027-01-01", 0, 0) - 1},
		{"a month past a shorter one's end", harmony, at("2027-01-31", 9, 0), "1 month", at("2027-03-01", 0, 0) - 1},
		{"hours by the wall clock", harmony, at("2026-11-20", 16, 0), "24 hours", at("2026-11-21", 16, 0)},
	}
	for _, tt := range tests {
		dur, err := catalogue.ParseClock(tt.dur)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.hours.Deadline(tt.start, dur); got != tt.want {
			t.Errorf("%s: %s after %s = %s, want %s", tt.name, tt.dur, tt.start, got, tt.want)
		}
	}
	if got := harmony.Deadline(at("2026-11-20", 16, 0), catalogue.Clock{}); got != clock.Never {
		t.Errorf("no clock gives %s, want never", got)
	}
}

// Hours in words differ where a deadline would: by the days, by when it opens or closes, and by the calendar; not by the order in which the
// file names the days.
func TestHoursInWords(t *testing.T) {
	t.Parallel()
	h := service(t, load(t, files.FS), "pilot").Hours
	if got, want := h.String(), "mon tue wed thu fri 10:00 to 18:00, without the holidays of england-wales"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	turned := h
	turned.Days = slices.Clone(h.Days)
	slices.Reverse(turned.Days)
	if turned.String() != h.String() {
		t.Errorf("the days the other way round: %q", turned)
	}
	for _, change := range []func(*catalogue.Hours){
		func(h *catalogue.Hours) { h.Days = h.Days[:3] }, func(h *catalogue.Hours) { h.Open++ },
		func(h *catalogue.Hours) { h.Close++ }, func(h *catalogue.Hours) { h.CalendarID = "scotland" },
	} {
		other := h
		change(&other)
		if other.String() == h.String() {
			t.Errorf("the same words for other hours: %q", other)
		}
	}
}

func TestNotBefore(t *testing.T) {
	t.Parallel()
	h := service(t, load(t, files.FS), "pilot").Hours
	friday := clock.Date("2026-11-20")
	for wait, want := range map[string]clock.Instant{
		"1 working day":   friday.AddDays(3).At(10, 0),
		"3 working hours": friday.AddDays(3).At(11, 0),
		"1 day":           friday.AddDays(3).At(10, 0),
		"2 hours":         friday.AddDays(3).At(10, 0),
		"1 month":         clock.Date("2026-12-21").At(10, 0),
	} {
		dur, err := catalogue.ParseClock(wait)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.NotBefore(friday.At(16, 0), dur); got != want {
			t.Errorf("not before %s after Friday 16:00 = %s, want %s", wait, got, want)
		}
	}
	if got := h.NotBefore(friday.At(16, 0), catalogue.Clock{}); got != friday.At(16, 0) {
		t.Errorf("without a wait it is %s, want at once", got)
	}
}

// TestDeadlineAgainstAMinuteHand compares with a clock that is pushed on a minute at a time and
// counts those in which the service is open.
func TestDeadlineAgainstAMinuteHand(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	services := []catalogue.Hours{service(t, set, "harmony").Hours, service(t, set, "pilot").Hours}
	rapid.Check(t, func(rt *rapid.T) {
		h := rapid.SampledFrom(services).Draw(rt, "hours")
		n := rapid.IntRange(1, 12).Draw(rt, "n")
		start := clock.NewDate(2017, 1, 1).AddDays(rapid.IntRange(0, 2500).Draw(rt, "day")).Start().
			Add(time.Duration(rapid.IntRange(0, 24*60-1).Draw(rt, "minute")) * time.Minute)
		hand, left := start, n*60
		for left > 0 {
			if h.OpenAt(hand) {
				left--
			}
			hand = hand.Add(time.Minute)
		}
		if got := h.Deadline(start, catalogue.Clock{N: n, Unit: catalogue.WorkingHours}); got != hand {
			rt.Fatalf("%d working hours after %s = %s, the minute hand says %s", n, start, got, hand)
		}
		// Working days: as many openings later, at closing time.
		day := h.NextOpen(start).Date()
		for left := n; left > 0; {
			if day = day.AddDays(1); h.OpenAt(day.At(0, int(h.Open))) {
				left--
			}
		}
		if got := h.Deadline(start, catalogue.Clock{N: n, Unit: catalogue.WorkingDays}); got != day.At(0, int(h.Close)) {
			rt.Fatalf("%d working days after %s = %s, counting openings says %s", n, start, got, day)
		}
	})
}

func TestParseClock(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"1 working day": "1 working day", "2 working days": "2 working days",
		"6 weeks": "42 days", "band": "band", "4 working hours": "4 working hours", "2 months": "2 months"} {
		if got, err := catalogue.ParseClock(text); err != nil || got.String() != want {
			t.Errorf("ParseClock(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "soon", "0 days", "-1 days", "2 fortnights", "two days", "2  days", "99999 days"} {
		if got, err := catalogue.ParseClock(text); err == nil {
			t.Errorf("ParseClock(%q) = %q, want it refused", text, got)
		}
	}
}

func TestClockForBand(t *testing.T) {
	t.Parallel()
	review, _ := service(t, load(t, files.FS), "barnet-asb").Stage("review")
	for band, want := range map[string]string{"low": "56 days", "medium": "28 days", "high": "14 days", "not known": "14 days"} {
		if got := review.ClockFor(band).String(); got != want {
			t.Errorf("review of band %s after %s, want %s", band, got, want)
		}
	}
}
