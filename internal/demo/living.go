package demo

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
	"goldenthread/internal/referral"
)

// living tells the year that ends today: tales that begin on any day of it and go on until they end or
// today comes, and then the few with which a visitor's day begins.
func (w *world) living(ctx context.Context) error {
	w.cast = cast{Dice: seedOfLiving, names: map[string]bool{}}
	plans := w.plans()
	if err := w.each(ctx, len(plans), func(ctx context.Context, i int) error { return w.tell(ctx, plans[i]) }); err != nil {
		return err
	}
	return w.thisDay(ctx)
}

// volumes is how many people come to each service in the year.
var volumes = []struct {
	service string
	people  int
}{{"harmony", 150}, {"pilot", 190}, {"barnet-asb", 55}, {"asc", 75}, {"adt", 45}}

// plan is a tale before it is told: who comes to which service when, and by which door.
type plan struct {
	service  string
	received clock.Date
	who      someone
	source   catalogue.Source
	door     catalogue.Door
	seed     int
}

// seedOfLiving makes the same people each time.
const seedOfLiving = 20261119

// plans draws who comes when, in the order of days.
func (w *world) plans() []plan {
	c, today := &w.cast, w.Now.Date()
	var all []plan
	for _, v := range volumes {
		people := v.people
		if w.Small {
			people /= 10
		}
		for i := range people {
			p := plan{service: v.service, seed: 20000 + 1000*len(all) + i}
			s := w.service(v.service, today)
			back := c.Between(1, 365)
			if i < len(recently) {
				back = recently[i] // so that today's work is there however the dice fall
			}
			p.received = working(s, today.AddDays(-back))
			p.who = c.someone(v.service, p.received)
			p.source = madeup.Pick(&c.Dice, s.Sources)
			if len(p.source.Doors) > 0 {
				p.door = madeup.Pick(&c.Dice, p.source.Doors)
			}
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b plan) int { return -a.received.DaysUntil(b.received) })
	return all
}

// recently are days ago on which some people come to every service.
var recently = []int{1, 2, 3, 5, 8, 13, 21, 34}

// working gives the last day on or before a day on which a service is open.
func working(s catalogue.Service, on clock.Date) clock.Date {
	for !s.Hours.OpenOn(on) {
		on = on.AddDays(-1)
	}
	return on
}

// after gives the first open day so many days after a day.
func (t *tale) after(on clock.Date, days int) clock.Date {
	on = on.AddDays(days)
	for !t.service.Hours.OpenOn(on) {
		on = on.AddDays(1)
	}
	return on
}

// comes takes the person of a plan in. What the door knows beside her is what makes her eligible.
func (t *tale) comes(ctx context.Context, p plan, change ...func(*referral.Receive)) {
	r := referral.Receive{Door: p.door, Source: p.source.Key, District: p.who.place.District, Priority: referral.Routine}
	r.Supported, r.Why = p.who.told(&t.dice, p.received)
	by := t.referrer(p.source.Key, p.door)
	if !worksFor(by, p.service) {
		r.SourceAgency = t.staff[by].agency
	}
	switch p.door {
	case catalogue.DoorSelf:
		r.Basis.Kind = catalogue.BasisSelf
	case catalogue.DoorPhone:
		r.Basis.Kind = t.service.Basis.Default
		if p.source.Key == "self" {
			r.Basis.Kind = catalogue.BasisSelf
		}
	case catalogue.DoorPanel:
		r.SourceAgency = t.agencies[proposers[bringers[p.seed%len(bringers)]]]
		r.Basis.Kind = catalogue.BasisPanelAgreed
		r.Facts.PanelDecision = catalogue.Known("coaching")
		r.Facts.Agreement = catalogue.Known("agreed")
	case catalogue.DoorPoliceFile:
		r.Basis.Kind = t.service.Basis.Default
	default:
		r.Basis = referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "the officer who referred", How: "phone", On: p.received}
	}
	if p.source.Key == "cleveland_police" || p.source.Key == "durham_police" {
		r.Facts.Recorded = catalogue.Known(true)
		r.Facts.Force = catalogue.Known("cleveland")
		r.Facts.Unit = catalogue.Known("telephone_investigation_unit")
		if p.who.place.District == "E06000005" || p.who.place.District == "E06000047" {
			r.Facts.Force = catalogue.Known("durham")
		}
		r.Offence, _ = t.Catalogue.Offence(madeup.Pick(&t.dice, []string{"8N", "105A", "28E", "58A", "49", "8L"}))
		r.CrimeRef = crimeRef(&t.dice)
	}
	for _, c := range change {
		c(&r)
	}
	t.receive(ctx, by, r)
}

func crimeRef(dice *madeup.Dice) string {
	digits := make([]byte, 7)
	for i := range digits {
		digits[i] = byte('0' + dice.Below(10))
	}
	return "GT" + string(digits)
}

// referrer gives who brings a referral of a source by a door.
func (t *tale) referrer(source string, door catalogue.Door) post {
	switch {
	case door == catalogue.DoorPanel:
		return coordinator
	case door == catalogue.DoorSelf || door == catalogue.DoorPhone:
		return office
	case source == "metropolitan_police":
		return metropolitan
	case door == catalogue.DoorPoliceFile:
		return police
	case source == "housing":
		return landlord
	case source == "multi_crime" || source == "mediation_charity":
		return charity
	}
	return council
}
