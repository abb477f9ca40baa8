package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ActWaiting is for those who give people on the waiting list to a worker.
var ActWaiting = access.Declare("case.waiting list", access.Policy{Roles: []access.Role{access.Supervisor, access.Administrator}})

// Waiting is a place on the waiting list of a service.
type Waiting struct {
	Reference id.Reference
	Initials  *seal.Value
	Band      string // of the latest assessment; empty: none
	Reason    string
	Owner     string // name of who answers for the place
	Came      clock.Date
	Since     clock.Instant // on the list
}

// mostWaiting is how many places one list shows. A service with more has another trouble.
const mostWaiting = 200

// WaitingList reads who waits for a worker of a service: by risk, and inside a band those who came to us
// first, whose cases stand longest. worst tells of two bands which is the higher risk, by the
// service's own instrument. Its supervisors may, and its administrator; cases the actor may not see are
// not in it.
func WaitingList(ctx context.Context, v *gate.View, service string, worst func(a, b string) int) ([]Waiting, error) {
	if err := v.Authorize(ctx, ActWaiting, gate.On{Service: service}); err != nil {
		return nil, err
	}
	var values []*seal.Value
	list, err := store.Collect(ctx, v, waitingSQL, func(scan store.Scan) (Waiting, error) {
		var w Waiting
		var folder id.Folder
		var name string
		var initials []byte
		err := scan(&w.Reference, &folder, &name, &initials, &w.Band, &w.Reason, &w.Owner, &w.Came, &w.Since)
		w.Initials = person.InitialsColumn.Value(folder, name, initials)
		values = append(values, w.Initials)
		return w, err
	}, service, v.Actor().Account(), v.Now(), mostWaiting)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Waiting) int { return worst(a.Band, b.Band) })
	return list, v.OpenWhatMay(ctx, values...)
}

// waitingSQL is driven by waiting_place_service; inside a band the order is that of coming.
var waitingSQL = store.SQL("casework.waiting", `
	SELECT c.reference, c.folder_id, COALESCE(n.name_id, ''), n.initials, `+bandOf+`, p.reason, COALESCE(w.name, ''), r.received_on, p.since_at
	FROM waiting_place p
	JOIN case_file c ON c.folder_id = p.folder_id
	JOIN referral_v_referral r ON r.referral_id = c.referral_id
	LEFT JOIN person_v_name n ON n.folder_id = c.folder_id
	LEFT JOIN identity_v_account w ON w.account_id = p.owner
	WHERE p.service = $1 AND p.left_at = 0 AND c.state = 'open'
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = c.folder_id AND v.account_id = $2 AND v.since_at <= $3 AND v.until_at > $3)
	ORDER BY r.received_on, c.id
	LIMIT $4`)
