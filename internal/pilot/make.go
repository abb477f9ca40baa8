package pilot

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
	cases  int // taken by case workers
}

// Make makes the data set. It always makes the same one.
func Make() Records {
	m := &maker{Dice: 20150901}
	m.people = madeup.People{Dice: &m.Dice, Exchange: "0191 498 0"}
	m.service("pilot", pilotMonths, pilotEnds)
	m.service("adt", unitMonths, unitEnds)
	slices.SortStableFunc(m.out.Victims, func(a, b Victim) int { return cmp.Compare(a.ReceivedOn, b.ReceivedOn) })
	return m.out
}

func (m *maker) service(key string, months [6]int, ends []end) {
	var all []end
	for _, e := range ends {
		all = append(all, slices.Repeat([]end{e}, e.n)...)
	}
	madeup.Shuffle(&m.Dice, all)
	for month, n := range months {
		first := From.AddMonths(month)
		days := madeup.Days(first, first.AddMonths(1).AddDays(-1), open)
		for range n {
			m.victim(key, madeup.Pick(&m.Dice, days), all[0])
			all = all[1:]
		}
	}
}

var kinds = []string{"assault", "burglary", "criminal_damage", "harassment", "hate_crime"}

// victim makes one person, her crime and what came of it.
func (m *maker) victim(service string, on clock.Date, e end) {
	n := len(m.out.Victims) + 1
	v := Victim{Case: fmt.Sprintf("V%03d", n), Service: service, Force: "cleveland", Unit: "telephone_investigation_unit", ReceivedOn: on, Outcome: e.outcome,
		Agreed: e.agreed, Reason: e.reason, Method: "phone", Crime: fmt.Sprintf("VP/%05d/15", 20000+n), Hour: m.Between(10, 16), Story: m.Story(kinds)}
	at := madeup.Pick(&m.Dice, cleveland)
	switch {
	case service == "pilot" && m.OneIn(3):
		v.Force, v.Unit, at = "durham", "", madeup.Pick(&m.Dice, darlington)
	case service == "adt" && m.OneIn(3):
		v.Force, v.Unit, at = "durham", "", madeup.Pick(&m.Dice, durham)
	case service == "adt":
		v.Unit = "response"
	}
	v.Offence = madeup.Pick(&m.Dice, offencesOf(service, e))
	if e.written {
		v.Method = "letter"
	}
	v.District = at.District
	// The pilot sits beside the police and rings the same day or the next; the Unit's file comes at night.
	wait := m.Below(2)
	if service == "adt" {
		wait = m.Between(1, 4)
	}
	v.ReachedOn = madeup.After(on, wait, open)
	m.end(&v)
	m.out.People = append(m.out.People, m.people.At(v.Case, at, on))
	m.out.Victims = append(m.out.Victims, v)
}

// offencesOf gives the types of crime of those for whom it went so: the Unit goes by them, the pilot does not.
func offencesOf(service string, e end) []string {
	switch {
	case service == "pilot":
		return slices.Concat(rung, writtenTo, leftOut)
	case e.outcome == "excluded":
		return leftOut
	case e.written:
		return writtenTo
	}
	return rung
}

// end gives the last day. Complex need is worked on for some months; everything else ends with the call.
func (m *maker) end(v *Victim) {
	v.ClosedOn = v.ReachedOn
	switch {
	case v.Outcome == "excluded":
		v.ReachedOn, v.ClosedOn, v.Hour, v.Method = "", "", 0, ""
	case v.Method == "letter": // six weeks, as long as what was received is kept
		v.ClosedOn = madeup.After(v.ReachedOn.AddDays(42), 0, open)
	case v.Outcome == "no_response":
		v.ClosedOn = madeup.After(v.ReachedOn, m.Between(2, 5), open)
	case v.Agreed == "case_worker":
		m.cases++
		v.Worker = 1 + m.cases%2
		v.ClosedOn = madeup.After(v.ReachedOn.AddDays(m.Between(25, 90)), 0, open)
		v.Reason = madeup.Pick(&m.Dice, []string{"goals_met", "goals_met", "goals_met", "referred_on", "moved_away", "declined_further"})
	case v.Agreed == "community":
		v.ClosedOn = madeup.After(v.ReachedOn.AddDays(m.Between(25, 90)), 0, open)
	}
}
