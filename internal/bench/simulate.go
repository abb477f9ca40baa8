package bench

import (
	"context"
	"time"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
)

// simulate compares the replay of a year's referrals through two editions of a service's file with asking the two
// rules of eligibility alone, as often and of facts as full.
func (r *run) simulate(ctx context.Context) error {
	c, err := r.cases(ctx, service, r.Sizes.Middle)
	if err != nil {
		return err
	}
	svc, _ := c.app.Catalogue.Service(service)
	pilot, _ := c.app.Catalogue.Service("pilot")
	with := svc
	with.Eligible = pilot.Eligible // the longest rule there is
	referrals := 0
	replay := func() error {
		out, err := gate.Read(operator(ctx), c.app.Gate, func(ctx context.Context, v *gate.View) (referral.Simulation, error) {
			return referral.Simulate{Now: svc, With: with, Groups: c.app.Catalogue.OffenceGroups}.Run(ctx, v)
		})
		referrals = out.Referrals
		return err
	}
	if err := replay(); err != nil {
		return err
	}
	facts := waysIn[service].facts
	facts.Age, facts.Area, facts.Door = catalogue.Known(40), catalogue.Known(svc.Areas[0]), catalogue.Known(string(catalogue.DoorAgencyForm))
	f, err := r.compare(Figure{Name: "simulate", A: "a year's referrals by two editions of a file", B: "the two rules alone", Aim: 10},
		func() (time.Duration, error) { return timed(replay) },
		func() (time.Duration, error) {
			return timed(func() error {
				for range referrals {
					svc.Eligible.Ask(facts)
					with.Eligible.Ask(facts)
				}
				return nil
			})
		})
	if err == nil {
		r.add(f)
	}
	return err
}
