package learning

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
)

// Cancel says that a planned event will not be, or was not, held. Those who keep the record of the service may.
//
// Fails with errs.Conflict when it was held, and errs.Stale when someone changed it since it was read.
// Records EventCancelled.
type Cancel struct {
	Event   string
	Version int
}

// EventCancelled says that an event is not held.
type EventCancelled struct {
	Event string `json:"event"`
}

// EventKind names the event.
func (EventCancelled) EventKind() string { return "learning.cancelled" }

// Run cancels the event.
func (c Cancel) Run(ctx context.Context, tx *gate.Tx) (Event, error) {
	e, err := load(ctx, tx, c.Event, ActCancel)
	if err != nil {
		return Event{}, err
	}
	if e.State != Planned {
		return Event{}, errs.New(errs.Conflict, "this event is "+string(e.State)+" already: only a planned one can be cancelled")
	}
	if err := move(ctx, tx, e, c.Version, Cancelled); err != nil {
		return Event{}, err
	}
	tx.Record(EventCancelled{Event: e.ID})
	e.State, e.Version = Cancelled, c.Version+1
	return e, nil
}
