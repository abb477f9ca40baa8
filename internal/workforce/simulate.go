package workforce

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActSimulate is for the operator's command line: it counts, and names nobody.
var ActSimulate = access.Declare("workforce.simulate", access.Policy{Systems: []string{"cli"}})

// Simulate counts how often the cap of a service's file, in force or tried, would have stood in the way
// of what was taken in the past. A case above the cap is not counted as taken for the next one: it would
// have gone to the waiting list. The caps on what is open at once are not replayed.
type Simulate struct{ Service catalogue.Service }

// CapHit is how often a cap would have been hit.
type CapHit struct {
	Limit   int `json:"limit"`  // cases that may be taken; 0: there is no cap
	Months  int `json:"months"` // in so many months
	Taken   int `json:"taken"`  // cases taken in the roles that are counted
	Above   int `json:"above"`  // of these, how many the cap would have refused
	Workers int `json:"workers"`
}

// Run counts, one worker in memory at a time. Fails with errs.Forbidden for everybody but the operator.
func (c Simulate) Run(ctx context.Context, v gate.Reader) (CapHit, error) {
	if err := v.Authorize(ctx, ActSimulate, gate.On{Service: c.Service.Key}); err != nil {
		return CapHit{}, err
	}
	if c.Service.Cap == nil {
		return CapHit{}, nil
	}
	var hit CapHit
	hit.Limit, hit.Months = c.Service.Limit()
	var worker id.Account
	var window []clock.Date // days on which this worker took what still counts
	refused := false
	err := store.Each(ctx, v, takenBySQL, func(scan store.Scan) error {
		var who id.Account
		var role string
		var on clock.Date
		if err := scan(&who, &role, &on); err != nil {
			return err
		}
		if who != worker {
			worker, window, refused = who, nil, false
		}
		if !c.Service.Cap.Counts(role) {
			return nil
		}
		hit.Taken++
		for len(window) > 0 && window[0] < Since(hit.Months, on) {
			window = window[1:]
		}
		if hit.Limit == 0 || len(window) < hit.Limit {
			window = append(window, on)
			return nil
		}
		hit.Above++
		if !refused {
			refused = true
			hit.Workers++
		}
		return nil
	}, c.Service.Key)
	return hit, err
}

// takenBySQL reads what was taken in a service, worker by worker in the order of days.
var takenBySQL = store.SQL("workforce.takenBy", `
	SELECT account_id, role, taken_on FROM workforce_taken WHERE service = $1 ORDER BY account_id, taken_on, case_id`)
