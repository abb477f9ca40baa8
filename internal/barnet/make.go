package barnet

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// maker builds the records step by step; err keeps the first margin that could not be met.
type maker struct {
	madeup.Dice
	cases []*life
	out   Records
	err   error
}

// life is one case while the records are made.
type life struct {
	Referral
	new  bool            // received in the year
	has  map[string]bool // what is noted already, by kind and code
	tags int
	wish map[string]bool // what would suit the rest of the record, by kind and code
}

// Make makes the data set. It always makes the same one. It fails when the margins cannot be met,
// which a change to the margins may bring about.
func Make() (Records, error) {
	m := &maker{Dice: 20170401}
	m.receive()
	m.offerMediation()
	m.speakUp()
	m.tag("need", needs)
	m.tag("additional", additional)
	m.support()
	m.referOn()
	m.before()
	m.introduce()
	m.finish()
	return m.out, m.err
}

func (m *maker) fail(format string, args ...any) {
	m.err = errors.Join(m.err, fmt.Errorf(format, args...))
}

// receive makes the referrals: ten before the year, then each quarter's, with the sources that
// each half of the year must have.
func (m *maker) receive() {
	for range 10 {
		arrived := madeup.Pick(&m.Dice, madeup.Days("2016-11-01", "2017-02-28", arrives))
		m.open(madeup.Pick(&m.Dice, sources).code, arrived, madeup.Pick(&m.Dice, madeup.Days("2017-07-04", "2017-12-14", works)))
	}
	for half := range 2 {
		var from []string
		for _, s := range sources {
			n := s.first
			if half == 1 {
				n = s.second
			}
			from = append(from, slices.Repeat([]string{s.code}, n)...)
		}
		madeup.Shuffle(&m.Dice, from)
		for q := 2 * half; q < 2*half+2; q++ {
			last := quarters[q+1].AddDays(-9) // so that the case opens in the quarter too
			var on []clock.Date
			for range perQuarter[q] {
				on = append(on, madeup.Pick(&m.Dice, madeup.Days(quarters[q], last, arrives)))
			}
			slices.Sort(on)
			for i, day := range on {
				m.open(from[i], day, "")
			}
			from = from[perQuarter[q]:]
		}
	}
	slices.SortStableFunc(m.cases, func(a, b *life) int { return cmp.Compare(a.ReceivedOn, b.ReceivedOn) })
	for i, c := range m.cases {
		c.Case = fmt.Sprintf("B%03d", i+1)
	}
}

// open makes one case. An empty last day is drawn: two to eight months after the first.
func (m *maker) open(source string, received, closed clock.Date) {
	c := &life{new: received >= YearFrom, has: map[string]bool{}, wish: map[string]bool{}}
	c.Source, c.ReceivedOn = source, received
	c.Door, c.Basis = "agency_form", "explicit_consent"
	switch source {
	case "self":
		c.Door, c.Basis = madeup.Pick(&m.Dice, []string{"self", "phone"}), "self"
	case "community_safety":
		c.Door, c.Basis = "panel", "panel_with_agreement"
	case "metropolitan_police":
		c.Basis = "opt_out"
	}
	c.OpenedOn = worksFrom(received.AddDays(m.Between(1, 3)))
	c.ClosedOn = closed
	if closed == "" {
		c.ClosedOn = worksFrom(c.OpenedOn.AddDays(m.Between(75, 240)))
	}
	c.Reason = madeup.Pick(&m.Dice, []string{"goals_met", "goals_met", "goals_met", "goals_met", "referred_on", "referred_on", "moved_away", "declined_further", "no_response"})
	m.cases = append(m.cases, c)
}

// within lists the service's days of a case between two days of the year.
func (c *life) within(first, last clock.Date) []clock.Date {
	return madeup.Days(max(first, c.OpenedOn), min(last, c.ClosedOn), works)
}

// half gives the first and last day of a half of the year.
func half(n int) (first, last clock.Date) { return quarters[2*n], quarters[2*n+2].AddDays(-1) }

// choose picks n cases that a test lets through, those first that the score puts low, with some chance.
func (m *maker) choose(what string, n int, ok func(*life) bool, score func(*life) int) []*life {
	type candidate struct {
		*life
		score int
	}
	var all []candidate
	for _, c := range m.cases {
		if ok(c) {
			all = append(all, candidate{c, score(c)*100 + m.Below(250)})
		}
	}
	if len(all) < n {
		m.fail("%s: %d wanted, only %d possible", what, n, len(all))
		n = len(all)
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return a.score - b.score })
	chosen := make([]*life, n)
	for i := range chosen {
		chosen[i] = all[i].life
	}
	return chosen
}

// soon draws one of the days, more often an early one.
func (m *maker) soon(on []clock.Date) clock.Date {
	return on[min(m.Below(len(on)), m.Below(len(on)), m.Below(len(on)))]
}

// offerMediation makes the offers, each in the quarter its person was referred in.
func (m *maker) offerMediation() {
	for q, n := range mediationPerQuarter {
		last := quarters[q+1].AddDays(-1)
		chosen := m.choose("mediation", n, func(c *life) bool {
			return c.ReceivedOn >= quarters[q] && c.ReceivedOn <= last && c.Source != "community_safety" && len(c.within(quarters[q], last)) > 2
		}, func(c *life) int { return 0 })
		for _, c := range chosen {
			on := m.soon(c.within(quarters[q], last))
			c.wish["need mediation"] = true
			m.out.Mediation = append(m.out.Mediation, Mediation{c.Case, on, madeup.Pick(&m.Dice, []string{"accepted", "accepted", "declined"})})
		}
	}
}

// speakUp makes the advocacy: 26 people, the first time of each in the quarter it must be, and for
// some a second and third meeting.
func (m *maker) speakUp() {
	for q, n := range advocacyPerQuarter {
		first, last := quarters[q], quarters[q+1].AddDays(-1)
		chosen := m.choose("advocacy", n, func(c *life) bool {
			return !c.has["advocacy"] && !c.wish["need mediation"] && len(c.meetings(first, last)) > 0
		}, func(c *life) int {
			if c.Source == "community_safety" {
				return 0
			}
			return 1
		})
		for _, c := range chosen {
			c.has["advocacy"] = true
			c.wish["need advocacy"] = true
			on := c.meetings(madeup.Pick(&m.Dice, c.meetings(first, last)), YearTo)
			for _, day := range on[:min(len(on), m.Between(1, 3))] {
				m.out.Advocacy = append(m.out.Advocacy, Advocacy{c.Case, "community_marac", day, madeup.Pick(&m.Dice, madeup.Asked)})
			}
		}
	}
}

// meetings lists the MARAC's meetings in a case's life, a week or more after it was opened: she is
// asked before the meeting.
func (c *life) meetings(first, last clock.Date) []clock.Date {
	return madeup.Days(max(first, c.OpenedOn.AddDays(7)), min(last, c.ClosedOn), meets)
}

// tag notes kinds of support and additional needs until each code has its margins. Those with few so
// far come first, so that nobody is left without.
func (m *maker) tag(kind string, margins []margin) {
	for _, g := range margins {
		key := kind + " " + g.code
		for h, n := range []int{g.first, g.second} {
			first, last := half(h)
			chosen := m.choose(key, n, func(c *life) bool {
				if g.code == "mediation" {
					return c.wish[key] && !c.has[key] && c.ReceivedOn >= first && c.ReceivedOn <= last
				}
				return !c.has[key] && len(c.within(first, last)) > 0
			}, func(c *life) int {
				if c.wish[key] {
					return -20
				}
				if c.OpenedOn < first { // older cases have had their turn, mostly
					return c.tags + 1
				}
				return c.tags
			})
			for _, c := range chosen {
				c.has[key] = true
				c.tags++
				m.out.Needs = append(m.out.Needs, Need{c.Case, kind, g.code, m.dayOf(c, g.code, first, last)})
			}
		}
	}
}

// dayOf draws the day a tag is noted; mediation is noted on the day of its offer.
func (m *maker) dayOf(c *life, code string, first, last clock.Date) clock.Date {
	if code == "mediation" {
		for _, x := range m.out.Mediation {
			if x.Case == c.Case {
				return x.On
			}
		}
	}
	return m.soon(c.within(first, last))
}
