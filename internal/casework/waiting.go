package casework

import (
	"goldenthread/internal/clock"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Awaited says what a worker waits for others with.
type Awaited string

// What is waited for: what is due to the person under the Victims' Code, a clock that stands, an answer to
// a referral onward.
const (
	AwaitsRight  Awaited = "right"
	AwaitsPerson Awaited = "pause"
	AwaitsAnswer Awaited = "onward"
)

// DayWait is something a worker waits for others with: theirs to do, and never her own lateness.
type DayWait struct {
	Kind      Awaited
	Folder    id.Folder
	Code      string // of the right, the reason of a pause, or the service referred to
	Provider  string // who owes a right
	On        clock.Date
	Chases    int
	Chased    clock.Date // the last time; empty: not yet
	Reference id.Reference
	Initials  *seal.Value
}

// LookAgain tells whether a clock that stands is to be looked at today.
func (w DayWait) LookAgain(today clock.Date) bool {
	return w.Kind == AwaitsPerson && !w.On.IsZero() && w.On <= today
}

func scanDayWait(scan store.Scan) (DayWait, error) {
	var w DayWait
	var name string
	var initials []byte
	err := scan(&w.Kind, &w.Folder, &w.Code, &w.Provider, &w.On, &w.Chases, &w.Chased, &w.Reference, &name, &initials)
	w.Initials = person.InitialsColumn.Value(w.Folder, name, initials)
	return w, err
}

// dayWaitingSQL lists what the worker of open cases waits for others with, soonest first; what has no day
// comes last. A clock with a day to look again comes before all: it is hers to do, and may not fall off behind what
// others owe. Driven by case_file_worker.
var dayWaitingSQL = store.SQL("casework.dayWaiting", `
	WITH mine AS (
		SELECT f.id, f.folder_id, f.reference
		FROM case_file f
		WHERE f.worker = $1 AND f.state = 'open'
			AND EXISTS (SELECT 1 FROM gate_v_access v
				WHERE v.folder_id = f.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
	), waits AS (
		SELECT 'right' AS kind, m.folder_id, m.reference, e.due_id AS row_id, e.right_key AS code, e.provider, e.due_on AS on_date,
			e.chases, e.chased_on
		FROM mine m JOIN entitlement_v_open e ON e.folder_id = m.folder_id
		UNION ALL
		SELECT 'pause', m.folder_id, m.reference, p.id, p.reason, '', p.back_on, 0, ''
		FROM mine m JOIN case_pause p ON p.case_id = m.id AND p.until_at = 0
		UNION ALL
		SELECT 'onward', m.folder_id, m.reference, o.id, o.code, '', o.made_on, 0, ''
		FROM mine m JOIN case_onward o ON o.case_id = m.id AND o.status IN ('made', 'received')
	)
	SELECT w.kind, w.folder_id, w.code, w.provider, w.on_date, w.chases, w.chased_on, w.reference, COALESCE(n.name_id, ''), n.initials
	FROM waits w LEFT JOIN person_v_name n ON n.folder_id = w.folder_id
	ORDER BY CASE WHEN w.kind = 'pause' AND w.on_date <> '' THEN 0 ELSE 1 END, CASE WHEN w.on_date = '' THEN '9' ELSE w.on_date END, w.row_id
	LIMIT $3`)
