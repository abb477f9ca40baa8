package learning

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// shown is how many rows a list shows; one more says that there are more.
const shown = 100

// Record is what the page of training and awareness shows of some services.
type Record struct {
	Events    []Event // the latest first: those to come, and those of the last twelve months
	More      bool    // there are more than the list shows
	Trained   Total   // in the last twelve months
	Awareness Total
}

// Total is how many events were held and how many people came.
type Total struct{ Events, People int }

// List gives the training and awareness of services. Those who keep the record and those who pay may see it.
// Services in which the actor has no such role are refused.
func List(ctx context.Context, v gate.Reader, services []string) (Record, error) {
	if err := see(ctx, v, services); err != nil {
		return Record{}, err
	}
	today := v.Now().Date()
	since := today.AddMonths(-12).AddDays(1)
	var r Record
	var err error
	if r.Events, err = store.Collect(ctx, v, eventsSQL, scanEvent, since, clock.Never, store.List(services)); err != nil {
		return Record{}, err
	}
	r.More = len(r.Events) > shown
	r.Events = r.Events[:min(len(r.Events), shown)]
	err = store.Each(ctx, v, totalsSQL, func(row store.Scan) error {
		var part string
		var t Total
		if err := row(&part, &t.Events, &t.People); err != nil {
			return err
		}
		switch part {
		case catalogue.Training:
			r.Trained = t
		case catalogue.Awareness:
			r.Awareness = t
		}
		return nil
	}, since, today, clock.Never, store.List(services))
	return r, err
}

// see takes the decision for each of some services. An empty list is refused: it would be about none.
func see(ctx context.Context, v gate.Reader, services []string) error {
	if len(services) == 0 {
		return v.Authorize(ctx, ActSee, gate.On{Service: noService})
	}
	for _, s := range services {
		if err := v.Authorize(ctx, ActSee, gate.On{Service: s}); err != nil {
			return err
		}
	}
	return nil
}

// Opened is one event with who came and what followed.
type Opened struct {
	Event
	Came   []Came
	Growth *Growth // nil when nobody who refers was taught, or it was not held
}

// Growth is how many people a source referred in the months before an event and in those after it (R167).
// It says what followed, and not what from.
type Growth struct {
	Before, After int
	From, To      clock.Date // first day counted before, last day counted after
	Whole         bool       // as many days are counted after as before
}

// compared is how many months before and after an event are compared.
const compared = 3

// ByID gives one event, to those who may see the list.
func ByID(ctx context.Context, v gate.Reader, event string) (Opened, error) {
	e, err := load(ctx, v, event, ActSee)
	if err != nil {
		return Opened{}, err
	}
	o := Opened{Event: e}
	o.Came, err = store.Collect(ctx, v, cameSQL, func(row store.Scan) (Came, error) {
		var c Came
		err := row(&c.Agency, &c.Account, &c.People, &c.Due, &c.AgencyName, &c.Name)
		return c, err
	}, e.ID, clock.Never)
	if err != nil || e.Source == "" || e.State != Held {
		return o, err
	}
	today := v.Now().Date()
	g := Growth{From: e.On.AddMonths(-compared), To: min(e.On.AddMonths(compared), today), Whole: today >= e.On.AddMonths(compared)}
	g, err = store.One(ctx, v, referredSQL, func(row store.Scan) (Growth, error) {
		err := row(&g.Before, &g.After)
		return g, err
	}, e.Service, e.Source, g.From, e.On, g.To)
	o.Growth = &g
	return o, err
}

// Due is somebody who was trained and is due again.
type Due struct {
	Came
	Service string
	Kind    string
	On      clock.Date // trained
	Event   string
}

// DueUntil lists who is due to be trained again until a day, soonest first, and whether there are more than
// it lists. Those who may see the list may (R053, R166).
func DueUntil(ctx context.Context, v gate.Reader, services []string, until clock.Date) (due []Due, more bool, err error) {
	if err := see(ctx, v, services); err != nil {
		return nil, false, err
	}
	due, err = store.Collect(ctx, v, dueSQL, func(row store.Scan) (Due, error) {
		var d Due
		err := row(&d.Service, &d.Kind, &d.On, &d.Event, &d.Agency, &d.Account, &d.People, &d.Came.Due, &d.AgencyName, &d.Name)
		return d, err
	}, until, clock.Never, store.List(services))
	return due[:min(len(due), shown)], len(due) > shown, err
}

// Colleague is one of the people of a service.
type Colleague struct {
	Account id.Account
	Agency  id.Agency
	Name    string
}

// Colleagues lists the people of a service, for those who keep its record: who can give training, and who can come.
func Colleagues(ctx context.Context, v gate.Reader, service string) ([]Colleague, error) {
	if err := v.Authorize(ctx, ActPlan, gate.On{Service: service}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, colleaguesSQL, scanColleague, service, v.Now())
}

func scanColleague(row store.Scan) (Colleague, error) {
	var c Colleague
	err := row(&c.Account, &c.Agency, &c.Name)
	return c, err
}

// ServicesOf gives those of some services whose training and awareness the actor may see, or for an action of
// hers may change.
func ServicesOf(a access.Actor, act access.Action, all []catalogue.Service) []catalogue.Service {
	var may []catalogue.Service
	for _, s := range all {
		if len(s.Learning) > 0 && a.HoldsAny(s.Key, act.Policy().Roles...) {
			may = append(may, s)
		}
	}
	return may
}
