package referral

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// ActOutOfHours is for the service's own staff.
var ActOutOfHours = access.Declare("referral.out of hours", access.Policy{Roles: decideRoles})

// NoteOutOfHours records that something was needed while the service was shut: what kind, when, and who
// answered. It is the evidence for a response out of hours that the pilot asks for (R090, R092, R023), and
// names nobody: what was needed by whom stands in that person's record. The service's staff may.
//
// Fails with errs.Invalid, field by field. Records OutOfHoursNoted.
type NoteOutOfHours struct {
	Service   catalogue.Service
	Catalogue *catalogue.Set
	Kind      string // of the list out-of-hours-needs
	Answered  string // of the list out-of-hours-answers
	Arose     clock.Instant
}

// OutOfHoursNoted says that a need arose while the service was shut.
type OutOfHoursNoted struct {
	Service  string `json:"service"`
	Kind     string `json:"kind"`
	Answered string `json:"answered"`
}

// EventKind names the event.
func (OutOfHoursNoted) EventKind() string { return "referral.out of hours need noted" }

// Run records it.
func (c NoteOutOfHours) Run(ctx context.Context, tx *gate.Tx) (clock.Instant, error) {
	if err := tx.Authorize(ctx, ActOutOfHours, gate.On{Service: c.Service.Key}); err != nil {
		return 0, err
	}
	var bad errs.Fields
	for _, asked := range []struct{ list, code, field, say string }{
		{"out-of-hours-needs", c.Kind, "kind", "Choose what was needed"},
		{"out-of-hours-answers", c.Answered, "answered", "Choose who answered"},
	} {
		list, _ := c.Catalogue.List(asked.list)
		if _, ok := list.Code(asked.code); !ok {
			bad.Add(asked.field, asked.say)
		}
	}
	switch {
	case c.Arose <= 0:
		bad.Add("arose_on", "Give the day it arose")
	case c.Arose > tx.Now():
		bad.Add("arose_on", "It can't have arisen later than now")
	case c.Service.Hours.OpenAt(c.Arose):
		bad.Add("arose_on", "The service was open then: record it on the person’s case")
	}
	if err := bad.Err(); err != nil {
		return 0, err
	}
	_, err := store.Exec(ctx, tx, noteOutOfHoursSQL, tx.NewID(), c.Service.Key, c.Kind, c.Answered, c.Arose, c.Arose.Date(),
		tx.Actor().Account(), tx.Now())
	tx.Record(OutOfHoursNoted{Service: c.Service.Key, Kind: c.Kind, Answered: c.Answered})
	return c.Arose, err
}

// OutOfHoursCount is how often one kind of need arose while a service was shut.
type OutOfHoursCount struct {
	Service, Kind, Answered string
	N                       int
}

// OutOfHours counts the needs that arose while a service was shut, since a day. The service's staff may.
func OutOfHours(ctx context.Context, v gate.Reader, service string, since clock.Date) ([]OutOfHoursCount, error) {
	if err := v.Authorize(ctx, ActOutOfHours, gate.On{Service: service}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, countOutOfHoursSQL, func(scan store.Scan) (OutOfHoursCount, error) {
		c := OutOfHoursCount{Service: service}
		err := scan(&c.Kind, &c.Answered, &c.N)
		return c, err
	}, service, since)
}

var (
	noteOutOfHoursSQL = store.SQL("referral.noteOutOfHours", `
		INSERT INTO out_of_hours_need (id, service, kind, answered, arose_at, arose_on, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	countOutOfHoursSQL = store.SQL("referral.countOutOfHours", `
		SELECT kind, answered, count(*) FROM out_of_hours_need WHERE service = $1 AND arose_on >= $2
		GROUP BY kind, answered ORDER BY count(*) DESC, kind, answered`)
)
