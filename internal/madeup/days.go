package madeup

import (
	"slices"
	"time"

	"goldenthread/internal/clock"
)

// Days lists the days from first to last that a test lets through.
func Days(first, last clock.Date, ok func(clock.Date) bool) []clock.Date {
	var list []clock.Date
	for d := first; d <= last; d = d.AddDays(1) {
		if ok(d) {
			list = append(list, d)
		}
	}
	return list
}

// Weekday tells whether a day is Monday to Friday and not one of the days on which an office is shut.
func Weekday(d clock.Date, shut []clock.Date) bool {
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday && !slices.Contains(shut, d)
}

// After gives the day that is n of the days a test lets through later; with n 0 the day itself, or the next such day.
func After(d clock.Date, n int, ok func(clock.Date) bool) clock.Date {
	for {
		for !ok(d) {
			d = d.AddDays(1)
		}
		if n == 0 {
			return d
		}
		d, n = d.AddDays(1), n-1
	}
}
