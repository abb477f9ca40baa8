package casework

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Above is a case that was given all the same, above a limit of the cap or without a check in date: to whom, when, who
// allowed it and why (R205).
type Above struct {
	Reference id.Reference
	Worker    string // initials
	On        clock.Date
	By        string // name of who allowed it
	Why       string // of the list "above-cap"
	OverCap   bool   // above a limit of the cap
	Unchecked string // checks that were not in date: keys, in commas
}

// aboveIn lists the cases of a service that were given all the same since a day and that the actor may see, latest
// first, at most a hundred. It is a part of a supervisor's page.
func aboveIn(ctx context.Context, v gate.Reader, service string, since clock.Date) ([]Above, error) {
	return store.Collect(ctx, v, aboveSQL, func(scan store.Scan) (Above, error) {
		var a Above
		err := scan(&a.Reference, &a.Worker, &a.On, &a.By, &a.Why, &a.OverCap, &a.Unchecked)
		return a, err
	}, service, v.Actor().Account(), v.Now(), since, mostCounted)
}

// aboveSQL is driven by workforce_taken_above.
var aboveSQL = store.SQL("casework.above", `
	SELECT c.reference, COALESCE(w.initials, ''), t.taken_on, COALESCE(b.name, ''), t.reason, t.over_cap, t.unchecked
	FROM workforce_v_taken t
	JOIN case_file c ON c.id = t.case_id
	LEFT JOIN identity_v_account w ON w.account_id = t.account_id
	LEFT JOIN identity_v_account b ON b.account_id = t.allowed_by
	WHERE t.service = $1 AND (t.over_cap = true OR t.unchecked <> '') AND t.taken_on >= $4
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = c.folder_id AND v.account_id = $2 AND v.since_at <= $3 AND v.until_at > $3)
	ORDER BY t.taken_on DESC, c.id
	LIMIT $5`)
