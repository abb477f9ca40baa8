package workforce

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// The log of work beside the cases is for everybody who works in a service, in that service.
var (
	ActLog    = access.Declare("staff log.write", access.Policy{Roles: append([]access.Role{access.Mediator}, access.Casework...)})
	ActSeeLog = access.Declare("staff log.see", access.Policy{Roles: append([]access.Role{access.Mediator}, access.Casework...)})
)

// RecordActivity writes down something done beside the cases: a working group, a meeting of
// practitioners, relationship building, powers used across boroughs (R122, R168, R177). Two fields:
// what kind, and what came of it. Everybody who works in the service may.
//
// The words stand in returns as they are, so they name nobody: a reference or a telephone number
// in them is refused. Fails with errs.Invalid field by field. Records ActivityRecorded.
type RecordActivity struct {
	Service string
	Kinds   catalogue.List // activities, of the catalogue
	Kind    string
	Outcome string // what came of it
	On      clock.Date
	Minutes int    // 0: not said
	People  int    // how many took part; 0: not said
	Body    string // borough or body, where there is one
}

// ActivityRecorded says that something beside the cases was written down.
type ActivityRecorded struct {
	Activity string `json:"activity"`
	Service  string `json:"service"`
	Kind     string `json:"kind"`
}

// EventKind names the event.
func (ActivityRecorded) EventKind() string { return "staff log.activity recorded" }

const (
	longestOutcome = 1000 // characters
	longestLine    = 120
	minutesOfDay   = 24 * 60
	mostPeople     = 10000
)

// Run writes it down and gives its id.
func (a RecordActivity) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActLog, gate.On{Service: a.Service}); err != nil {
		return "", err
	}
	if err := a.check(tx.Now().Date()); err != nil {
		return "", err
	}
	activity := tx.NewID()
	_, err := store.Exec(ctx, tx, addActivitySQL, activity, a.Service, a.Kind, a.Outcome, a.On, a.Minutes, a.People, a.Body,
		tx.Actor().Account(), tx.Now(), tx.Entry())
	if err != nil {
		return "", err
	}
	tx.Record(ActivityRecorded{Activity: activity, Service: a.Service, Kind: a.Kind})
	return activity, nil
}

func (a RecordActivity) check(today clock.Date) error {
	var bad errs.Fields
	if _, ok := a.Kinds.Code(a.Kind); !ok {
		bad.Add("kind", "Choose what kind of work it was")
	}
	switch {
	case a.Outcome == "":
		bad.Add("outcome", "Say what came of it, in a sentence")
	case len([]rune(a.Outcome)) > longestOutcome:
		bad.Add("outcome", "Say it in at most 1,000 characters")
	case id.TellsOfSomebody(a.Outcome):
		bad.Add("outcome", "Leave out references and telephone numbers: these words stand in returns")
	}
	if len([]rune(a.Body)) > longestLine {
		bad.Add("body", "Name the borough or body in at most 120 characters")
	} else if id.TellsOfSomebody(a.Body) {
		bad.Add("body", "Name a borough or body, not a person")
	}
	if a.On.IsZero() || a.On > today {
		bad.Add("on", "Give the day: today or earlier")
	}
	if a.Minutes < 0 || a.Minutes > minutesOfDay {
		bad.Add("minutes", "Give the minutes of one day: 0 to 1440")
	}
	if a.People < 0 || a.People > mostPeople {
		bad.Add("people", "Give how many took part: 0 to 10,000")
	}
	return bad.Err()
}

// Activity is one line of the log.
type Activity struct {
	ID      string
	Kind    string
	Outcome string
	On      clock.Date
	Minutes int
	People  int
	Body    string
	By      id.Account
	Name    string // of who wrote it down
}

// activitiesOfPage is how many activities a page of the log shows.
const activitiesOfPage = 25

// Activities reads one page of a service's log, latest first, from before a line of it (zero: from
// the latest), and says whether there is more. Everybody who works in the service may.
func Activities(ctx context.Context, v gate.Reader, service string, before Activity) ([]Activity, bool, error) {
	if err := v.Authorize(ctx, ActSeeLog, gate.On{Service: service}); err != nil {
		return nil, false, err
	}
	if before.On.IsZero() {
		before.On = lastDate
	}
	list, err := store.Collect(ctx, v, activitiesSQL, scanActivity, service, before.On, before.ID, activitiesOfPage+1)
	more := len(list) > activitiesOfPage
	return list[:min(len(list), activitiesOfPage)], more, err
}

// ActivitiesOn reads what a service's log has of one day, at most 100 lines. Everybody who works in the service may.
func ActivitiesOn(ctx context.Context, v gate.Reader, service string, day clock.Date) ([]Activity, error) {
	if err := v.Authorize(ctx, ActSeeLog, gate.On{Service: service}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, activitiesOnSQL, scanActivity, service, day)
}

func scanActivity(scan store.Scan) (Activity, error) {
	var a Activity
	err := scan(&a.ID, &a.Kind, &a.Outcome, &a.On, &a.Minutes, &a.People, &a.Body, &a.By, &a.Name)
	return a, err
}

// lastDate comes after every day that is noted.
const lastDate clock.Date = "9999-12-31"

// TakeBackActivity takes a line out of the log that was written down wrongly. Whoever wrote it may, and
// the service's supervisors. A return made as at a day before still counts it. Fails with
// errs.NotFound. Records ActivityTakenBack.
type TakeBackActivity struct {
	Service  string
	Activity string
}

// ActivityTakenBack says that a line of the log no longer counts.
type ActivityTakenBack struct {
	Activity string `json:"activity"`
	Service  string `json:"service"`
}

// EventKind names the event.
func (ActivityTakenBack) EventKind() string { return "staff log.activity taken back" }

// Run takes it back.
func (t TakeBackActivity) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActLog, gate.On{Service: t.Service}); err != nil {
		return "", err
	}
	changed, err := store.Exec(ctx, tx, takeBackActivitySQL, t.Activity, t.Service, ownOnly(tx, t.Service), tx.Now(), tx.Entry())
	if err != nil {
		return "", err
	}
	if changed == 0 {
		return "", errs.New(errs.NotFound, "there is no such line of yours in the log")
	}
	tx.Record(ActivityTakenBack{Activity: t.Activity, Service: t.Service})
	return t.Activity, nil
}

// ownOnly gives the account whose lines an actor may take back: her own, or "" for a supervisor of the
// service, who may take back anybody's.
func ownOnly(tx *gate.Tx, service string) id.Account {
	if tx.Actor().Holds(access.Supervisor, service) {
		return ""
	}
	return tx.Actor().Account()
}

var addActivitySQL = store.SQL("workforce.addActivity", `
	INSERT INTO workforce_activity (id, service, kind, outcome, held_on, minutes, people, body, by_account, recorded_at, taken_back_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)`)

var takeBackActivitySQL = store.SQL("workforce.takeBackActivity", `
	UPDATE workforce_activity SET taken_back_at = $4, last_entry = $5
	WHERE id = $1 AND service = $2 AND taken_back_at = 0 AND (by_account = $3 OR CAST($3 AS text) = '')`)

// activitiesSQL is driven by workforce_activity_service.
var activitiesSQL = store.SQL("workforce.activities", `
	SELECT a.id, a.kind, a.outcome, a.held_on, a.minutes, a.people, a.body, a.by_account, COALESCE(w.name, '')
	FROM workforce_activity a
	LEFT JOIN identity_v_account w ON w.account_id = a.by_account
	WHERE a.service = $1 AND a.taken_back_at = 0 AND (a.held_on < $2 OR a.held_on = $2 AND a.id < $3)
	ORDER BY a.held_on DESC, a.id DESC
	LIMIT $4`)

// activitiesOnSQL is driven by workforce_activity_service.
var activitiesOnSQL = store.SQL("workforce.activitiesOn", `
	SELECT a.id, a.kind, a.outcome, a.held_on, a.minutes, a.people, a.body, a.by_account, COALESCE(w.name, '')
	FROM workforce_activity a
	LEFT JOIN identity_v_account w ON w.account_id = a.by_account
	WHERE a.service = $1 AND a.taken_back_at = 0 AND a.held_on = $2
	ORDER BY a.id
	LIMIT 100`)
