package demo

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// heldForChecking is referrals on which somebody has to decide something first, each for another reason.
func (w *world) heldForChecking(ctx context.Context) error {
	of := func(code string) func(*referral.Receive) {
		return func(r *referral.Receive) { r.Offence, _ = w.Catalogue.Offence(code) }
	}
	for i, held := range []struct {
		service, source string
		door            catalogue.Door
		change          func(*referral.Receive)
	}{
		{"pilot", "cleveland_police", catalogue.DoorPoliceFile, of("19C")}, // consent is needed and there is none
		{"pilot", "durham_police", catalogue.DoorPoliceFile, func(r *referral.Receive) {
			r.Supported.Born = w.Now.Date().AddMonths(-12*14 - 3)
			r.Flags.Child = true
		}},
		{"harmony", "staffordshire_police", catalogue.DoorAgencyForm, func(r *referral.Receive) { r.Flags.Child, r.Flags.ChildProtection = true, true }},
		{"pilot", "cleveland_police", catalogue.DoorPoliceFile, func(r *referral.Receive) { r.Facts.Unit = catalogue.Fact[string]{} }},
		{"harmony", "housing", catalogue.DoorAgencyForm, func(r *referral.Receive) { r.Supported.Contacts = nil }},
		{"barnet-asb", "metropolitan_police", catalogue.DoorAgencyForm, func(r *referral.Receive) { r.Basis = referral.Basis{} }},
	} {
		p := w.daysAgo(held.service, 1+i%3, held.source, held.door)
		t := w.comesIn(ctx, p, held.change)
		if t.err != nil {
			return t.err
		}
		if t.taken.State == referral.Held && w.tour.held == "" {
			w.tour.held = t.taken.Reference
		}
	}
	return nil
}

// knownAlready is somebody who was supported last year and comes again: her earlier record is proposed.
func (w *world) knownAlready(ctx context.Context) error {
	before := w.daysAgo("harmony", 210, "self", catalogue.DoorSelf)
	t := w.comesIn(ctx, before)
	t.on(t.after(before.received, 1), 10, 0)
	t.starts(ctx)
	t.walk(ctx, before, lot{days: 40, closing: "goals_met", outcomes: map[string]string{"contact": "reached", "offer": "support"}})
	if t.err != nil {
		return t.err
	}
	again := w.daysAgo("harmony", 1, "staffordshire_police", catalogue.DoorAgencyForm)
	again.who = before.who
	t = w.comesIn(ctx, again)
	w.tour.known = t.taken.Reference
	return t.err
}

// askedNotToContact is somebody who asked us to stay away. Her name stands in yesterday's file again.
func (w *world) askedNotToContact(ctx context.Context) error {
	first := w.daysAgo("pilot", 90, "cleveland_police", catalogue.DoorPoliceFile)
	t := w.comesIn(ctx, first)
	t.on(t.after(first.received, 1), 10, 30)
	t.starts(ctx)
	t.do(ctx, officer, t.try(catalogue.MethodPhone, casework.ReachedHer, "Does not want to hear from us again."),
		func(ctx context.Context, tx *gate.Tx, _ casework.Case) error {
			return none(referral.DoNotContact{Referral: t.taken.Referral, Scope: person.ScopeAll}.Run(ctx, tx))
		}, t.close("declined"))
	if t.err != nil {
		return t.err
	}
	w.cast.quiet = first.who
	return nil
}

// domesticAbuse is two people: of one it was known when she came, of the other it comes out in the call.
func (w *world) domesticAbuse(ctx context.Context) error {
	p := w.daysAgo("harmony", 2, "council_asb_team", catalogue.DoorAgencyForm)
	t := w.comesIn(ctx, p, func(r *referral.Receive) {
		r.Supported.Told.Relationship, r.Flags.DomesticAbuse = person.ExPartner, true
		r.Basis = referral.Basis{Kind: catalogue.BasisOptOut} // and nobody asked her
	})
	if t.err != nil {
		return t.err
	}
	p = w.daysAgo("harmony", 5, "council_asb_team", catalogue.DoorAgencyForm)
	t = w.comesIn(ctx, p)
	t.on(t.after(p.received, 1), 10, 40)
	t.who = worker
	t.starts(ctx)
	t.do(ctx, worker, t.try(catalogue.MethodPhone, casework.ReachedHer, "The noise next door is her former partner."),
		func(ctx context.Context, tx *gate.Tx, _ casework.Case) error {
			r, err := t.ref(ctx, tx)
			if err != nil {
				return err
			}
			return none(referral.DivertDomesticAbuse{Referral: r.ID, Version: r.Version}.Run(ctx, tx))
		})
	return t.err
}

// shutDoor is somebody who asks the coaching service herself: it takes people from panels alone. She is
// told where to turn, and counted.
func (w *world) shutDoor(ctx context.Context) error {
	return w.comesIn(ctx, w.daysAgo("asc", 2, "self", catalogue.DoorSelf)).err
}

// bothSides is two neighbours who each complain of the other. Two workers have them, neither knows of the
// other case, and the supervisor is told.
func (w *world) bothSides(ctx context.Context) error {
	plans := []plan{w.daysAgo("harmony", 11, "council_asb_team", catalogue.DoorAgencyForm), w.daysAgo("harmony", 10, "housing", catalogue.DoorAgencyForm)}
	var tales []*tale
	for i, p := range plans {
		against := plans[1-i].who
		tales = append(tales, w.comesIn(ctx, p, func(r *referral.Receive) {
			r.Others = []person.New{{Forename: against.forename, Surname: against.surname, Born: against.born,
				Contacts: []person.NewContact{{Kind: person.Mobile, Value: against.mobile}}}}
			r.Supported.Told.Relationship = person.Neighbour
		}))
	}
	for i, t := range tales { // only then is either given to somebody, as the days were
		t.who = []post{worker, otherWorker}[i] // from the first call on: nobody meets both
		if t.goesOn(ctx, plans[i], t.who, "plan"); t.err != nil {
			return t.err
		}
	}
	return nil
}

// private is somebody who wants nobody outside the charity to know: whoever referred reads that it was
// received, and nothing more.
func (w *world) private(ctx context.Context) error {
	p := w.daysAgo("harmony", 11, "council_asb_team", catalogue.DoorAgencyForm)
	t := w.comesIn(ctx, p)
	t.goesOn(ctx, p, worker, "plan")
	t.do(ctx, worker, func(ctx context.Context, tx *gate.Tx, _ casework.Case) error {
		r, err := t.ref(ctx, tx)
		if err != nil {
			return err
		}
		return none(referral.KeepPrivate{Referral: r.ID, Version: r.Version}.Run(ctx, tx))
	})
	w.tour.receipt = t.taken.Reference
	return t.err
}

// carriedOver is a case of the year before last that is still open.
func (w *world) carriedOver(ctx context.Context) error {
	p := w.daysAgo("barnet-asb", 430, "housing", catalogue.DoorAgencyForm)
	t := w.comesIn(ctx, p)
	t.on(t.after(p.received, 2), 10, 0)
	t.starts(ctx)
	t.walk(ctx, p, lot{days: 600, outcomes: map[string]string{"contact": "reached", "offer": "support"}})
	return t.err
}
