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

// expenseWhat is what somebody says an expense was for: it may tell where she went, and so whom she saw.
var expenseWhat = seal.Register("workforce_expense", "what", access.Staff)

// ClaimExpense claims what somebody spent on her work (R208). Everybody in the service's register may,
// for herself. Fails with errs.Invalid, and errs.Conflict for somebody who is not in the register
// yet. Records ExpenseClaimed.
type ClaimExpense struct {
	Service string
	Kinds   catalogue.List // expense-kinds
	Kind    string
	On      clock.Date
	Pence   int
	What    string
}

// ExpenseClaimed says that an expense was claimed.
type ExpenseClaimed struct {
	Expense string    `json:"expense"`
	Folder  id.Folder `json:"folder"`
	Pence   int       `json:"pence"`
}

// EventKind names the event.
func (ExpenseClaimed) EventKind() string { return "staff.expense claimed" }

// mostPence is the largest sum one expense can be: above it is a slip of the keyboard.
const mostPence = 1000_00

// Run claims it and gives its id.
func (c ClaimExpense) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	p, err := ofOneself(ctx, tx, ActClaim, c.Service)
	if err != nil {
		return "", err
	}
	var bad errs.Fields
	if _, ok := c.Kinds.Code(c.Kind); !ok {
		bad.Add("kind", "Choose what it was for")
	}
	if c.On.IsZero() || c.On > tx.Now().Date() {
		bad.Add("on", "Give the day you paid: today or earlier")
	}
	if c.Pence <= 0 || c.Pence > mostPence {
		bad.Add("amount", "Give an amount like 12.40, up to 1,000 pounds")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	expense := tx.NewID()
	what, err := tx.Seal(ctx, expenseWhat, p.Folder, expense, c.What)
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addExpenseSQL, expense, p.ID, p.Folder, p.Account, c.Service, c.Kind, c.On, c.Pence, what, tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(ExpenseClaimed{Expense: expense, Folder: p.Folder, Pence: c.Pence})
	return expense, nil
}

// DecideExpense approves an expense or refuses it. The supervisor of whoever claimed it may: never
// she herself. Fails with errs.NotFound, also for one that is decided. Records ExpenseDecided.
type DecideExpense struct {
	Service string
	Account id.Account // who claimed it
	Expense string
	Approve bool
}

// ExpenseDecided says that an expense was approved or refused.
type ExpenseDecided struct {
	Expense  string    `json:"expense"`
	Folder   id.Folder `json:"folder"`
	Approved bool      `json:"approved"`
}

// EventKind names the event.
func (ExpenseDecided) EventKind() string { return "staff.expense decided" }

// Run decides it.
func (d DecideExpense) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	p, err := underSupervision(ctx, tx, d.Service, d.Account)
	if err != nil {
		return "", err
	}
	state := "refused"
	if d.Approve {
		state = "approved"
	}
	n, err := store.Exec(ctx, tx, decideExpenseSQL, d.Expense, p.ID, state, tx.Actor().Account(), tx.Now(), tx.Entry())
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", errs.New(errs.NotFound, "there is no such expense, or it was decided already")
	}
	tx.Record(ExpenseDecided{Expense: d.Expense, Folder: p.Folder, Approved: d.Approve})
	return d.Expense, nil
}

var addExpenseSQL = store.SQL("workforce.addExpense", `
	INSERT INTO workforce_expense (id, person_id, folder_id, account_id, service, kind, spent_on, pence, what, state, claimed_at, decided_by, decided_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'claimed', $10, '', 0, $11)`)

var decideExpenseSQL = store.SQL("workforce.decideExpense", `
	UPDATE workforce_expense SET state = $3, decided_by = $4, decided_at = $5, last_entry = $6
	WHERE id = $1 AND person_id = $2 AND state = 'claimed'`)
