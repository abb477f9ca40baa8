package workforce

import (
	"context"
	"fmt"

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
// Fails with errs.Conflict when the cap is reached and the actor may not, or does not say that she
// does, go above it.
type Take struct {
	Case    id.Case
	Worker  id.Account
	Role    access.Role // in which the worker takes it: the cap counts some roles only
	Service catalogue.Service
	Above   bool       // go above the cap: only the role the service's file names
	On      clock.Date // the day she took it, of a case that was kept elsewhere before; empty: today
	Tried   int        // cases she took that were only tried out, and given up again
}

// Taken says how a taking stands against the cap.
type Taken struct {
	Before  int  // cases taken in the window before this one
	Limit   int  // 0: the cap does not count this role, or there is none
	OverCap bool // allowed above it
}

// Run counts and takes. Under concurrency the store lets one of two takings that would pass the
// cap together through, and the other finds it reached.
func (t Take) Run(ctx context.Context, tx *gate.Tx) (Taken, error) {
	today := tx.Now().Date()
	taken, err := Load(ctx, tx, t.Worker, t.Role, t.Service, today)
	if err != nil {
		return Taken{}, err
	}
	taken.Before += t.Tried
	on := t.On
	if on == "" {
		on = today
	}
	taken.OverCap = taken.Limit > 0 && taken.Before >= taken.Limit && on >= Since(*t.Service.Cap, today)
	allowedBy := id.Account("")
	if taken.OverCap {
		override := access.Role(t.Service.Cap.OverrideBy)
		if !t.Above || override == "" || !tx.Actor().Holds(override, t.Service.Key) {
			return Taken{}, errs.New(errs.Conflict, fmt.Sprintf(
				"this worker has taken %d cases in the last %d months, and %d is the most: choose another, or keep the place on the waiting list",
				taken.Before, t.Service.Cap.Months, taken.Limit))
		}
		allowedBy = tx.Actor().Account()
	}
	_, err = store.Exec(ctx, tx, takeSQL, t.Case, t.Worker, t.Service.Key, t.Role, on, taken.OverCap, allowedBy)
	return taken, err
}

// Load tells how a worker stands against the cap of a service on a date: "taken 87 of 120 in the
// last 12 months".
func Load(ctx context.Context, q gate.Reader, worker id.Account, role access.Role, service catalogue.Service, on clock.Date) (Taken, error) {
	if service.Cap == nil || !service.Cap.Counts(string(role)) {
		return Taken{}, nil
	}
	n, err := store.One(ctx, q, takenSQL, func(scan store.Scan) (int, error) {
		var n int
		return n, scan(&n)
	}, worker, service.Key, Since(*service.Cap, on))
	return Taken{Before: n, Limit: service.Cap.Taken}, err
}

// Since gives the first day a cap counts on a date. The window holds the day it is asked on: a case
// taken a year ago today no longer counts.
func Since(c catalogue.Cap, on clock.Date) clock.Date { return on.AddMonths(-c.Months).AddDays(1) }

// takenSQL counts on the covering index; on PostgreSQL its range is what makes two takings clash.
var takenSQL = store.SQL("workforce.taken", `
	SELECT count(*) FROM workforce_taken WHERE account_id = $1 AND service = $2 AND taken_on >= $3`)

var takeSQL = store.SQL("workforce.take", `
	INSERT INTO workforce_taken (case_id, account_id, service, role, taken_on, over_cap, allowed_by)
	VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (case_id, account_id) DO NOTHING`)
