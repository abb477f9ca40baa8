package catalogue

import (
	"time"

	"goldenthread/internal/clock"
)

// Calendar says which days are bank holidays. Working days are Monday to Friday, bank holidays left out.
type Calendar struct {
	Key      string     `yaml:"key"`
	Name     string     `yaml:"name"`
	Source   string     `yaml:"source"`
	Licence  string     `yaml:"licence"`
	From     clock.Date `yaml:"from"`  // first day the file knows about
	Until    clock.Date `yaml:"until"` // last; after it only weekends are known
	Holidays []Holiday  `yaml:"holidays"`

	byDate map[clock.Date]string
}

// Holiday is one bank holiday.
type Holiday struct {
	Date clock.Date `yaml:"date"`
	Name string     `yaml:"name"`
}

// Covers tells whether the file knows the bank holidays around a date. Outside it the working days
// that are given leave out weekends only.
func (c *Calendar) Covers(d clock.Date) bool { return d >= c.From && d <= c.Until }

// Holiday names the bank holiday a date is.
func (c *Calendar) Holiday(d clock.Date) (string, bool) {
	name, ok := c.byDate[d]
	return name, ok
}

// IsWorkingDay tells whether a date is Monday to Friday and no bank holiday.
func (c *Calendar) IsWorkingDay(d clock.Date) bool {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	_, holiday := c.byDate[d]
	return !holiday
}

// AddWorkingDays gives the nth working day after a date; with n below 0, before it. With 0 it is
// the date itself when that is a working day, and otherwise the next one that is.
func (c *Calendar) AddWorkingDays(d clock.Date, n int) clock.Date {
	return step(d, n, c.IsWorkingDay)
}

// step walks from d over days that count.
func step(d clock.Date, n int, counts func(clock.Date) bool) clock.Date {
	direction := 1
	if n < 0 {
		direction, n = -1, -n
	}
	if n == 0 {
		for !counts(d) {
			d = d.AddDays(1)
		}
		return d
	}
	for n > 0 {
		d = d.AddDays(direction)
		if counts(d) {
			n--
		}
	}
	return d
}

func (c *Calendar) index() {
	c.byDate = make(map[clock.Date]string, len(c.Holidays))
	for _, h := range c.Holidays {
		c.byDate[h.Date] = h.Name
	}
}
