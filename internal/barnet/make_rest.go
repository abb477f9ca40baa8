package barnet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// support makes the help at court: for people hurt, threatened or robbed, whose case is long enough.
func (m *maker) support() {
	for _, c := range m.choose("court", courtPeople, func(c *life) bool {
		return (c.has["additional assault"] || c.has["additional harassment"]) && len(c.within(c.OpenedOn.AddDays(40), YearTo)) > 12
	}, func(*life) int { return 0 }) {
		on := c.within(max(YearFrom, c.OpenedOn.AddDays(40)), YearTo)
		steps := []string{"pre_trial_information", "witness_service", "at_court"}
		if m.OneIn(2) {
			steps = []string{"pre_trial_information", "citizens_advice"}
		}
		for i, step := range steps {
			m.out.Court = append(m.out.Court, Court{c.Case, step, on[min(4*i+m.Below(4), len(on)-1)]})
		}
	}
}

// referOn makes the referrals to other services. One to the Community Safety MARAC is made in the two
// weeks before a meeting at which the person is spoken up for.
func (m *maker) referOn() {
	for _, g := range onwardTo {
		key := "onward " + g.code
		suits := map[string]string{"housing_support": "need housing", "mental_health": "need special_support", "legal_services": "need asb_powers",
			"emergency_services": "additional assault", "community_safety": "additional hate_crime"}[g.code]
		for h, n := range []int{g.first, g.second} {
			first, last := half(h)
			possible := func(c *life) []clock.Date {
				if g.code != "community_marac" {
					return c.within(first, last)
				}
				for _, a := range m.out.Advocacy {
					if a.Case == c.Case {
						return c.within(max(first, a.On.AddDays(-14)), min(last, a.On.AddDays(-1)))
					}
				}
				return nil
			}
			for _, c := range m.choose(key, n, func(c *life) bool { return !c.has[key] && len(possible(c)) > 0 }, func(c *life) int {
				if c.has[suits] {
					return 0
				}
				return 3
			}) {
				c.has[key] = true
				m.out.Onward = append(m.out.Onward, Onward{c.Case, g.code, m.soon(possible(c))})
			}
		}
	}
}

// before gives the ten carried over what was noted before the year began.
func (m *maker) before() {
	for _, c := range m.cases {
		if c.new {
			continue
		}
		on := madeup.Days(c.OpenedOn, YearFrom.AddDays(-1), works)
		for _, tag := range [][2]string{{"need", "emotional"}, {"need", "practical"}, {"additional", "noise"}, {"additional", "harassment"}} {
			if key := tag[0] + " " + tag[1]; !c.has[key] {
				c.has[key] = true
				m.out.Needs = append(m.out.Needs, Need{c.Case, tag[0], tag[1], m.soon(on)})
			}
		}
	}
}

// introduce makes the people, and what each told us.
func (m *maker) introduce() {
	var sex, ethnicity []string
	for _, s := range sexes {
		sex = append(sex, slices.Repeat([]string{s.code}, s.n)...)
	}
	for _, e := range ethnicities {
		ethnicity = append(ethnicity, slices.Repeat([]string{e.code}, e.n)...)
	}
	var ages []band
	for _, b := range bands {
		ages = append(ages, slices.Repeat([]band{b}, b.n)...)
	}
	madeup.Shuffle(&m.Dice, sex)
	madeup.Shuffle(&m.Dice, ethnicity)
	madeup.Shuffle(&m.Dice, ages)
	codes := slices.Clone(postcodes)
	madeup.Shuffle(&m.Dice, codes)
	phones := make([]int, 100)
	for i := range phones {
		phones[i] = 700 + i
	}
	madeup.Shuffle(&m.Dice, phones)
	names := map[string]bool{}
	next := 0
	for i, c := range m.cases {
		p := Person{Case: c.Case, Postcode: codes[i], Voicemail: !m.OneIn(3), Letters: !m.OneIn(4)}
		is := band{from: 22, to: 78}
		if c.new {
			p.Sex, p.Ethnicity, is = sex[next], ethnicity[next], ages[next]
			next++
		} else {
			p.Sex, p.Ethnicity = madeup.Pick(&m.Dice, sex), madeup.Pick(&m.Dice, []string{"W1", "W9", "A1", "M1", "O9", "PNS"})
		}
		if is.from > 0 {
			p.BornOn = c.ReceivedOn.AddMonths(-12 * m.Between(is.from, is.to)).AddDays(-m.Below(364))
		}
		asked := madeup.Days(c.OpenedOn, min(c.ClosedOn, YearTo), works)
		p.AskedOn = asked[min(m.Below(8), len(asked)-1)]
		p.Forename, p.Surname = m.Name(p.Sex, p.BornOn, names)
		p.Address = fmt.Sprintf("%d %s", m.Between(2, 148), madeup.Pick(&m.Dice, madeup.Streets))
		p.Phone = fmt.Sprintf("07700 900%d", phones[i])
		if m.OneIn(4) {
			p.Phone = fmt.Sprintf("020 7946 0%d", phones[i])
		}
		if m.OneIn(2) {
			p.Email = strings.ToLower(p.Forename + "." + p.Surname + "@example.org")
		}
		m.out.People = append(m.out.People, p)
		c.Story = m.story(c)
	}
}

// story is what she told us: a sentence for each of her first two additional needs.
func (m *maker) story(c *life) string {
	var mine []Need
	for _, n := range m.out.Needs {
		if n.Case == c.Case && n.Kind == "additional" {
			mine = append(mine, n)
		}
	}
	slices.SortStableFunc(mine, func(a, b Need) int { return cmp.Compare(a.On, b.On) })
	var said []string
	for _, n := range mine[:min(2, len(mine))] {
		said = append(said, madeup.Pick(&m.Dice, madeup.Told[n.Code]))
	}
	if len(said) == 0 {
		said = append(said, madeup.Pick(&m.Dice, madeup.ToldOtherwise))
	}
	return strings.Join(said, " ")
}

// finish puts all rows in the order of their dates.
func (m *maker) finish() {
	for _, c := range m.cases {
		m.out.Referrals = append(m.out.Referrals, c.Referral)
	}
	slices.SortStableFunc(m.out.Needs, func(a, b Need) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Case, b.Case), cmp.Compare(b.Kind, a.Kind), cmp.Compare(a.Code, b.Code))
	})
	slices.SortStableFunc(m.out.Onward, func(a, b Onward) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Case, b.Case)) })
	slices.SortStableFunc(m.out.Advocacy, func(a, b Advocacy) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Case, b.Case)) })
	slices.SortStableFunc(m.out.Mediation, func(a, b Mediation) int { return cmp.Compare(a.On, b.On) })
	slices.SortStableFunc(m.out.Court, func(a, b Court) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Case, b.Case)) })
}
