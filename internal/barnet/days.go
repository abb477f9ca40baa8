package barnet

import (
	"slices"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// quarters are the first days of the year's quarters, and the day after its end.
var quarters = [5]clock.Date{"2017-04-01", "2017-07-01", "2017-10-01", "2018-01-01", "2018-04-01"}

// shut are bank holidays and the days the office was closed at Christmas.
var shut = []clock.Date{"2017-04-14", "2017-04-17", "2017-05-01", "2017-05-29", "2017-08-28", "2017-12-25", "2017-12-26", "2017-12-27", "2017-12-28",
	"2018-01-01", "2018-03-30", "2018-04-02", "2018-05-07", "2018-05-28"}

// arrives tells whether a referral can come in on a day: Monday to Friday, not a holiday.
func arrives(d clock.Date) bool {
	return madeup.Weekday(d, shut)
}

// works tells whether the service works on a day. It ran three days a week.
func works(d clock.Date) bool {
	w := d.Weekday()
	return (w == time.Tuesday || w == time.Wednesday || w == time.Thursday) && !slices.Contains(shut, d)
}

// worksFrom gives the first day from d on which the service works.
func worksFrom(d clock.Date) clock.Date {
	for !works(d) {
		d = d.AddDays(1)
	}
	return d
}

// meets tells whether the Community Safety MARAC meets on a day: the third Wednesday of each month.
func meets(d clock.Date) bool { return d.Weekday() == time.Wednesday && d.Day() > 14 && d.Day() <= 21 }
