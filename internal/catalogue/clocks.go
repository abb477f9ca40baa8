package catalogue

import (
	"fmt"
	"strconv"
	"strings"
)

// Unit is what a [Clock] counts in.
type Unit string

// The units.
const (
	WorkingDays  Unit = "working day"
	WorkingHours Unit = "working hour"
	Days         Unit = "day"
	Hours24      Unit = "hour" // hours by the wall clock, open or shut
	Months       Unit = "month"
	Band         Unit = "band"     // as long as the person's band of risk says; see Stage.ClockFor
	Priority     Unit = "priority" // as long as the priority agreed with the police says
)

// Clock is a length of time as a service counts it: "2 working days". The zero value is none.
type Clock struct {
	N    int
	Unit Unit
}

// ParseClock reads "2 working days", "4 working hours", "6 weeks", "28 days", "band", "priority".
func ParseClock(text string) (Clock, error) {
	if u := Unit(text); u == Band || u == Priority {
		return Clock{Unit: u}, nil
	}
	number, unit, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 1000 {
		return Clock{}, fmt.Errorf("a time is a number from 1 and a unit, like 2 working days")
	}
	switch u := Unit(strings.TrimSuffix(unit, "s")); u {
	case WorkingDays, WorkingHours, Days, Hours24, Months:
		return Clock{N: n, Unit: u}, nil
	case "week":
		return Clock{N: 7 * n, Unit: Days}, nil
	}
	return Clock{}, fmt.Errorf("a time is counted in working days, working hours, days, weeks, months or hours")
}

// IsZero tells whether there is no clock.
func (c Clock) IsZero() bool { return c == Clock{} }

// Varies tells whether the time is another for each band or priority.
func (c Clock) Varies() bool { return c.Unit == Band || c.Unit == Priority }

// String gives the clock as files write it: "1 working day", "42 days".
func (c Clock) String() string {
	switch {
	case c.IsZero():
		return ""
	case c.Varies():
		return string(c.Unit)
	case c.N == 1:
		return "1 " + string(c.Unit)
	}
	return strconv.Itoa(c.N) + " " + string(c.Unit) + "s"
}

// UnmarshalYAML reads the clock from a file.
func (c *Clock) UnmarshalYAML(unmarshal func(any) error) error {
	var text string
	if err := unmarshal(&text); err != nil {
		return err
	}
	parsed, err := ParseClock(text)
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// roughly gives the clock in hours, only to tell a shorter one from a longer.
func (c Clock) roughly() int {
	switch c.Unit {
	case WorkingHours:
		return c.N * 4 // a working day of seven or eight hours is a day and some
	case WorkingDays:
		return c.N * 34
	case Days:
		return c.N * 24
	case Months:
		return c.N * 24 * 30
	}
	return c.N
}

// TimeOfDay is minutes since midnight. Written "09:00"; "24:00" is the day's end.
type TimeOfDay int

// ParseTimeOfDay reads a time of day like 09:00.
func ParseTimeOfDay(text string) (TimeOfDay, error) {
	h, m, ok := strings.Cut(text, ":")
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	if !ok || err1 != nil || err2 != nil || len(m) != 2 || hour < 0 || minute < 0 || minute > 59 || hour*60+minute > 24*60 {
		return 0, fmt.Errorf("a time of day is written like 09:00")
	}
	return TimeOfDay(hour*60 + minute), nil
}

// String gives the time of day: "09:00".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// UnmarshalYAML reads the time of day from a file.
func (t *TimeOfDay) UnmarshalYAML(unmarshal func(any) error) error {
	var text string
	if err := unmarshal(&text); err != nil {
		return err
	}
	parsed, err := ParseTimeOfDay(text)
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}
