package casework

import (
	"slices"
	"time"

	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/id"
)

// Of gives the items of one kind, latest first.
func (p Page) Of(kind ItemKind) []Item {
	var of []Item
	for _, it := range p.Items {
		if it.Kind == kind {
			of = append(of, it)
		}
	}
	return of
}

// Promises gives the promises to the person that are neither kept nor withdrawn, soonest first.
func (p Page) Promises() []Item {
	open := slices.DeleteFunc(p.Of(ItemPromise), func(it Item) bool { return it.Settled })
	slices.SortStableFunc(open, func(a, b Item) int { return int(a.Due - b.Due) })
	return open
}

// Alarms gives the dangers that somebody still has to answer for.
func (p Page) Alarms() []Item {
	return slices.DeleteFunc(p.Of(ItemAlarm), func(it Item) bool { return it.Settled })
}

// NextHearing gives the first hearing on or after a day.
func (p Page) NextHearing(from clock.Date) (Item, bool) {
	var next Item
	for _, it := range p.Of(ItemCourt) {
		if it.Code == hearing && it.On >= from && (next.On == "" || it.On < next.On) {
			next = it
		}
	}
	return next, next.On != ""
}

// lastTwo gives the latest assessment by an instrument that gives bands, and the one before it.
func (p Page) lastTwo() (now, before Item) {
	for _, it := range p.Of(ItemAssessment) {
		switch {
		case it.State == "":
		case now.ID == "":
			now = it
		case before.ID == "" && it.Code == now.Code:
			before = it
		}
	}
	return now, before
}

// visit is how long looking through the parts of one case counts as one visit.
const visit = 30 * time.Minute

// Since gives what others recorded on the case since an account last looked at it, and when that
// was; zero when it never did. To see the case in a list is not to look at it.
func (p Page) Since(account id.Account) ([]Item, clock.Instant) {
	last := clock.Instant(0)
	for _, l := range p.Looks {
		if l.Account == account && l.How != audit.HowListed && p.Now.Sub(l.At) > visit {
			last = l.At
			break
		}
	}
	if last == 0 {
		return nil, 0
	}
	var since []Item
	for _, it := range p.Items {
		if it.At > last && it.By != account {
			since = append(since, it)
		}
	}
	return since, last
}
