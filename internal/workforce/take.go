package workforce

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Take counts a case against the cap of whoever takes it. It is part of allocating, which has been
// authorised and which records the event; it makes no decision of its own.
//
// The checks that the service's file asks of whoever is given a case are looked at in the same transaction.
//
// Fails with errs.Conflict when a limit of the cap is reached, or a check is not in date, and the actor may not, or does
// not say that she does, go past it; with errs.Invalid (field "why") when she does not say why.
type Take struct {
	Case    id.Case
	Worker  id.Account
	Role    access.Role // in which the worker takes it: the cap counts some roles only
	Service catalogue.Service
	Load    Load // what the worker has open before this one
	Adds    int  // what this case weighs
	Above   bool // go above the cap: only the role the service's file names
	// Unchecked: give it although these checks are not in date: keys; only the role the file names for that.
	Unchecked []string
	Why       string
	Reasons   catalogue.List // above-cap
	On        clock.Date     // the day she took it, of a case that was kept elsewhere before; empty: today
	Tried     Tried          // what she took that was only tried out, and given up again: each like this one
}

// Tried is cases that somebody took and that were given up again, because they were only tried out.
type Tried struct {
	Taken int `json:"taken"` // of them within the cap's months
	Open  int `json:"open"`  // whenever they were taken
}

// Load is what a worker has open in a service.
type Load struct {
	Open   int
	Weight int // by the service's weights of bands
}

// Taken says how somebody stands against the cap of a service. A limit of 0 is none.
type Taken struct {
	Before, Limit, Months int // cases taken in the window of so many months, and the most
	WarnAt                int // from how many taken somebody is warned; 0: never
	Load
	MostOpen, MostWeight int
	OverCap              bool     // allowed above it
	Unchecked            []string // allowed without these checks in date: their keys
}

// Allowed tells whether somebody had to allow it.
func (t Taken) Allowed() bool { return t.OverCap || len(t.Unchecked) > 0 }

// Full says in words which limits leave no room for a case that weighs so much; none: there is room.
func (t Taken) Full(adds int) []string {
	var words []string
	if t.Limit > 0 && t.Before >= t.Limit {
		words = append(words, fmt.Sprintf("has taken %d cases in the last %d months, and %d is the most", t.Before, t.Months, t.Limit))
	}
	if t.MostOpen > 0 && t.Open >= t.MostOpen {
		words = append(words, fmt.Sprintf("has %d cases open, and %d is the most", t.Open, t.MostOpen))
	}
	if t.MostWeight > 0 && t.Weight+adds > t.MostWeight {
		words = append(words, fmt.Sprintf("would have cases that weigh %d together, and %d is the most", t.Weight+adds, t.MostWeight))
	}
	return words
}

// Near tells whether so many were taken that somebody is to be warned: the limit is near, and not reached.
func (t Taken) Near() bool { return t.WarnAt > 0 && t.Before >= t.WarnAt && t.Before < t.Limit }

// Run counts and takes. Under concurrency the store lets one of two takings that would pass the
// cap together through, and the other finds it reached.
func (t Take) Run(ctx context.Context, tx *gate.Tx) (Taken, error) {
	today := tx.Now().Date()
	taken, err := Standing(ctx, tx, t.Worker, t.Role, t.Service, today)
	if err != nil {
		return Taken{}, err
	}
	on := t.On
	if on == "" {
		on = today
	}
	if on < Since(taken.Months, today) {
		taken.Limit = 0 // it was taken before what is counted now
	}
	taken.Before += t.Tried.Taken
	taken.Load = Load{Open: t.Load.Open + t.Tried.Open, Weight: t.Load.Weight + t.Tried.Open*t.Adds}
	full := taken.Full(t.Adds)
	taken.OverCap = len(full) > 0
	lapses, err := t.lapses(ctx, tx, today)
	if err != nil {
		return Taken{}, err
	}
	if len(lapses) > 0 {
		if err := t.mayGoWithout(tx, lapses); err != nil {
			return Taken{}, err
		}
	}
	for _, l := range lapses {
		taken.Unchecked = append(taken.Unchecked, l.Check.Key)
	}
	if taken.OverCap {
		if err := t.mayGoAbove(tx, full); err != nil {
			return Taken{}, err
		}
	}
	allowedBy, why := id.Account(""), ""
	if taken.Allowed() {
		allowedBy, why = tx.Actor().Account(), t.Why
	}
	_, err = store.Exec(ctx, tx, takeSQL, t.Case, t.Worker, t.Service.Key, t.Role, on, taken.OverCap, allowedBy, why, strings.Join(taken.Unchecked, ","))
	return taken, err
}

// ErrNoRoom is why a worker takes no case when a limit of the cap is reached.
var ErrNoRoom = errors.New("the cap is reached")

// mayGoAbove says who may go above a cap, and that she says why.
func (t Take) mayGoAbove(tx *gate.Tx, full []string) error {
	override := access.Role(t.Service.Cap.OverrideBy)
	if !t.Above || override == "" || !tx.Actor().Holds(override, t.Service.Key) {
		return errs.Wrap(errs.Conflict, "this worker "+strings.Join(full, "; ")+": choose another, or keep the place on the waiting list", ErrNoRoom)
	}
	return t.saysWhy()
}

// saysWhy fails with errs.Invalid when nobody says why a case is given all the same.
func (t Take) saysWhy() error {
	var bad errs.Fields
	if _, ok := t.Reasons.Code(t.Why); !ok {
		bad.Add("why", "Choose why the case is given all the same")
	}
	return bad.Err()
}

// Standing tells how a worker stands against the cap of a service on a date: "taken 87 of 120 in the
// last 12 months". What she has open is not in it: whoever keeps cases knows.
func Standing(ctx context.Context, q gate.Reader, worker id.Account, role access.Role, service catalogue.Service, on clock.Date) (Taken, error) {
	t := Limits(service, role)
	if t.Limit == 0 {
		return t, nil
	}
	var err error
	t.Before, err = store.One(ctx, q, takenSQL, func(scan store.Scan) (int, error) {
		var n int
		err = scan(&n)
		return n, err
	}, worker, service.Key, Since(t.Months, on))
	return t, err
}

// Limits gives the limits of a service's cap for somebody in a role; all 0 when it does not count that role.
func Limits(service catalogue.Service, role access.Role) Taken {
	if service.Cap == nil || !service.Cap.Counts(string(role)) {
		return Taken{}
	}
	t := Taken{MostOpen: service.Cap.Open, MostWeight: service.Cap.Weighted}
	t.Limit, t.Months = service.Limit()
	t.WarnAt = service.Cap.WarnFrom(t.Limit)
	return t
}

// Since gives the first day that a window of so many months counts on a date. The window holds the day it is
// asked on: a case taken a year ago today no longer counts.
func Since(months int, on clock.Date) clock.Date { return on.AddMonths(-months).AddDays(1) }

// takenSQL counts on the covering index; on PostgreSQL its range is what makes two takings clash.
var takenSQL = store.SQL("workforce.taken", `
	SELECT count(*) FROM workforce_taken WHERE account_id = $1 AND service = $2 AND taken_on >= $3`)

var takeSQL = store.SQL("workforce.take", `
	INSERT INTO workforce_taken (case_id, account_id, service, role, taken_on, over_cap, allowed_by, reason, unchecked)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
	ON CONFLICT (case_id, account_id) DO NOTHING`)
