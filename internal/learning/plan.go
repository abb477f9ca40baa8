package learning

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Plan puts a training or awareness event into the service's record, on a day to come or gone by. Those who
// keep the record of the service may.
//
// Fails with errs.Invalid (field by field). Records EventPlanned. Requirements R161 to R164, R167.
type Plan struct {
	Service   catalogue.Service
	Audiences catalogue.List // the list "audiences"
	Kind      string         // one of those the service gives
	Audience  string
	District  string // one of the service's; empty: more than one
	Source    string // who refers to the service and is taught; empty: nobody in particular
	On        clock.Date
	GivenBy   id.Account // empty: who records it
}

// EventPlanned says that training or awareness is planned.
type EventPlanned struct {
	Event   string     `json:"event"`
	Service string     `json:"service"`
	Kind    string     `json:"learning"`
	On      clock.Date `json:"on"`
}

// EventKind names the event.
func (EventPlanned) EventKind() string { return "learning.planned" }

// Run plans the event and gives its id.
func (p Plan) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActPlan, gate.On{Service: p.Service.Key}); err != nil {
		return "", err
	}
	gives, err := p.check(tx.Now().Date())
	if err != nil {
		return "", err
	}
	if p.GivenBy == "" {
		p.GivenBy = tx.Actor().Account()
	}
	event := tx.NewID()
	_, err = store.Exec(ctx, tx, addEventSQL, event, p.Service.Key, p.Kind, gives.Part, p.Audience, p.District, p.Source, p.On,
		p.On.AddMonths(-compared), p.On.AddMonths(compared), p.GivenBy, Planned, tx.Entry())
	if err != nil {
		return "", err
	}
	tx.Record(EventPlanned{Event: event, Service: p.Service.Key, Kind: p.Kind, On: p.On})
	return event, nil
}

// check says everything that is wrong at once, beside its field.
func (p Plan) check(today clock.Date) (catalogue.Learning, error) {
	var bad errs.Fields
	gives, ok := p.Service.Gives(p.Kind)
	if !ok {
		bad.Add("kind", "Choose what kind it is")
	}
	if _, ok := p.Audiences.Code(p.Audience); !ok {
		bad.Add("audience", "Choose who it is for")
	}
	if p.District != "" && !p.Service.Serves(p.District) {
		bad.Add("district", "Choose a district of the service, or more than one district")
	}
	if _, refers := p.Service.Source(p.Source); p.Source != "" && !refers {
		bad.Add("source", "Choose one of those who refer to the service, or nobody in particular")
	}
	switch {
	case p.On.IsZero():
		bad.Add("on", "Give the day")
	case p.On < today.AddMonths(-12*longAgo) || p.On > today.AddMonths(24):
		bad.Add("on", "Give a day of the last ten years or the next two")
	}
	return gives, bad.Err()
}

// longAgo is how many years back an event can be put on record.
const longAgo = 10
