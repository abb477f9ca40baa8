package referral

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// NoteDemand counts that somebody asked a service for help at a door its file shuts, and was told who can
// help instead: demand that no referral shows (R017, R039, R198). Anyone may, for it is the page for people
// who ask that does; at the telephone and for another agency their pages do. It holds no name, only the service,
// the door, who asked and the district.
//
// Fails with errs.Invalid where the door is open, or where it is not said who asked. Records DemandNoted.
type NoteDemand struct {
	Service   catalogue.Service
	Catalogue *catalogue.Set
	Door      catalogue.Door
	Source    string // of the list sources; not asked of those who ask for themselves
	District  string // ONS code; empty: not said
}

// DemandNoted says that somebody asked where the door is shut.
type DemandNoted struct {
	Service  string         `json:"service"`
	Door     catalogue.Door `json:"door"`
	Source   string         `json:"source"`
	District string         `json:"district,omitempty"`
}

// EventKind names the event.
func (DemandNoted) EventKind() string { return "referral.demand noted" }

// Run counts it.
func (c NoteDemand) Run(ctx context.Context, tx *gate.Tx) (catalogue.Refusal, error) {
	if err := tx.Authorize(ctx, ActAskForHelp, gate.On{Service: c.Service.Key}); err != nil {
		return catalogue.Refusal{}, err
	}
	refusal, shut := c.Service.Refusal(c.Door)
	if !shut {
		return catalogue.Refusal{}, errs.New(errs.Invalid, "this service takes people this way")
	}
	if c.Door == catalogue.DoorSelf {
		c.Source = catalogue.SourceSelf
	}
	list, _ := c.Catalogue.List("sources")
	if _, known := list.Code(c.Source); !known {
		var bad errs.Fields
		bad.Add("source", "Choose who asked")
		return catalogue.Refusal{}, bad.Err()
	}
	now := tx.Now()
	_, err := store.Exec(ctx, tx, noteDemandSQL, tx.NewID(), c.Service.Key, c.Door, c.Source, c.District, now, now.Date())
	tx.Record(DemandNoted{Service: c.Service.Key, Door: c.Door, Source: c.Source, District: c.District})
	return refusal, err
}

var noteDemandSQL = store.SQL("referral.noteDemand", `
	INSERT INTO referral_demand (id, service, door, source, district, at, on_date) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
