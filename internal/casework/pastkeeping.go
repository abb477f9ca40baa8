package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActPastKeeping sees which records are past the day until which they may be kept, without seeing anything of them.
var ActPastKeeping = access.Declare("case.past keeping", access.Policy{Roles: []access.Role{access.Auditor, access.DataProtectionLead}})

// MostPastKeeping is how many records one list holds, the longest past first.
const MostPastKeeping = 100

// PastKept is a closed case whose service's file says that what was received may be kept no longer: nobody was reached (practice D1).
type PastKept struct {
	Reference id.Reference
	Service   string
	Closed    clock.Date
	Until     clock.Date // the last day on which it might be kept
	Alarm     bool       // an alarm on it waits for an answer: nothing of it may go before
}

// PastKeeping lists the closed cases that are past their day, the longest past first, at most [MostPastKeeping]: to the auditor of every service, to the data
// protection lead of those that her agency runs. It names nobody. Nothing is deleted by it, nor by anything else in the program: what
// becomes of these records is decided and done by people.
func PastKeeping(ctx context.Context, v gate.Reader) ([]PastKept, error) {
	if err := v.Authorize(ctx, ActPastKeeping, gate.On{}); err != nil {
		return nil, err
	}
	agencies, all := v.Actor().WatchesOver()
	return store.Collect(ctx, v, pastKeepingSQL, func(scan store.Scan) (PastKept, error) {
		var p PastKept
		return p, scan(&p.Reference, &p.Service, &p.Closed, &p.Until, &p.Alarm)
	}, v.Now().Date(), all, MostPastKeeping, store.List(append(agencies, "")))
}

// pastKeepingSQL is driven by case_file_keep.
var pastKeepingSQL = store.SQL("casework.pastKeeping", `
	SELECT c.reference, c.service, c.closed_on, c.keep_until,
		EXISTS (SELECT 1 FROM act_now a WHERE a.folder_id = c.folder_id AND (a.supervisor_at = 0 OR a.safeguarding_at = 0))
	FROM case_file c
	WHERE c.keep_until <> '' AND c.keep_until < $1
		AND ($2 = true OR EXISTS (SELECT 1 FROM agency_v_team t WHERE t.service = c.service AND t.agency_id IN ({{list}})))
	ORDER BY c.keep_until, c.id
	LIMIT $3`)
