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

// pastOfPage is how many records one page of the list has.
const pastOfPage = 25

// PastKept is a closed case whose service's file says that what was received may be kept no longer: nobody was reached (practice D1).
type PastKept struct {
	Case      id.Case
	Reference id.Reference
	Service   string
	Closed    clock.Date
	Until     clock.Date // the last day on which it might be kept
	Alarm     bool       // an alarm on it waits for an answer: nothing of it may go before
}

// PastPlace is a place in the list, after which a page goes on; the zero value is its start.
type PastPlace struct {
	Until clock.Date
	Case  id.Case
}

// PastKeeping lists a page of the closed cases that are past their day, the longest past first, and tells whether there are more: to the auditor of every
// service, to the data protection lead of those that her agency runs. It names nobody. Nothing is deleted by it, nor by anything else in the program:
// what becomes of these records is decided and done by people.
func PastKeeping(ctx context.Context, v gate.Reader, after PastPlace) (past []PastKept, more bool, err error) {
	if err := v.Authorize(ctx, ActPastKeeping, gate.On{}); err != nil {
		return nil, false, err
	}
	agencies, all := v.Actor().WatchesOver()
	past, err = store.Collect(ctx, v, pastKeepingSQL, func(scan store.Scan) (PastKept, error) {
		var p PastKept
		err = scan(&p.Case, &p.Reference, &p.Service, &p.Closed, &p.Until, &p.Alarm)
		return p, err
	}, v.Now().Date(), all, pastOfPage+1, after.Until, after.Case, store.List(append(agencies, "")))
	if more = len(past) > pastOfPage; more {
		past = past[:pastOfPage]
	}
	return past, more, err
}

// CountPastKeeping says how many the list has; a count stops at 100. Who may read the list may.
func CountPastKeeping(ctx context.Context, v gate.Reader) (int, error) {
	if err := v.Authorize(ctx, ActPastKeeping, gate.On{}); err != nil {
		return 0, err
	}
	agencies, all := v.Actor().WatchesOver()
	return store.One(ctx, v, pastKeepingCountSQL, store.Value[int],
		v.Now().Date(), all, mostCounted, store.List(append(agencies, "")))
}

// pastTheirDay are the cases of the list and of its count; what follows names the services. Driven by case_file_keep.
const pastTheirDay = `
	FROM case_file c
	WHERE c.keep_until <> '' AND c.keep_until < $1
		AND ($2 = true OR EXISTS (SELECT 1 FROM agency_v_team t WHERE t.service = c.service AND t.agency_id IN ({{list}})))`

var (
	pastKeepingSQL = store.SQL("casework.pastKeeping", `
	SELECT c.id, c.reference, c.service, c.closed_on, c.keep_until,
		EXISTS (SELECT 1 FROM act_now a WHERE a.folder_id = c.folder_id AND (a.supervisor_at = 0 OR a.safeguarding_at = 0))`+pastTheirDay+`
		AND (c.keep_until, c.id) > ($4, $5)
	ORDER BY c.keep_until, c.id
	LIMIT $3`)

	pastKeepingCountSQL = store.SQL("casework.pastKeepingCount", `
	SELECT count(*) FROM (SELECT 1`+pastTheirDay+` LIMIT $3) past`)
)
