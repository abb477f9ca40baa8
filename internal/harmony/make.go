package harmony

import (
	"cmp"
	"fmt"
	"slices"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// maker builds the records step by step.
type maker struct {
	madeup.Dice
	people madeup.People
	out    Records
}

// Make makes the data set. It always makes the same one.
func Make() Records {
	m := &maker{Dice: 20211001}
	m.people = madeup.People{Dice: &m.Dice, Exchange: "0121 496 0"}
	m.referrals()
	m.learning()
	return m.out
}

// spread gives each code as often as it is to come, in no order.
func (m *maker) spread(shares []share) []string {
	var all []string
	for _, s := range shares {
		all = append(all, slices.Repeat([]string{s.code}, s.n)...)
	}
	madeup.Shuffle(&m.Dice, all)
	return all
}

func (m *maker) referrals() {
	ends, from := m.spread(cameTo), m.spread(sources)
	var where []madeup.Place
	for i, n := range perDistrict {
		where = append(where, slices.Repeat([]madeup.Place{places[i]}, n)...)
	}
	madeup.Shuffle(&m.Dice, where)
	var on []clock.Date
	for month, n := range perMonth {
		first := YearFrom.AddMonths(month)
		days := madeup.Days(first, first.AddMonths(1).AddDays(-8), open) // so that every case opens in the year
		for range n {
			on = append(on, madeup.Pick(&m.Dice, days))
		}
	}
	slices.Sort(on)
	for i, day := range on {
		m.referral(day, from[i], where[i], ends[i])
	}
}

var kinds = []string{"noise", "harassment", "criminal_damage", "youth", "drugs", "parking", "hate_crime", "assault"}

// referral makes one person and what came of her referral.
func (m *maker) referral(on clock.Date, source string, at madeup.Place, end string) {
	r := Referral{Case: fmt.Sprintf("H%03d", len(m.out.Referrals)+1), Source: source, Door: "agency_form", Basis: "explicit_consent",
		District: at.District, ReceivedOn: on, CameTo: end, Story: m.Story(kinds)}
	switch source {
	case "self":
		r.Door, r.Basis = madeup.Pick(&m.Dice, []string{"self", "phone", "phone"}), "self"
	case "staffordshire_police":
		r.Basis = "opt_out"
	}
	r.CalledOn = madeup.After(on, m.Between(0, 2), open)
	switch end {
	case "advice":
		r.ClosedOn = r.CalledOn
	case "mediation":
		r.OfferedOn = r.CalledOn
		r.ClosedOn = madeup.After(r.CalledOn.AddDays(m.Between(20, 70)), 0, open)
		r.Reason = "mediation_ended"
	default:
		r.ClosedOn = madeup.After(r.CalledOn.AddDays(m.Between(28, 130)), 0, open)
		r.Reason = madeup.Pick(&m.Dice, []string{"goals_met", "goals_met", "goals_met", "goals_met", "referred_on", "moved_away", "declined_further"})
		if end == "support_and_mediation" {
			r.OfferedOn = min(madeup.After(r.CalledOn.AddDays(m.Between(3, 20)), 0, open), YearTo)
		}
	}
	if !r.OfferedOn.IsZero() {
		r.Answer = madeup.Pick(&m.Dice, []string{"accepted", "accepted", "declined"})
	}
	m.out.People = append(m.out.People, m.people.At(r.Case, at, on))
	m.out.Referrals = append(m.out.Referrals, r)
}

// learning makes the training, most of it for those who refer, and the sessions for the public.
func (m *maker) learning() {
	taught := []Event{
		{Audience: "police", Source: "staffordshire_police", Agency: "staffordshire-police"},
		{Audience: "housing", Source: "housing", Agency: "larkwell-homes"},
		{Audience: "council", Source: "council_asb_team", Agency: "council-asb"},
		{Audience: "partners"},
	}
	for i, n := range trained {
		e := taught[i%len(taught)]
		e.On, e.Kind, e.People = m.dayIn(i), "asb_awareness", n
		if e.Agency != "" {
			e.Of = n - m.Below(4)
		}
		m.out.Learning = append(m.out.Learning, e)
	}
	for i, n := range came {
		m.out.Learning = append(m.out.Learning, Event{On: m.dayIn(i * 12 / len(came)), Kind: "community_awareness",
			Audience: madeup.Pick(&m.Dice, []string{"residents", "residents", "schools", "young_people", "older_people"}),
			District: places[i%len(places)].District, People: n})
	}
	slices.SortStableFunc(m.out.Learning, func(a, b Event) int { return cmp.Compare(a.On, b.On) })
}

// dayIn draws a day of one month of the year.
func (m *maker) dayIn(month int) clock.Date {
	first := YearFrom.AddMonths(month)
	return madeup.Pick(&m.Dice, madeup.Days(first, first.AddMonths(1).AddDays(-1), open))
}
