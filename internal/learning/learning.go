package learning

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// State is how an event stands.
type State string

// The states. Planned becomes one of the others; held stays held, however often its numbers are put right.
const (
	Planned   State = "planned"
	Held      State = "held"
	Cancelled State = "cancelled"
)

// Event is one training or awareness event.
type Event struct {
	ID       string
	Service  string
	Kind     string // of the list "learning"
	Part     string // catalogue.Training or catalogue.Awareness
	Audience string // of the list "audiences"
	District string // code; empty: more than one
	Source   string // who refers to the service and was taught; empty: nobody in particular
	On       clock.Date
	GivenBy  string // name of the colleague
	State    State
	People   int // who came; 0 until it was held
	Version  int
}

var (
	keepers = []access.Role{access.CaseWorker, access.VictimCareOfficer, access.Coach, access.Administrator, access.Supervisor, access.EngagementOfficer}
	readers = append([]access.Role{access.SafeguardingLead, access.CommissioningOfficer, access.Commissioner, access.Analyst}, keepers...)
)

// What can be done with training and awareness, and who may.
var (
	ActSee    = access.Declare("learning.see", access.Policy{Roles: readers})
	ActPlan   = access.Declare("learning.plan", access.Policy{Roles: keepers})
	ActRecord = access.Declare("learning.record", access.Policy{Roles: keepers})
	ActCancel = access.Declare("learning.cancel", access.Policy{Roles: keepers})
)

// load gives an event to an action on it, after taking the decision.
func load(ctx context.Context, v gate.Reader, event string, act access.Action) (Event, error) {
	e, found, err := store.Find(ctx, v, eventSQL, scanEvent, event, clock.Never)
	if err != nil {
		return Event{}, err
	}
	if !found {
		e.Service = noService // the same answer, and the same record of it, as for another service's event
	}
	if err := v.Authorize(ctx, act, gate.On{Service: e.Service}); err != nil {
		return Event{}, err
	}
	if !found {
		return Event{}, gate.NoSuchRecord()
	}
	return e, nil
}

// noService is the key of no service.
const noService = "-"

func scanEvent(row store.Scan) (Event, error) {
	var e Event
	err := row(&e.ID, &e.Service, &e.Kind, &e.Part, &e.Audience, &e.District, &e.Source, &e.On, &e.GivenBy, &e.State, &e.People, &e.Version)
	return e, err
}

// Came is one line of who came: a colleague with an account, or a number of people of an agency.
type Came struct {
	Agency     id.Agency
	Account    id.Account // empty: People of the agency
	People     int        // 1 for a colleague
	Due        clock.Date // empty: never due again
	AgencyName string     // when read
	Name       string     // of the colleague, when read
}
