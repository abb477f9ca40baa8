package report

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
)

// readers are who may read a return: those who pay for the service, and those who answer for it.
var readers = []access.Role{access.CommissioningOfficer, access.Commissioner, access.Supervisor, access.Administrator, access.Analyst}

// ActMake is making a return: totals, with nobody in them.
var ActMake = access.Declare("report.make", access.Policy{Roles: readers, Systems: []string{"cli", "report"}})

// Make makes a return from the records. Commissioning officers, commissioners, supervisors,
// administrators and analysts of the service may, and the operator's command line. Where another service stands
// beside it, they must be those of both.
//
// Fails with errs.NotFound when there is no such return or the actor may not read it, and with
// errs.Invalid (field by field) when the year or the date cannot be. Requirements R189 to R193, R243.
type Make struct {
	Book   *Book
	Report string     // key of the return
	From   clock.Date // first day of the period
	To     clock.Date // last day; empty: as long as the return's file says
	AsAt   clock.Date // only what was recorded by the end of this day counts; empty: today
}

// Run counts and builds the return.
func (m Make) Run(ctx context.Context, v gate.Reader) (Report, error) {
	d, p, k, err := m.prepare(ctx, v, ActMake)
	if err != nil {
		return Report{}, err
	}
	facts := m.Book.terms(d.Service, p)
	if facts.Tallies, err = d.gather(ctx, v, p, k); err != nil {
		return Report{}, err
	}
	if facts.Said, err = d.hear(ctx, v, p, k.asAt); err != nil {
		return Report{}, err
	}
	if facts.Remarks, err = latestRemarks(ctx, v, d.Key, p); err != nil {
		return Report{}, err
	}
	if f := d.frame(p); f.compared() {
		if facts.Before, err = d.gather(ctx, v, f.before, k); err != nil {
			return Report{}, err
		}
	}
	return Build(d, p, k.asAt, facts), nil
}

// prepare finds the definition, takes the access decision and checks the dates.
func (m Make) prepare(ctx context.Context, v gate.Reader, act access.Action) (Definition, Period, known, error) {
	d, err := m.Book.Definition(m.Report)
	if err != nil {
		return Definition{}, Period{}, known{}, err
	}
	for _, service := range d.services() {
		if err := v.Authorize(ctx, act, gate.On{Service: service}); err != nil {
			return Definition{}, Period{}, known{}, err
		}
	}
	p, err := d.covers().Period(m.From, m.To)
	if err != nil {
		return Definition{}, Period{}, known{}, err
	}
	today := v.Now().Date()
	asAt := m.AsAt
	if asAt.IsZero() {
		asAt = today
	}
	if asAt > today {
		var bad errs.Fields
		bad.Add("as-at", "the records are known only until today: give "+string(today)+" or an earlier day")
		return Definition{}, Period{}, known{}, bad.Err()
	}
	return d, p, knownOn(asAt, v.Now()), nil
}
