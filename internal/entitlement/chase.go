package entitlement

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var (
	whatAsked    = seal.Register("code_chase", "asked", access.Plan)
	whatAnswered = seal.Register("code_chase", "answer", access.Plan)
)

// Chase records that whoever owes the person something was asked for it. Those who do casework may, as
// often as it takes. What was asked may be left out: one press is enough. Fails with errs.Conflict when it is
// settled. Records Chased.
type Chase struct {
	Folder id.Folder
	Due    string
	Asked  string // whom, how, what was said
}

// Run records it and gives its id.
func (c Chase) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActWork, gate.On{Folder: c.Folder}); err != nil {
		return "", err
	}
	chase := tx.NewID()
	asked, err := tx.Seal(ctx, whatAsked, c.Folder, chase, c.Asked)
	if err != nil {
		return "", err
	}
	n, err := store.Exec(ctx, tx, addChaseSQL, chase, c.Due, c.Folder, tx.Now().Date(), tx.Actor().Account(), tx.Now(), asked, tx.Entry())
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", errs.New(errs.Conflict, "this is settled: there is nothing to ask for")
	}
	tx.Record(Chased{Folder: c.Folder, Due: c.Due, Chase: chase})
	return chase, nil
}

// Answer records what the provider answered to being asked. Those who do casework may. Fails with
// errs.Invalid, and errs.Stale when an answer is there already. Records ChaseAnswered.
type Answer struct {
	Folder id.Folder
	Chase  string
	Answer string
}

// Run records it.
func (a Answer) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActWork, gate.On{Folder: a.Folder}); err != nil {
		return "", err
	}
	if a.Answer == "" {
		var bad errs.Fields
		bad.Add("answer", "Write down what they answered")
		return "", bad.Err()
	}
	answer, err := tx.Seal(ctx, whatAnswered, a.Folder, a.Chase, a.Answer)
	if err != nil {
		return "", err
	}
	n, err := store.Exec(ctx, tx, answerChaseSQL, a.Chase, a.Folder, tx.Now().Date(), answer, tx.Entry())
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", errs.New(errs.Stale, "an answer is written down already: look again")
	}
	tx.Record(ChaseAnswered{Folder: a.Folder, Chase: a.Chase})
	return a.Chase, nil
}

// addChaseSQL adds nothing when the thing is settled, or is another folder's.
var addChaseSQL = store.SQL("entitlement.addChase", `
	INSERT INTO code_chase (id, due_id, folder_id, chased_on, by_account, at, asked, answer, answered_on, last_entry)
	SELECT $1, d.id, d.folder_id, $4, $5, $6, $7, NULL, '', $8
	FROM code_due d WHERE d.id = $2 AND d.folder_id = $3 AND d.state = 'open'`)

var answerChaseSQL = store.SQL("entitlement.answerChase", `
	UPDATE code_chase SET answered_on = $3, answer = $4, last_entry = $5 WHERE id = $1 AND folder_id = $2 AND answered_on = ''`)
