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

// supervisionNote is what was said and agreed in supervision.
var supervisionNote = seal.Register("workforce_supervision", "note", access.Staff)

// Supervise records that supervision was held, with what was agreed, or plans the next, or both (R207). From
// the day it was held counts when the next must have been, as the service's file says. Her
// supervisor may; she reads what was agreed.
//
// Fails with errs.Invalid field by field. Records Supervised.
type Supervise struct {
	Service catalogue.Service
	Account id.Account
	Held    clock.Date // empty: only the next is planned
	Note    string
	Next    clock.Date // empty: not planned yet
}

// Supervised says that supervision was held or planned.
type Supervised struct {
	Account id.Account `json:"account"`
	Folder  id.Folder  `json:"folder"`
	Held    clock.Date `json:"held"`
	Next    clock.Date `json:"next"`
	Due     clock.Date `json:"due"`
}

// EventKind names the event.
func (Supervised) EventKind() string { return "staff.supervised" }

// Run records it and gives when the next is due.
func (s Supervise) Run(ctx context.Context, tx *gate.Tx) (clock.Date, error) {
	p, err := underSupervision(ctx, tx, s.Service.Key, s.Account)
	if err != nil {
		return "", err
	}
	if err := s.check(tx.Now().Date()); err != nil {
		return "", err
	}
	held, due := p.HeldOn, p.DueOn
	if !s.Held.IsZero() {
		held, due = max(held, s.Held), nextDue(s.Service, max(held, s.Held))
		row := tx.NewID()
		note, err := tx.Seal(ctx, supervisionNote, p.Folder, row, s.Note)
		if err != nil {
			return "", err
		}
		if _, err := store.Exec(ctx, tx, addSupervisionSQL, row, p.ID, p.Folder, s.Held, note, tx.Actor().Account(), tx.Now()); err != nil {
			return "", err
		}
	}
	if _, err := store.Exec(ctx, tx, setSupervisionSQL, p.ID, held, s.Next, due, tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(Supervised{Account: p.Account, Folder: p.Folder, Held: s.Held, Next: s.Next, Due: due})
	return due, nil
}

func (s Supervise) check(today clock.Date) error {
	var bad errs.Fields
	if s.Held.IsZero() && s.Next.IsZero() {
		bad.Add("held", "Give the day it was held, or the day of the next")
	}
	if s.Held > today {
		bad.Add("held", "What was held was held today or earlier; plan the next below")
	}
	if !s.Held.IsZero() && s.Note == "" {
		bad.Add("note", "Write down what was agreed, in a sentence or two")
	}
	if !s.Next.IsZero() && s.Next < today {
		bad.Add("next", "Plan the next for today or later")
	}
	return bad.Err()
}

var addSupervisionSQL = store.SQL("workforce.addSupervision", `
	INSERT INTO workforce_supervision (id, person_id, folder_id, held_on, note, by_account, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`)

var setSupervisionSQL = store.SQL("workforce.setSupervision", `
	UPDATE workforce_person SET held_on = $2, planned_on = $3, due_on = $4, version = version + 1, last_entry = $5 WHERE id = $1`)
