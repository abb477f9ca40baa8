package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// Worker is somebody who may be given a case, with how much she has.
type Worker struct {
	Account id.Account
	Name    string // two may have the same initials
	Role    access.Role
	Open    int  // cases open in the service
	Taken   int  // in the window of the cap
	Limit   int  // 0: the cap does not count this role
	Has     bool // this case, now
}

// takers are the roles in which a case is taken.
var takers = []access.Role{access.CaseWorker, access.Coach, access.VictimCareOfficer, access.Administrator}

// Workers lists who may be given a case, those with least to do first. Supervisors may see it, and the
// service's administrator. Nobody is left out for a conflict of interest: that would tell.
func Workers(ctx context.Context, v gate.Reader, c Case, s catalogue.Service) ([]Worker, error) {
	if err := v.Authorize(ctx, ActAllocate, gate.On{Folder: c.Folder}); err != nil {
		return nil, err
	}
	all, err := workersOf(ctx, v, s)
	for i := range all {
		all[i].Has = all[i].Account == c.Worker
	}
	return all, err
}

// workersOf lists who works for a service.
func workersOf(ctx context.Context, v gate.Reader, s catalogue.Service) ([]Worker, error) {
	since := clock.Date("")
	if s.Cap != nil {
		since = workforce.Since(*s.Cap, v.Now().Date())
	}
	return store.Collect(ctx, v, workersSQL, func(scan store.Scan) (Worker, error) {
		var w Worker
		err := scan(&w.Account, &w.Name, &w.Role, &w.Open, &w.Taken)
		if s.Cap != nil && s.Cap.Counts(string(w.Role)) {
			w.Limit = s.Cap.Taken
		}
		return w, err
	}, s.Key, v.Now(), since, store.List(takers))
}

var workersSQL = store.SQL("casework.workers", `
	SELECT account_id, name, role, open, taken FROM (
		SELECT m.account_id, COALESCE(w.name, '') AS name, m.role,
			(SELECT count(*) FROM case_file c WHERE c.worker = m.account_id AND c.state = 'open' AND c.service = $1) AS open,
			(SELECT count(*) FROM workforce_v_taken t WHERE t.account_id = m.account_id AND t.service = $1 AND t.taken_on >= $3) AS taken
		FROM gate_v_membership m
		JOIN identity_v_account w ON w.account_id = m.account_id
		WHERE m.service = $1 AND m.since_at <= $2 AND m.until_at > $2 AND w.status = 'active' AND m.role IN ({{list}})
	) team
	ORDER BY open, name, account_id, role`)
