package demo

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"goldenthread/internal/audit"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Into is what a demonstration is loaded into: an empty partnership, prepared for its services.
type Into struct {
	DB        *store.DB
	Keys      *seal.Keys
	Log       *audit.Log
	Catalogue *catalogue.Set
	Mode      identity.DemoMode
	Now       clock.Instant     // the living year ends here
	Small     bool              // a tenth of the living year's people: for tests
	Say       func(line string) // told how far it is
}

// Part is a part of the demonstration that can be loaded by itself.
type Part int

// The parts.
const (
	Barnet   Part = iota // the Barnet project's year 2017 to 2018
	Coaching             // the coaching service's first year and a half, 2017 to 2018
	Harmony              // Harmony's first year, 2021 to 2022
	Pilot                // six months of the pilot and of the transfer beside it, 2015 to 2016
	Samples              // the dip samples of 2014
	Living               // the year that ends today
)

// Load loads the parts in order, after the people who do the work. ctx is the operator's: the command
// line makes the accounts, and everything after is done by those who signed in with one.
//
// What it gives is the guide: which pages there are for whom, as JSON, for those who walk through them all.
func Load(ctx context.Context, in Into, parts ...Part) ([]byte, error) {
	w := &world{Into: in}
	in.Say("Making the accounts of those who work here")
	if err := w.hire(ctx); err != nil {
		return nil, fmt.Errorf("making the accounts: %w", err)
	}
	if err := w.staffRecords(ctx); err != nil { // nobody is given a case without
		return nil, err
	}
	for _, p := range parts {
		var err error
		switch p {
		case Barnet:
			in.Say("The Barnet project, 2017 to 2018: 89 people")
			if err = w.barnet(ctx); err == nil {
				err = w.handedIn(ctx)
			}
		case Coaching:
			in.Say("Alliance Support Coaching, 2017 to 2018: 253 people")
			err = w.coaching(ctx)
		case Harmony:
			in.Say("Harmony, 2021 to 2022: 457 people, 45 training and awareness events")
			err = w.harmony(ctx)
		case Pilot:
			in.Say("The victim referral pilot and the transfer beside it, 2015 to 2016: 408 people")
			err = w.pilot(ctx)
		case Samples:
			in.Say("The dip samples of Cleveland and Durham, 2014: 203 rows")
			err = w.samples(ctx)
		case Living:
			in.Say("A year of five services, up to today")
			err = w.living(ctx)
		}
		if err != nil {
			return nil, err
		}
	}
	return w.guide()
}

// world is the partnership while it is made.
type world struct {
	Into
	staff    map[post]colleague
	agencies map[string]id.Agency
	cast     cast // of the living year
	tour     tour // where a visitor finds what
}

// clockFrom is when the partnership begins: before anything in it.
const clockFrom clock.Date = "2013-01-07"

// gateAt gives a gate of its own, with the clock that belongs to it: each tale has one, so that tales can
// be told side by side, each at its own date.
func (w *world) gateAt(at clock.Instant) (*gate.Gate, *clock.Manual) {
	c := clock.NewManual(at)
	return gate.New(gate.Parts{DB: w.DB, Keys: w.Keys, Log: w.Log, Clock: c}), c
}

// sideBySide is how many tales are told at once. SQLite writes what comes at once to disk at once, so many are
// faster; on PostgreSQL they would only stand in each other's way.
func (w *world) sideBySide() int {
	if w.DB.Engine() == "sqlite" {
		return 24
	}
	return 3
}

// each tells n tales side by side; the first that fails ends it.
func (w *world) each(ctx context.Context, n int, tell func(ctx context.Context, i int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(w.sideBySide())
	for i := range n {
		g.Go(func() error { return tell(ctx, i) })
	}
	return g.Wait()
}

// service gives the edition of a service that was in force on a day, or the earliest there is.
func (w *world) service(key string, on clock.Date) catalogue.Service {
	if s, ok := w.Catalogue.ServiceOn(key, on); ok {
		return s
	}
	s, _ := w.Catalogue.Service(key)
	return s
}

func (w *world) list(key string) catalogue.List {
	l, _ := w.Catalogue.List(key)
	return l
}
