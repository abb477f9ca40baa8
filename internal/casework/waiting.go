package casework

import (
	"context"
	"slices"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Awaited says what a worker waits for others with.
type Awaited string

// What is waited for: what is due to the person under the Victims' Code, a clock that stands, an answer to
// a referral onward, a step of the plan that is another agency's. Beside them stands what is hers: a risk that is to be looked at
// again, after something new was told, of her own cases and, for those who give cases to workers, of cases that nobody has (R028, R029).
const (
	AwaitsRight  Awaited = "right"
	AwaitsPerson Awaited = "pause"
	AwaitsAnswer Awaited = "onward"
	AwaitsAgency Awaited = "agency" // a step of the plan that another agency does
	AwaitsRisk   Awaited = "issue"
	AwaitsTaker  Awaited = "untaken" // something new was told of a case that nobody has taken: for those who give cases to workers
)

// mostUntaken is how many of those whom nobody has taken, and of whom something new was told, stand on one day: the others stand in the list of
// cases that nobody has.
const mostUntaken = 15

// DayWait is something a worker waits for others with: theirs to do, and never her own lateness.
type DayWait struct {
	Kind      Awaited
	Folder    id.Folder
	Code      string // of the right, the reason of a pause, the service referred to, or the kind of thing that was told
	Provider  string // who owes a right
	On        clock.Date
	Chases    int
	Chased    clock.Date // the last time; empty: not yet
	Reference id.Reference
	Initials  *seal.Value
	Row       string        // of what it is
	Due       clock.Instant // of what is due to the person
	What      *seal.Value   // of a step
	Agency    *seal.Value   // who does a step
	First     bool          // of a risk: nobody has looked at it yet
}

// dayWaiting reads in one statement what is due to the people of the actor's cases and what she waits for others with; more says that something
// new was told of more cases that nobody has than are among it.
func dayWaiting(ctx context.Context, v *gate.View) (owed []Owed, waits []DayWait, more bool, err error) {
	all, err := store.Collect(ctx, v, dayWaitingSQL, scanDayWait, v.Actor().Account(), v.Now(), mostRows, endOfDay(v.Now().Date().AddDays(stepsNear).Start()), mostUntaken+1)
	owed, waits = owes(all)
	untaken := 0
	waits = slices.DeleteFunc(waits, func(w DayWait) bool {
		if w.Kind == AwaitsTaker {
			untaken++
		}
		return w.Kind == AwaitsTaker && untaken > mostUntaken
	})
	return owed, waits, untaken > mostUntaken, err
}

func waitingValues(owed []Owed, waits []DayWait) []*seal.Value {
	var values []*seal.Value
	for _, o := range owed {
		values = append(values, o.Initials, o.What)
	}
	for _, w := range waits {
		values = append(values, w.Initials, w.What, w.Agency)
	}
	return values
}

// LookAgain tells whether it is hers to do today: a clock that stands and is to be looked at, a risk, or somebody whom nobody has taken.
func (w DayWait) LookAgain(today clock.Date) bool {
	return w.Kind == AwaitsRisk || w.Kind == AwaitsTaker || w.Kind == AwaitsPerson && !w.On.IsZero() && w.On <= today
}

func scanDayWait(scan store.Scan) (DayWait, error) {
	var w DayWait
	var name string
	var initials, what, agency []byte
	err := scan(&w.Kind, &w.Row, &w.Folder, &w.Code, &w.Provider, &w.On, &w.Due, &w.Chases, &w.Chased, &what, &agency, &w.First, &w.Reference, &name, &initials)
	w.What, w.Agency = whatAction.Value(w.Folder, w.Row, what), whichAgency.Value(w.Folder, w.Row, agency)
	w.Initials = person.InitialsColumn.Value(w.Folder, name, initials)
	return w, err
}

// dayWaitingSQL lists what the worker of open cases waits for others with, soonest first; what has no day
// comes last. A risk to look at again, by the latest thing that was told since it was or before anybody looked, and a clock with a day to look again come before all, then what is due to people themselves: it is hers to do,
// and may not fall off behind what others owe. Of cases that nobody has taken, those that waited longest come to whoever gives cases to workers. Driven by
// case_file_worker and case_file_told.
var dayWaitingSQL = store.SQL("casework.dayWaiting", `
	WITH mine AS (
		SELECT f.id, f.folder_id, f.reference
		FROM case_file f
		WHERE f.worker = $1 AND f.state = 'open'
			AND EXISTS (SELECT 1 FROM gate_v_access v
				WHERE v.folder_id = f.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
	), waits AS (
		SELECT 'right' AS kind, m.folder_id, m.reference, e.due_id AS row_id, e.right_key AS code, e.provider, e.due_on AS on_date,
			0 AS due_at, e.chases, e.chased_on, CAST(NULL AS bytea) AS what, CAST(NULL AS bytea) AS agency, false AS first_time
		FROM mine m JOIN entitlement_v_open e ON e.folder_id = m.folder_id
		UNION ALL
		SELECT 'pause', m.folder_id, m.reference, p.id, p.reason, '', p.back_on, 0, 0, '', NULL, NULL, false
		FROM mine m JOIN case_pause p ON p.case_id = m.id AND p.until_at = 0
		UNION ALL
		SELECT 'issue', m.folder_id, m.reference, i.id, i.code, '', i.told_on, 0, 0, '', NULL, NULL,
			NOT EXISTS (SELECT 1 FROM assessment_v_asked b WHERE b.folder_id = m.folder_id AND b.band <> '')
		FROM mine m JOIN case_issue i ON i.case_id = m.id
		WHERE i.recorded_at > COALESCE((SELECT max(b.assessed_at) FROM assessment_v_asked b WHERE b.folder_id = m.folder_id AND b.band <> ''), 0)
			AND NOT EXISTS (SELECT 1 FROM case_issue l WHERE l.case_id = i.case_id AND (l.recorded_at, l.id) > (i.recorded_at, i.id))
		UNION ALL
		SELECT 'untaken', u.folder_id, u.reference, i.id, i.code, '', i.told_on, 0, 0, '', NULL, NULL, false
		FROM (
			SELECT f.id, f.folder_id, f.reference, f.told_at
			FROM (SELECT DISTINCT g.service FROM gate_v_membership g
				WHERE g.account_id = $1 AND g.role IN ('supervisor', 'administrator') AND g.since_at <= $2 AND g.until_at > $2) gives
			JOIN case_file f ON f.service = gives.service
			WHERE f.state = 'open' AND f.worker = '' AND f.told_at > 0
				AND NOT EXISTS (SELECT 1 FROM assessment_v_asked b WHERE b.folder_id = f.folder_id AND b.band <> '' AND b.assessed_at >= f.told_at)
				AND EXISTS (SELECT 1 FROM gate_v_access v
					WHERE v.folder_id = f.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
			ORDER BY f.told_at, f.id
			LIMIT $5) u
		JOIN case_issue i ON i.case_id = u.id AND i.recorded_at = u.told_at
		UNION ALL
		SELECT 'onward', m.folder_id, m.reference, o.id, o.code, '', o.made_on, 0, 0, '', NULL, NULL, false
		FROM mine m JOIN case_onward o ON o.case_id = m.id AND o.status IN ('made', 'received')
		UNION ALL
		SELECT 'agency', m.folder_id, m.reference, a.id, '', '', a.due_on, 0, 0, '', a.what, a.agency, false
		FROM mine m JOIN case_action a ON a.case_id = m.id AND a.state = 'open' AND a.owner = 'agency' AND a.due_at <= $4
		UNION ALL
		SELECT o.kind, o.folder_id, o.reference, o.row_id, o.code, '', '', o.due_at, 0, '', o.what, NULL, false
		FROM casework_v_owed o
		WHERE o.worker = $1 AND (o.kind <> 'action' OR o.due_at <= $4)
			AND EXISTS (SELECT 1 FROM gate_v_access v
				WHERE v.folder_id = o.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
	)
	SELECT w.kind, w.row_id, w.folder_id, w.code, w.provider, w.on_date, w.due_at, w.chases, w.chased_on, w.what, w.agency, w.first_time, w.reference, COALESCE(n.name_id, ''), n.initials
	FROM waits w LEFT JOIN person_v_name n ON n.folder_id = w.folder_id
	ORDER BY CASE WHEN w.kind IN ('issue', 'untaken') OR w.kind = 'pause' AND w.on_date <> '' THEN 0 WHEN w.due_at > 0 THEN 1 ELSE 2 END, w.due_at, CASE WHEN w.on_date = '' THEN '9' ELSE w.on_date END, w.row_id
	LIMIT $3`)
