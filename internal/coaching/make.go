package coaching

import (
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
	m := &maker{Dice: 20170801}
	m.people = madeup.People{Dice: &m.Dice, Exchange: "0118 496 0"}
	m.period(yearOne)
	m.period(yearTwo)
	return m.out
}

// period makes the people of one stretch. Those who are still open when the report is counted are the last to come.
func (m *maker) period(p period) {
	var on []clock.Date
	for _, mo := range p.months {
		days := madeup.Days(mo.first, mo.first.AddMonths(1).AddDays(-1), open)
		var in []clock.Date
		for range mo.n {
			in = append(in, madeup.Pick(&m.Dice, days))
		}
		slices.Sort(in)
		on = append(on, in...)
	}
	var proposers []string
	for _, s := range p.proposers {
		proposers = append(proposers, slices.Repeat([]string{s.code}, s.n)...)
	}
	var where []madeup.Place
	for i, n := range p.districts {
		where = append(where, slices.Repeat([]madeup.Place{places[i]}, n)...)
	}
	var soon, late []end
	for _, e := range p.ends {
		if e.late {
			late = append(late, slices.Repeat([]end{e}, e.n)...)
		} else {
			soon = append(soon, slices.Repeat([]end{e}, e.n)...)
		}
	}
	madeup.Shuffle(&m.Dice, proposers)
	madeup.Shuffle(&m.Dice, where)
	madeup.Shuffle(&m.Dice, soon)
	ends := append(soon, late...)
	for i, day := range on {
		m.person(day, proposers[i], where[i], ends[i])
	}
}

var kinds = []string{"noise", "harassment", "criminal_damage", "youth", "drugs", "parking", "hate_crime"}

// person makes one person and the life of her case.
func (m *maker) person(on clock.Date, proposer string, at madeup.Place, e end) {
	r := Referral{Case: fmt.Sprintf("A%03d", len(m.out.Referrals)+1), Proposer: proposer, District: at.District, ReceivedOn: on, Outcome: e.outcome}
	m.out.People = append(m.out.People, m.people.At(r.Case, at, on))
	r.Story = m.Story(kinds)
	r.CalledOn = madeup.After(max(on, Launched), m.Between(1, 5), open)
	r.ClosedOn, r.Reason = r.CalledOn, e.outcome
	if e.outcome == "no_response" {
		r.ClosedOn = madeup.After(r.CalledOn, m.Between(3, 6), open)
		if e.late {
			r.ClosedOn = madeup.After(CountedOn.AddDays(1), m.Between(0, 8), open)
		}
	}
	if e.sessions > 0 {
		m.coach(&r, e)
	}
	m.out.Referrals = append(m.out.Referrals, r)
}

// coach makes the sessions and the statements of somebody who accepted.
func (m *maker) coach(r *Referral, e end) {
	r.AllocatedOn = madeup.After(r.CalledOn, m.Between(1, 3), open)
	r.Coach = madeup.Pick(&m.Dice, []string{"paid", "volunteer", "volunteer"})
	on := madeup.After(r.AllocatedOn, m.Between(2, 6), open)
	if e.waits {
		on = madeup.After(CountedOn.AddDays(1), m.Between(0, 12), open)
	}
	for n := range e.sessions {
		if n > 0 {
			on = madeup.After(on, m.Between(5, 9), open)
		}
		if e.late && n == e.sessions-1 {
			on = max(on, madeup.After(CountedOn.AddDays(1), m.Between(0, 20), open))
		}
		m.out.Sessions = append(m.out.Sessions, Session{r.Case, on, []string{"listening", "coping", "signposting"}[(n+m.Below(2))%3], m.Between(40, 75)})
	}
	r.ClosedOn, r.Reason = on, "sessions_done"
	if e.sessions == 1 && m.OneIn(2) {
		r.Reason = "goals_met"
	}
	before := Statements{r.Case, "before", r.CalledOn, m.Between(2, 6), m.Between(1, 6), m.Between(1, 5), m.Between(1, 6), m.Between(1, 5)}
	m.out.Statements = append(m.out.Statements, before)
	if e.change != notAsked {
		m.out.Statements = append(m.out.Statements, m.after(before, on, e.change))
	}
}

// after gives the answers at the last session.
func (m *maker) after(b Statements, on clock.Date, c change) Statements {
	a := b.Answers()
	for i := range a {
		switch {
		case c == all, c == some && i%2 == 0:
			a[i] += m.Between(1, 4)
		case c == some && i == 1:
		default:
			a[i] -= m.Below(2)
		}
	}
	return Statements{b.Case, "exit", on, a[0], a[1], a[2], a[3], a[4]}
}
