package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// CoachDay is a coach's day: her clients, and her sessions that are still to be written up; and, as for everybody, what
// others owe, clocks to look at again and what is to be scored again. Danger comes first.
type CoachDay struct {
	Now       clock.Instant
	Alarms    []DayAlarm
	Clients   []Client
	Unwritten []Unwritten
	Owed      []Owed
	Waits     []DayWait
	Again     int // scores that wait to be given again; stops at 100
	Ends      Ending
	Covers    int    // cases of colleagues who are away that she covers today
	NewCover  int    // of those, how many she has not looked at since they were given to her
	Register  string // a service she works for in whose register she is; empty: she is in none
}

// Client is somebody a coach works with.
type Client struct {
	Case     Case
	Initials *seal.Value
	Sessions int           // held so far
	Promise  clock.Instant // the first open promise; zero: none
}

// Unwritten is a session without a note.
type Unwritten struct {
	Reference id.Reference
	Initials  *seal.Value
	Session   string
	Number    int
	On        clock.Date
}

// OnlyCoach tells whether an actor coaches and does no other casework.
func OnlyCoach(a access.Actor) bool {
	coaches := false
	for _, m := range a.Memberships() {
		switch m.Role {
		case access.Coach:
			coaches = true
		case access.VictimCareOfficer, access.CaseWorker, access.Administrator, access.Supervisor, access.SafeguardingLead:
			return false
		}
	}
	return coaches
}

// MyCoaching reads a coach's day, in seven statements of its own. Who does casework may, for herself. The services say which checks they ask.
func MyCoaching(ctx context.Context, v *gate.View, services []catalogue.Service) (CoachDay, error) {
	if err := v.Authorize(ctx, ActMyDay, gate.On{}); err != nil {
		return CoachDay{}, err
	}
	me, now := v.Actor().Account(), v.Now()
	d := CoachDay{Now: now}
	var err error
	if d.Alarms, err = store.Collect(ctx, v, dayAlarmsSQL, scanDayAlarm, me, now, mostRows); err != nil {
		return CoachDay{}, err
	}
	if d.Clients, err = store.Collect(ctx, v, clientsSQL, scanClient, me, now, mostCounted); err != nil {
		return CoachDay{}, err
	}
	if d.Unwritten, err = store.Collect(ctx, v, unwrittenSQL, scanUnwritten, me, now, mostCounted); err != nil {
		return CoachDay{}, err
	}
	if d.Owed, d.Waits, _, err = dayWaiting(ctx, v); err != nil {
		return CoachDay{}, err
	}
	if d.Again, err = countAgain(ctx, v); err != nil {
		return CoachDay{}, err
	}
	if d.Ends, err = ending(ctx, v, services); err != nil {
		return CoachDay{}, err
	}
	_, err = store.One(ctx, v, coachCountsSQL, func(scan store.Scan) (struct{}, error) { return struct{}{}, scan(&d.Covers, &d.NewCover, &d.Register) }, me, now)
	if err != nil {
		return CoachDay{}, err
	}
	var values []*seal.Value
	for _, a := range d.Alarms {
		values = append(values, a.Initials, a.What, a.Told)
	}
	for _, c := range d.Clients {
		values = append(values, c.Initials)
	}
	for _, u := range d.Unwritten {
		values = append(values, u.Initials)
	}
	return d, v.OpenWhatMay(ctx, append(values, waitingValues(d.Owed, d.Waits)...)...)
}

func scanClient(scan store.Scan) (Client, error) {
	var k Client
	var name string
	var initials []byte
	c := &k.Case
	err := scan(c.into(&name, &initials, &k.Sessions, &k.Promise)...)
	k.Initials = person.InitialsColumn.Value(c.Folder, name, initials)
	return k, err
}

func scanUnwritten(scan store.Scan) (Unwritten, error) {
	var u Unwritten
	var folder id.Folder
	var name string
	var initials []byte
	err := scan(&u.Session, &u.Number, &u.On, &u.Reference, &folder, &name, &initials)
	u.Initials = person.InitialsColumn.Value(folder, name, initials)
	return u, err
}

// clientsSQL is driven by case_file_worker.
var clientsSQL = store.SQL("casework.clients", `
	SELECT `+dueColumns+`, COALESCE(n.name_id, ''), n.initials,
		(SELECT count(*) FROM case_session s WHERE s.case_id = c.id),
		COALESCE((SELECT min(p.due_at) FROM promise p WHERE p.folder_id = c.folder_id AND p.settled = ''), 0)
	FROM case_file c
	LEFT JOIN person_v_name n ON n.folder_id = c.folder_id
	WHERE c.worker = $1 AND c.state = 'open'
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = c.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
	ORDER BY c.stage_due_at, c.id
	LIMIT $3`)

// unwrittenSQL is driven by case_session_unwritten.
var unwrittenSQL = store.SQL("casework.unwritten", `
	SELECT s.id, s.number, s.on_date, c.reference, c.folder_id, COALESCE(n.name_id, ''), n.initials
	FROM case_session s
	JOIN case_file c ON c.id = s.case_id
	LEFT JOIN person_v_name n ON n.folder_id = c.folder_id
	WHERE s.by_account = $1 AND s.note IS NULL
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = c.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
	ORDER BY s.on_date, s.id
	LIMIT $3`)
