package learning

import (
	"context"
	"slices"
	"strconv"

	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// RecordAttendance says that an event was held and how many came, and of whom it is known who they were.
// Those who keep the record of the service may, also to put the numbers right later.
//
// Those who were trained are due again after the time in the service's file. Fails with errs.Invalid (field
// by field), errs.Stale when someone changed the event since it was read, errs.Conflict when it was
// cancelled. Records AttendanceRecorded. Requirements R161, R162, R166.
type RecordAttendance struct {
	Event   string
	Version int
	Service catalogue.Service
	People  int    // everybody who came
	Came    []Came // those of them of whom it is known who they were: at most People
}

// AttendanceRecorded says how many came to an event.
type AttendanceRecorded struct {
	Event  string `json:"event"`
	People int    `json:"people"`
	Lines  int    `json:"lines"`
}

// EventKind names the event.
func (AttendanceRecorded) EventKind() string { return "learning.attendance recorded" }

// mostPeople is the most that one event can have had.
const mostPeople = 5000

// Run records who came and gives the event.
func (r RecordAttendance) Run(ctx context.Context, tx *gate.Tx) (Event, error) {
	e, err := load(ctx, tx, r.Event, ActRecord)
	if err != nil {
		return Event{}, err
	}
	if e.State == Cancelled {
		return Event{}, errs.New(errs.Conflict, "this event was cancelled: plan another if it was held after all")
	}
	if err := r.check(ctx, tx, e); err != nil {
		return Event{}, err
	}
	if err := move(ctx, tx, e, r.Version, Held); err != nil {
		return Event{}, err
	}
	for _, end := range []store.Statement{endTurnoutSQL, endCameSQL} {
		if _, err := store.Exec(ctx, tx, end, tx.Now(), tx.Entry(), e.ID, clock.Never); err != nil {
			return Event{}, err
		}
	}
	if _, err := store.Exec(ctx, tx, addTurnoutSQL, e.ID, r.Version, r.People, tx.Now(), clock.Never, tx.Entry()); err != nil {
		return Event{}, err
	}
	if err := r.saveCame(ctx, tx, e); err != nil {
		return Event{}, err
	}
	tx.Record(AttendanceRecorded{Event: e.ID, People: r.People, Lines: len(r.Came)})
	e.State, e.People, e.Version = Held, r.People, r.Version+1
	return e, nil
}

func (r RecordAttendance) saveCame(ctx context.Context, tx *gate.Tx, e Event) error {
	if len(r.Came) == 0 {
		return nil
	}
	gives, _ := r.Service.Gives(e.Kind)
	var rows [][]any
	for _, c := range r.Came {
		rows = append(rows, []any{tx.NewID(), e.ID, e.Service, e.Kind, c.Agency, c.Account, c.People, e.On, gives.Due(e.On), tx.Now(), clock.Never, tx.Entry()})
	}
	_, err := store.Exec(ctx, tx, addCameSQL, store.Rows(rows))
	return err
}

func (r RecordAttendance) check(ctx context.Context, tx *gate.Tx, e Event) error {
	var bad errs.Fields
	if r.People < 1 || r.People > mostPeople {
		bad.Add("people", "Enter how many people came: a whole number from 1 to "+strconv.Itoa(mostPeople))
	}
	if e.On > tx.Now().Date() {
		bad.Add("people", "The event is on "+e.On.Plain()+": record who came once it was held")
	}
	inside, err := store.Collect(ctx, tx, colleaguesSQL, scanColleague, e.Service, tx.Now())
	if err != nil {
		return err
	}
	known, seen := 0, map[string]bool{}
	for _, c := range r.Came {
		who := string(c.Agency) + " " + string(c.Account)
		switch {
		case c.People < 1 || c.Account != "" && c.People != 1:
			bad.Add("came", "Enter how many came of each agency: a whole number from 1")
		case c.Account != "" && !slices.ContainsFunc(inside, func(in Colleague) bool { return in.Account == c.Account && in.Agency == c.Agency }):
			bad.Add("came", "Choose colleagues who work for the service")
		case seen[who]:
			bad.Add("came", "Name each agency and each colleague once")
		}
		seen[who] = true
		known += c.People
		if _, err := agency.ByID(ctx, tx, c.Agency); errs.KindOf(err) == errs.NotFound {
			bad.Add("came", "Choose an agency of the partnership")
		} else if err != nil {
			return err
		}
	}
	if known > r.People && r.People > 0 {
		bad.Add("came", strconv.Itoa(known)+" people are named by agency and only "+strconv.Itoa(r.People)+" came: put one of the numbers right")
	}
	return bad.Err()
}

// move changes the state of an event that nobody changed since it was read.
func move(ctx context.Context, tx *gate.Tx, e Event, version int, to State) error {
	changed, err := store.Exec(ctx, tx, moveEventSQL, to, tx.Entry(), e.ID, version)
	if err == nil && changed == 0 {
		return errs.New(errs.Stale, "someone else changed this event since you opened it: look again, then record")
	}
	return err
}
