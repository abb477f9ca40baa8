package casework

import (
	"cmp"
	"slices"
	"time"

	"goldenthread/internal/audit"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
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

// FollowUp gives the plan of contact in force; the zero value when nothing was agreed.
func (p Page) FollowUp() FollowUp {
	for _, it := range p.Of(ItemFollowUp) {
		return FollowUp{Every: it.Number2, Method: catalogue.Method(it.Code), Agreed: it.On, Until: clock.Date(it.State), Version: it.Number}
	}
	return FollowUp{}
}

// Line gives a goal or a step of the plan by its id.
func (p Page) Line(kind ItemKind, of string) (Item, bool) {
	for _, it := range p.Of(kind) {
		if it.ID == of {
			return it, true
		}
	}
	return Item{}, false
}

// Changes gives how a goal or a step read before each time somebody changed it, latest first: By and At
// say who changed it and when.
func (p Page) Changes(of string) []Item {
	return slices.DeleteFunc(p.Of(ItemPast), func(it Item) bool { return it.Of != of })
}

// Anew gives the latest issue that was told after the risk was looked at last, or before anybody looked: first says that nobody has yet;
// found is false when there is none.
func (p Page) Anew() (told Item, first, found bool) {
	seen, _ := p.lastTwo()
	for _, it := range p.Of(ItemIssue) {
		if it.At > seen.At {
			return it, seen.ID == "", true
		}
	}
	return Item{}, false, false
}

// Answers gives what came back on a referral to another service, latest first.
func (p Page) Answers(onward string) []Item {
	return slices.DeleteFunc(p.Of(ItemAnswer), func(it Item) bool { return it.Of != onward })
}

// Hearings gives the days at court on or after a day that stand, soonest first: what was recorded last of each, and not put off since.
func (p Page) Hearings(from clock.Date) []Item {
	stand := slices.DeleteFunc(p.Of(ItemCourt), func(it Item) bool { return it.Number == 0 || it.On < from })
	slices.SortStableFunc(stand, func(a, b Item) int { return cmp.Compare(a.On, b.On) })
	return stand
}

// lastTwo gives the latest score whose band stands for the risk, and the one before it by the same form.
func (p Page) lastTwo() (now, before Item) {
	for _, it := range p.Of(ItemAssessment) {
		switch {
		case it.State == "" || !it.Settled:
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
// was; zero when it never did. To see the case in a list, or to write into it from elsewhere, is not to look at it.
func (p Page) Since(account id.Account) ([]Item, clock.Instant) {
	last := clock.Instant(0)
	for _, l := range p.Looks {
		if l.Account == account && l.How == audit.HowOpened && p.Now.Sub(l.At) > visit {
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

// Rewritten says that somebody recorded anew what stands in one place and is written over, which is no item: how the person is reached
// safely, or what was told.
type Rewritten struct {
	What RewrittenWhat
	At   clock.Instant
}

// RewrittenWhat is what was recorded anew.
type RewrittenWhat string

// What can be.
const (
	RewrittenRule   RewrittenWhat = "rule"   // how it is safe to make contact
	RewrittenNumber RewrittenWhat = "number" // a number or address, or what is safe of it
	RewrittenStory  RewrittenWhat = "story"
)

// RewrittenSince gives what others than an account recorded anew after an instant: how the person is reached safely first.
func (p Page) RewrittenSince(account id.Account, after clock.Instant) []Rewritten {
	var list []Rewritten
	add := func(what RewrittenWhat, c person.Changed) {
		if c.At > after && c.By != account {
			list = append(list, Rewritten{what, c.At})
		}
	}
	add(RewrittenRule, p.About.Safe.Changed)
	for _, c := range p.About.Contacts {
		add(RewrittenNumber, c.Changed)
	}
	add(RewrittenStory, p.About.Story.Changed)
	return list
}
