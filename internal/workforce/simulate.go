package workforce

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActSimulate is for the operator's command line: it counts, and names nobody.
var ActSimulate = access.Declare("workforce.simulate", access.Policy{Systems: []string{"cli"}})

// Simulate counts how often the limits of a service's cap, in force or tried, would have stood in the way of what was
// taken in the past: of what is taken in its months, of what is open at once and of what that weighs. A case that a
// limit refuses does not count for the next one: it would have gone to the waiting list.
//
// A case counts as open with whoever took it, from that day until it was closed, and weighs what its band known
// today weighs.
type Simulate struct {
	Service catalogue.Service
	Stays   map[id.Case]Stay // of every case of the service; one that is not there was never open
}

// Stay is until when a case was open, and its band of risk as known today.
type Stay struct {
	Until clock.Date // empty: it still is
	Band  string
}

// CapHit is how often the limits of a cap would have been hit. A limit of 0 is none.
type CapHit struct {
	Limit       int `json:"limit"`        // cases that may be taken
	Months      int `json:"months"`       // in so many months
	MostOpen    int `json:"most_open"`    // cases that may be open at once
	MostWeight  int `json:"most_weight"`  // what they may weigh together
	Taken       int `json:"taken"`        // cases taken in the roles that are counted
	Above       int `json:"above"`        // of these, how many were one too many for the months
	AboveOpen   int `json:"above_open"`   // how many for what is open at once
	AboveWeight int `json:"above_weight"` // how many for what it weighs
	Refused     int `json:"refused"`      // how many any of the limits would have refused
	Workers     int `json:"workers"`      // of how many workers these were
}

// Run counts, one worker in memory at a time. Fails with errs.Forbidden for everybody but the operator.
func (c Simulate) Run(ctx context.Context, v gate.Reader) (CapHit, error) {
	if err := v.Authorize(ctx, ActSimulate, gate.On{Service: c.Service.Key}); err != nil {
		return CapHit{}, err
	}
	if c.Service.Cap == nil {
		return CapHit{}, nil
	}
	hit := CapHit{MostOpen: c.Service.Cap.Open, MostWeight: c.Service.Cap.Weighted}
	hit.Limit, hit.Months = c.Service.Limit()
	var worker id.Account
	var has held
	refused := false
	err := store.Each(ctx, v, takenBySQL, func(scan store.Scan) error {
		var who id.Account
		var role string
		var one id.Case
		var on clock.Date
		if err := scan(&who, &role, &one, &on); err != nil {
			return err
		}
		if who != worker {
			worker, has, refused = who, held{}, false
		}
		if !c.Service.Cap.Counts(role) {
			return nil
		}
		hit.Taken++
		has.letGo(on, Since(hit.Months, on))
		stay, known := c.Stays[one]
		weight := c.Service.Cap.Weighs(stay.Band)
		if !hit.takes(has, weight) {
			if !refused {
				refused = true
				hit.Workers++
			}
			return nil
		}
		has.taken = append(has.taken, on)
		if known {
			has.open = append(has.open, openCase{stay.Until, weight})
			has.weight += weight
		}
		return nil
	}, c.Service.Key)
	return hit, err
}

// takes counts which limits leave no room for a case that weighs so much, and tells whether it would have been taken.
func (h *CapHit) takes(has held, weight int) bool {
	refused := false
	for _, limit := range []struct {
		full bool
		of   *int
	}{
		{h.Limit > 0 && len(has.taken) >= h.Limit, &h.Above},
		{h.MostOpen > 0 && len(has.open) >= h.MostOpen, &h.AboveOpen},
		{h.MostWeight > 0 && has.weight+weight > h.MostWeight, &h.AboveWeight},
	} {
		if limit.full {
			*limit.of++
			refused = true
		}
	}
	if refused {
		h.Refused++
	}
	return !refused
}

// held is what one worker has while her years pass.
type held struct {
	taken  []clock.Date // days on which she took what still counts
	open   []openCase
	weight int // of what is open
}

type openCase struct {
	until  clock.Date
	weight int
}

// letGo leaves out what was taken before the cap's months, and what was closed by a day.
func (h *held) letGo(on, since clock.Date) {
	for len(h.taken) > 0 && h.taken[0] < since {
		h.taken = h.taken[1:]
	}
	h.open = slices.DeleteFunc(h.open, func(c openCase) bool {
		if c.until == "" || c.until > on {
			return false
		}
		h.weight -= c.weight
		return true
	})
}

// takenBySQL reads what was taken in a service, worker by worker in the order of days.
var takenBySQL = store.SQL("workforce.takenBy", `
	SELECT account_id, role, case_id, taken_on FROM workforce_taken WHERE service = $1 ORDER BY account_id, taken_on, case_id`)
