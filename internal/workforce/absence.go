package workforce

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActAway is for everybody who works in a service, about herself; supervisors say it of others.
var ActAway = access.Declare("staff.away", access.Policy{Roles: append([]access.Role{access.Mediator}, access.Casework...)})

// GoAway says that somebody who works for a service is not there from a day until another: nobody
// gives her a case meanwhile. Everybody may say it of herself, and the service's supervisors of anybody. Why
// is not asked: it may be an illness.
//
// Fails with errs.Invalid, and errs.NotFound for somebody who does not work for the service. Records WentAway.
type GoAway struct {
	Service     string
	Account     id.Account
	From, Until clock.Date
}

// WentAway says that somebody is away.
type WentAway struct {
	Account id.Account `json:"account"`
	Service string     `json:"service"`
	From    clock.Date `json:"from"`
	Until   clock.Date `json:"until"`
}

// EventKind names the event.
func (WentAway) EventKind() string { return "staff.went away" }

const longestAway = 366 // days

// Run notes the days.
func (g GoAway) Run(ctx context.Context, tx *gate.Tx) (clock.Date, error) {
	if err := mayFor(ctx, tx, g.Service, g.Account); err != nil {
		return "", err
	}
	if err := worksHere(ctx, tx, g.Service, g.Account, workers...); err != nil {
		return "", err
	}
	var bad errs.Fields
	if g.From.IsZero() {
		bad.Add("from", "Give the first day away")
	}
	if g.Until.IsZero() || g.Until < g.From || g.Until < tx.Now().Date() {
		bad.Add("until", "Give the last day away: today or later, not before the first")
	} else if g.Until > g.From.AddDays(longestAway) {
		bad.Add("until", "That is more than a year: end the role instead")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addAbsenceSQL, tx.NewID(), g.Account, g.Service, g.From, g.Until, tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(WentAway{Account: g.Account, Service: g.Service, From: g.From, Until: g.Until})
	return g.Until, nil
}

// mayFor authorises what everybody may do about herself and a supervisor about anybody.
func mayFor(ctx context.Context, tx *gate.Tx, service string, account id.Account) error {
	if tx.Actor().Account() == account {
		return tx.Authorize(ctx, ActAway, gate.On{Service: service})
	}
	return tx.Authorize(ctx, ActRegister, gate.On{Service: service})
}

// ComeBack ends the days away of somebody that are noted from now on. Who may say that she goes may say that
// she is back. Fails with errs.NotFound when none are noted. Records CameBack.
type ComeBack struct {
	Service string
	Account id.Account
}

// CameBack says that somebody is there again.
type CameBack struct {
	Account id.Account `json:"account"`
	Service string     `json:"service"`
}

// EventKind names the event.
func (CameBack) EventKind() string { return "staff.came back" }

// Run ends them.
func (c ComeBack) Run(ctx context.Context, tx *gate.Tx) (id.Account, error) {
	if err := mayFor(ctx, tx, c.Service, c.Account); err != nil {
		return "", err
	}
	n, err := store.Exec(ctx, tx, endAbsenceSQL, c.Account, c.Service, tx.Now().Date(), tx.Now(), tx.Entry())
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", errs.New(errs.NotFound, "no days away are noted")
	}
	tx.Record(CameBack{Account: c.Account, Service: c.Service})
	return c.Account, nil
}

var addAbsenceSQL = store.SQL("workforce.addAbsence", `
	INSERT INTO workforce_absence (id, account_id, service, from_on, until_on, by_account, recorded_at, ended_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)`)

var endAbsenceSQL = store.SQL("workforce.endAbsence", `
	UPDATE workforce_absence SET ended_at = $4, last_entry = $5
	WHERE account_id = $1 AND service = $2 AND until_on >= $3 AND ended_at = 0`)
