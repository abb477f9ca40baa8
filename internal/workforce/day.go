package workforce

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// MarkDay notes that the actor worked a day for a service, and where: "today: at Darlington police
// station". At a partner's premises the day counts as one of co-location (R210, R228). Everybody who
// works in the service may, for herself; a day that is noted already moves to the new place.
//
// Fails with errs.Invalid, and errs.Conflict when the day is noted at that place already. Records
// DayMarked.
type MarkDay struct {
	Service catalogue.Service
	On      clock.Date
	Place   string // one of the service's file
}

// DayMarked says that somebody worked a day at a place.
type DayMarked struct {
	Account id.Account `json:"account"`
	Service string     `json:"service"`
	On      clock.Date `json:"on"`
	Place   string     `json:"place"`
}

// EventKind names the event.
func (DayMarked) EventKind() string { return "staff log.day marked" }

// furthestBack is how long after it a day can still be noted.
const furthestBack = 62 // days

// Run notes the day.
func (m MarkDay) Run(ctx context.Context, tx *gate.Tx) (clock.Date, error) {
	if err := tx.Authorize(ctx, ActLog, gate.On{Service: m.Service.Key}); err != nil {
		return "", err
	}
	today := tx.Now().Date()
	place, known := m.Service.Staff.Place(m.Place)
	var bad errs.Fields
	if !known {
		bad.Add("place", "Choose where you worked")
	}
	if m.On.IsZero() || m.On > today || m.On.AddDays(furthestBack) < today {
		bad.Add("on", "Give a day of the last two months, today at the latest")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	me := tx.Actor().Account()
	was, noted, err := store.Find(ctx, tx, dayAtSQL, store.Value[string], me, m.Service.Key, m.On)
	if err != nil {
		return "", err
	}
	if noted && was == place.Key {
		return "", errs.New(errs.Conflict, "that day is noted at this place already")
	}
	if noted {
		if _, err := store.Exec(ctx, tx, takeBackDaySQL, me, m.Service.Key, m.On, tx.Now(), tx.Entry()); err != nil {
			return "", err
		}
	}
	if _, err := store.Exec(ctx, tx, addDaySQL, tx.NewID(), me, m.Service.Key, m.On, place.Key, place.CoLocated, tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(DayMarked{Account: me, Service: m.Service.Key, On: m.On, Place: place.Key})
	return m.On, nil
}

// TakeBackDay takes a day of the actor's own out of the log that was noted wrongly. Fails with
// errs.NotFound. Records DayTakenBack.
type TakeBackDay struct {
	Service string
	On      clock.Date
}

// DayTakenBack says that a day no longer counts.
type DayTakenBack struct {
	Account id.Account `json:"account"`
	Service string     `json:"service"`
	On      clock.Date `json:"on"`
}

// EventKind names the event.
func (DayTakenBack) EventKind() string { return "staff log.day taken back" }

// Run takes it back.
func (t TakeBackDay) Run(ctx context.Context, tx *gate.Tx) (clock.Date, error) {
	if err := tx.Authorize(ctx, ActLog, gate.On{Service: t.Service}); err != nil {
		return "", err
	}
	me := tx.Actor().Account()
	changed, err := store.Exec(ctx, tx, takeBackDaySQL, me, t.Service, t.On, tx.Now(), tx.Entry())
	if err != nil {
		return "", err
	}
	if changed == 0 {
		return "", errs.New(errs.NotFound, "that day is not noted")
	}
	tx.Record(DayTakenBack{Account: me, Service: t.Service, On: t.On})
	return t.On, nil
}

// Day is a day somebody worked.
type Day struct {
	Account   id.Account
	Name      string
	On        clock.Date
	Place     string
	CoLocated bool
}

// Days lists the days worked for a service between two dates, latest first. Everybody who works in
// it may.
func Days(ctx context.Context, v gate.Reader, service string, from, to clock.Date) ([]Day, error) {
	if err := v.Authorize(ctx, ActSeeLog, gate.On{Service: service}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, daysSQL, func(scan store.Scan) (Day, error) {
		var d Day
		err := scan(&d.Account, &d.Name, &d.On, &d.Place, &d.CoLocated)
		return d, err
	}, service, from, to)
}

var dayAtSQL = store.SQL("workforce.dayAt", `
	SELECT place FROM workforce_day WHERE account_id = $1 AND service = $2 AND worked_on = $3 AND taken_back_at = 0`)

var addDaySQL = store.SQL("workforce.addDay", `
	INSERT INTO workforce_day (id, account_id, service, worked_on, place, co_located, recorded_at, taken_back_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)`)

var takeBackDaySQL = store.SQL("workforce.takeBackDay", `
	UPDATE workforce_day SET taken_back_at = $4, last_entry = $5
	WHERE account_id = $1 AND service = $2 AND worked_on = $3 AND taken_back_at = 0`)

// daysSQL is driven by workforce_day_service.
var daysSQL = store.SQL("workforce.days", `
	SELECT d.account_id, COALESCE(w.name, ''), d.worked_on, d.place, d.co_located
	FROM workforce_day d
	LEFT JOIN identity_v_account w ON w.account_id = d.account_id
	WHERE d.service = $1 AND d.worked_on >= $2 AND d.worked_on <= $3 AND d.taken_back_at = 0
	ORDER BY d.worked_on DESC, d.account_id`)
