package catalogue

import (
	"fmt"
	"slices"
)

// Staff is what a service's file says of the people who do its work.
type Staff struct {
	Places      []Place      `yaml:"places"`                 // where a day is worked: one key each in the log of days
	CoLocated   int          `yaml:"co_located_days_a_week"` // how many of the days of service are at a partner's; 0: the file asks for none
	Checks      []StaffCheck `yaml:"checks"`
	OverrideBy  string       `yaml:"override_by"`             // role that may give a case without a check in date, with a reason; empty: nobody
	Supervision int          `yaml:"supervision_every_weeks"` // 0: the file asks for none
	WarnDays    int          `yaml:"warn_days"`               // how long before it ends a thing is on the supervisor's list
}

// Place is somewhere a day is worked.
type Place struct {
	Key       string `yaml:"key"`
	Name      string `yaml:"name"`
	CoLocated bool   `yaml:"co_located"` // a partner's premises: the day counts as one of co-location (R210, R228)
}

// StaffCheck is a check that those who work here need. Its key is one of the list staff-checks.
type StaffCheck struct {
	Key       string     `yaml:"key"`
	Name      string     `yaml:"-"`          // as that list calls it
	Months    int        `yaml:"months"`     // how long it holds; 0: for good
	NeededFor []CheckUse `yaml:"needed_for"` // what nobody does without it in date; none: it is reminded of and stops nothing
}

// CheckUse is something for which a check must be in date.
type CheckUse string

// The uses: being given a case, and seeing anybody alone.
const (
	ForCases CheckUse = "cases"
	ForAlone CheckUse = "alone"
)

// ChecksFor gives the checks without which nobody does something.
func (s Staff) ChecksFor(use CheckUse) []StaffCheck {
	var list []StaffCheck
	for _, c := range s.Checks {
		if slices.Contains(c.NeededFor, use) {
			list = append(list, c)
		}
	}
	return list
}

// Place gives a place by its key.
func (s Staff) Place(key string) (Place, bool) {
	i := slices.IndexFunc(s.Places, func(p Place) bool { return p.Key == key })
	if i < 0 {
		return Place{}, false
	}
	return s.Places[i], true
}

// Check gives a check by its key.
func (s Staff) Check(key string) (StaffCheck, bool) {
	i := slices.IndexFunc(s.Checks, func(c StaffCheck) bool { return c.Key == key })
	if i < 0 {
		return StaffCheck{}, false
	}
	return s.Checks[i], true
}

// staff checks what the file says of the people who do the work.
func (c *serviceCheck) staff() {
	twice(c.d, "staff", c.s.Staff.Places, func(p Place) string { return p.Key })
	twice(c.d, "staff", c.s.Staff.Checks, func(s StaffCheck) string { return s.Key })
	most := len(c.s.Hours.Days)
	if n := c.s.Hours.DaysAWeek; n > 0 {
		most = n
	}
	switch with := c.s.Staff.CoLocated; {
	case with > most:
		c.d.fault(fmt.Sprintf("the service works %d days a week, and no more of them can be at a partner's", most), "staff", "co_located_days_a_week")
	case with > 0 && !slices.ContainsFunc(c.s.Staff.Places, func(p Place) bool { return p.CoLocated }):
		c.d.fault("none of the places is a partner's: mark it co_located", "staff", "co_located_days_a_week")
	}
	stops := false
	for i, check := range c.s.Staff.Checks {
		if code, ok := c.code("staff-checks", check.Key, "staff", "checks", i, "key"); ok {
			c.s.Staff.Checks[i].Name = code.Label
		}
		stops = stops || slices.Contains(check.NeededFor, ForCases)
	}
	if by := c.s.Staff.OverrideBy; by != "" {
		c.role(by, "staff", "override_by")
		if !stops {
			c.d.fault("no check is needed for cases, so that there is nothing to go past: say so under needed_for", "staff", "override_by")
		}
	}
}

// Limit gives how many cases the cap lets one worker take in how many months, in this edition. An
// edition that is in force for no longer than a time the file gives a smaller number for, a pilot of
// six months, goes by that number (R206).
func (s Service) Limit() (taken, months int) {
	if s.Cap == nil {
		return 0, 0
	}
	taken, months = s.Cap.Taken, s.Cap.Months
	if s.Until.IsZero() {
		return taken, months
	}
	for _, p := range s.Cap.ProRata {
		if s.Until < s.From.AddMonths(p.Months) && p.Months < months {
			taken, months = p.Taken, p.Months
		}
	}
	return taken, months
}

// Weight is how much of a worker's load one open case of a band is.
type Weight struct {
	Band   string `yaml:"band"`
	Counts int    `yaml:"counts"`
}

// Weighs gives how much an open case of a band counts: 1 where nothing is said of it.
func (c Cap) Weighs(band string) int {
	for _, w := range c.Weights {
		if w.Band == band {
			return w.Counts
		}
	}
	return 1
}

// WarnFrom gives from how many cases taken somebody is warned, of a limit: for a shorter time the same share of it, rounded
// up. 0: the file warns nobody.
func (c Cap) WarnFrom(limit int) int {
	if c.WarnAt == 0 || c.Taken == 0 {
		return 0
	}
	return (c.WarnAt*limit + c.Taken - 1) / c.Taken
}

// capacity checks the cap.
func (c *serviceCheck) capacity() {
	limit := c.s.Cap
	if limit == nil {
		return
	}
	for i, role := range limit.Roles {
		c.role(role, "cap", "roles", i)
	}
	if limit.OverrideBy != "" {
		c.role(limit.OverrideBy, "cap", "override_by")
	}
	if limit.WarnAt > limit.Taken {
		c.d.fault("it would warn after the cap is reached", "cap", "warn_at")
	}
	for i, p := range limit.ProRata {
		if p.Months >= limit.Months || p.Taken > limit.Taken {
			c.d.fault(fmt.Sprintf("it is for a shorter time than %d months, and no more than %d", limit.Months, limit.Taken), "cap", "pro_rata", i)
		}
	}
	if limit.Weighted > 0 && len(limit.Weights) == 0 {
		c.d.fault("say under weights how much a case counts", "cap", "weighted")
	}
	if limit.Weighted == 0 && len(limit.Weights) > 0 {
		c.d.fault("say under weighted what the open cases may come to together", "cap", "weights")
	}
	for i, w := range limit.Weights {
		known := slices.ContainsFunc(c.set.Instruments(), func(in Instrument) bool { return in.BandRank(w.Band) >= 0 })
		if !known && !c.broken["instrument"] {
			c.d.fault(fmt.Sprintf("there is no band %q", w.Band), "cap", "weights", i, "band")
		}
		if slices.ContainsFunc(limit.Weights[:i], func(before Weight) bool { return before.Band == w.Band }) {
			c.d.fault(fmt.Sprintf("%q stands twice", w.Band), "cap", "weights", i, "band")
		}
	}
}
