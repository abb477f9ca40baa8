package catalogue

import (
	"fmt"
	"slices"
)

// Staff is what a service's file says of the people who do its work.
type Staff struct {
	Places      []Place      `yaml:"places"` // where a day is worked: one key each in the log of days
	Checks      []StaffCheck `yaml:"checks"`
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
	Key    string `yaml:"key"`
	Months int    `yaml:"months"` // how long it holds; 0: for good
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
	for i, check := range c.s.Staff.Checks {
		c.code("staff-checks", check.Key, "staff", "checks", i, "key")
	}
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
}
