package workforce

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// checkDetail is what a check says: a certificate's number, who gave a reference.
var checkDetail = seal.Register("workforce_check", "detail", access.Staff)

// RecordCheck records a check of somebody who works here (DBS, references, induction, training): when it
// was made and until when it holds. Without an end the service's file says how long. Her
// supervisor may. The check before it of the same kind is kept.
//
// Fails with errs.Invalid field by field. Records CheckRecorded.
type RecordCheck struct {
	Service catalogue.Service
	Account id.Account
	Kind    string // one of the service's file
	On      clock.Date
	Until   clock.Date // empty: as the file says
	Detail  string
}

// CheckRecorded says that a check was made.
type CheckRecorded struct {
	Account id.Account `json:"account"`
	Folder  id.Folder  `json:"folder"`
	Check   string     `json:"check"`
	Kind    string     `json:"kind"`
	Until   clock.Date `json:"until"`
}

// EventKind names the event.
func (CheckRecorded) EventKind() string { return "staff.check recorded" }

// Run records it and gives until when it holds; "" is for good.
func (c RecordCheck) Run(ctx context.Context, tx *gate.Tx) (clock.Date, error) {
	p, err := underSupervision(ctx, tx, c.Service.Key, c.Account)
	if err != nil {
		return "", err
	}
	kind, known := c.Service.Staff.Check(c.Kind)
	var bad errs.Fields
	if !known {
		bad.Add("kind", "Choose which check it was")
	}
	if c.On.IsZero() || c.On > tx.Now().Date() {
		bad.Add("on", "Give the day it was made: today or earlier")
	}
	if !c.Until.IsZero() && c.Until <= c.On {
		bad.Add("until", "It can only end after it was made")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	until := c.Until
	if until.IsZero() && kind.Months > 0 {
		until = c.On.AddMonths(kind.Months)
	}
	check := tx.NewID()
	detail, err := tx.Seal(ctx, checkDetail, p.Folder, check, c.Detail)
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, replaceCheckSQL, p.ID, c.Kind, tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addCheckSQL, check, p.ID, p.Folder, c.Service.Key, c.Kind, c.On, until, detail,
		tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(CheckRecorded{Account: p.Account, Folder: p.Folder, Check: check, Kind: c.Kind, Until: until})
	return until, nil
}

var replaceCheckSQL = store.SQL("workforce.replaceCheck", `
	UPDATE workforce_check SET replaced_at = $3, last_entry = $4 WHERE person_id = $1 AND kind = $2 AND replaced_at = 0`)

var addCheckSQL = store.SQL("workforce.addCheck", `
	INSERT INTO workforce_check (id, person_id, folder_id, service, kind, done_on, expires_on, detail, by_account, recorded_at, replaced_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)`)
