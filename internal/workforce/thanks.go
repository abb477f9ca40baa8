package workforce

import (
	"context"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// thanksWords is how somebody was thanked: it may tell whom she helps.
var thanksWords = seal.Register("workforce_thanks", "words", access.Staff)

// NoteThanks writes down that somebody was thanked, in a sentence: of whoever thanked, or her own. It names no case. Everybody in the
// service's register may, for herself; her supervisor and she read it.
//
// Fails with errs.Invalid, and errs.Conflict for somebody who is not in the register yet. Records ThanksNoted.
type NoteThanks struct {
	Service string
	Words   string
}

// ThanksNoted says that thanks were written down.
type ThanksNoted struct {
	Thanks string    `json:"thanks"`
	Folder id.Folder `json:"folder"`
}

// EventKind names the event.
func (ThanksNoted) EventKind() string { return "staff.thanks noted" }

// Run writes it down and gives its id.
func (n NoteThanks) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	p, err := ofOneself(ctx, tx, ActCheckIn, n.Service)
	if err != nil {
		return "", err
	}
	var bad errs.Fields
	if strings.TrimSpace(n.Words) == "" {
		bad.Add("words", "Write down what was said or done, in a sentence")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	row := tx.NewID()
	words, err := tx.Seal(ctx, thanksWords, p.Folder, row, n.Words)
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addThanksSQL, row, p.ID, p.Folder, words, tx.Now().Date(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(ThanksNoted{Thanks: row, Folder: p.Folder})
	return row, nil
}

var addThanksSQL = store.SQL("workforce.addThanks", `
	INSERT INTO workforce_thanks (id, person_id, folder_id, words, said_on, said_at, last_entry) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
