package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// Pooled says which of the people nobody has taken a list is of.
type Pooled string

// The lists of a pool: people whom whoever is free calls, people with whom it is not safe until a person
// has decided, people whose priority is still to be agreed with the police: that list is [ToAgree].
const (
	PoolWaiting Pooled = "waiting"
	PoolUnsafe  Pooled = "unsafe"
	PoolToAgree Pooled = "agree"
)

// Pooleds lists them in the order a page shows them.
var Pooleds = []Pooled{PoolWaiting, PoolUnsafe, PoolToAgree}

// Pool is how many wait in each list of the pool; a count stops at 100.
type Pool struct{ Waiting, Unsafe, ToAgree int }

// Of gives the count of one list.
func (p Pool) Of(which Pooled) int {
	return map[Pooled]int{PoolWaiting: p.Waiting, PoolUnsafe: p.Unsafe, PoolToAgree: p.ToAgree}[which]
}

// ActPool is for those who make first contact for whoever comes.
var ActPool = access.Declare("my day.pool", access.Policy{Roles: []access.Role{access.VictimCareOfficer}})

// PoolList reads the pool's counts and one of its lists, soonest due first, in two statements of its own.
// Victim care officers may, for their services. The counts are of the same rows as the lists. Fails with errs.NotFound where
// there is no such list here.
func PoolList(ctx context.Context, v *gate.View, services []catalogue.Service, which Pooled) (Pool, []Row, error) {
	if err := v.Authorize(ctx, ActPool, gate.On{}); err != nil {
		return Pool{}, nil, err
	}
	if which != PoolWaiting && which != PoolUnsafe {
		return Pool{}, nil, errs.New(errs.NotFound, "there is no such list")
	}
	me, now, stages := v.Actor().Account(), v.Now(), store.Rows(officerStages(v.Actor(), services))
	counts, err := store.One(ctx, v, poolCountsSQL, scanPool, me, now, mostCounted, referral.SuspendedUnsafe, stages)
	if err != nil {
		return Pool{}, nil, err
	}
	rows, err := store.Collect(ctx, v, poolListSQL, scanRow, me, now, mostCounted, referral.SuspendedUnsafe, which, stages)
	if err != nil {
		return Pool{}, nil, err
	}
	return counts, rows, openInitials(ctx, v, rows)
}

// mostCounted is where counts stop, and how long a list that is counted gets.
const mostCounted = 100

func scanPool(scan store.Scan) (Pool, error) {
	var p Pool
	err := scan(&p.Waiting, &p.Unsafe, &p.ToAgree)
	return p, err
}

// officerStages lists the stages of the services for which the actor is a victim care officer, as rows of
// service, stage and list: a stage that screens with an instrument is one to agree on, the others that are
// hers before anybody has taken the case are to call. It is never empty: an empty row matches nothing.
func officerStages(a access.Actor, services []catalogue.Service) [][]any {
	rows := [][]any{{"", "", ""}}
	for _, s := range services {
		if !a.Holds(access.VictimCareOfficer, s.Key) {
			continue
		}
		for _, st := range s.Stages {
			kind := ""
			switch {
			case !st.Who.Has(string(access.VictimCareOfficer)):
			case st.Step == catalogue.StepScreen && slices.ContainsFunc(st.Must, func(m catalogue.Must) bool { return m.Instrument }):
				kind = string(PoolToAgree)
			case st.Step == catalogue.StepScreen, st.Step == catalogue.StepContact, st.Step == catalogue.StepAssessmentCall:
				kind = string(PoolWaiting)
			}
			rows = append(rows, []any{s.Key, st.Key, kind})
		}
	}
	return rows
}

// inPool are the open cases of a pool that nobody has taken and the actor may see, but for what is held; unsafeInPool
// those that are held because it is not safe to reach the person. What is held for another reason is in no list. The
// joins stand in the order in which they are to be made, which a planner that does not know how many cases nobody has
// taken turns round: case_file_pool for each stage, and referral_inbox for the few that are held. Each count has its
// own text, so that it stops at a hundred.
const (
	inPool = `
		FROM pool p
		CROSS JOIN case_file f
		WHERE f.service = p.service AND f.stage = p.stage AND f.worker = '' AND f.state = 'open'
			AND f.referral_id NOT IN (SELECT h.referral_id FROM referral_v_referral h
				WHERE h.service IN (SELECT service FROM pool) AND h.state = 'held')` + seen
	unsafeInPool = `
		FROM pool p
		CROSS JOIN referral_v_referral r
		CROSS JOIN case_file f
		WHERE r.service = p.service AND r.state = 'held' AND r.reason = $4
			AND f.referral_id = r.referral_id AND f.service = p.service AND f.stage = p.stage AND f.worker = '' AND f.state = 'open'` + seen
	seen = `
			AND EXISTS (SELECT 1 FROM gate_v_access v
				WHERE v.folder_id = f.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)`
	poolCounts = `
		(SELECT count(*) FROM (SELECT 1` + inPool + ` AND p.kind = 'waiting' LIMIT $3) w),
		(SELECT count(*) FROM (SELECT 1` + unsafeInPool + ` LIMIT $3) u),
		(SELECT CAST(COALESCE(sum(a.waiting), 0) AS integer) FROM (SELECT ` + toAgreeCount + ` AS waiting FROM pool p WHERE p.kind = 'agree') a)`
)

var poolCountsSQL = store.SQL("casework.poolCounts", `
	WITH pool (service, stage, kind) AS (VALUES {{rows 3}})
	SELECT`+poolCounts)

var poolListSQL = store.SQL("casework.poolList", `
	WITH pool (service, stage, kind) AS (VALUES {{rows 3}}),
	pooled AS (SELECT f.id AS pooled_id`+inPool+` AND p.kind = $5 UNION ALL SELECT f.id`+unsafeInPool+` AND $5 = 'unsafe')
	SELECT `+dueColumns+`, COALESCE(n.name_id, ''), n.initials, '', '',
		`+blindTo+`$1 AND s.ask_until_at > $2)
	FROM pooled JOIN case_file c ON c.id = pooled_id
	LEFT JOIN person_v_name n ON n.folder_id = c.folder_id
	ORDER BY c.due_at, c.id
	LIMIT $3`)
