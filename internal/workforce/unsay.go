package workforce

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Unsay takes back what somebody wrote of her own day, a check-in or thanks: its words are gone. A check-in that her supervisor has
// answered stays, for the two have spoken. Who wrote it may, and nobody else.
//
// Fails with errs.NotFound, also for what is somebody else's or was answered, and errs.Conflict for somebody who is not in the register.
// Records WordsTakenBack.
type Unsay struct {
	Service string
	Said    string // id of the check-in, or of the thanks
}

// WordsTakenBack says that somebody took back what she had written of her own day.
type WordsTakenBack struct {
	Line   string    `json:"line"` // the check-in, or the thanks
	Folder id.Folder `json:"folder"`
}

// EventKind names the event.
func (WordsTakenBack) EventKind() string { return "staff.taken back" }

// Run takes it back and gives its id.
func (u Unsay) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	p, err := ofOneself(ctx, tx, ActCheckIn, u.Service)
	if err != nil {
		return "", err
	}
	gone := int64(0)
	for _, sql := range []store.Statement{dropCheckInSQL, dropThanksSQL} {
		n, err := store.Exec(ctx, tx, sql, u.Said, p.ID)
		if err != nil {
			return "", err
		}
		gone += n
	}
	if gone == 0 {
		return "", errs.New(errs.NotFound, "there is nothing of yours to take back here, or your supervisor has answered it")
	}
	tx.Record(WordsTakenBack{Line: u.Said, Folder: p.Folder})
	return u.Said, nil
}

var dropCheckInSQL = store.SQL("workforce.dropCheckIn", `DELETE FROM workforce_checkin WHERE id = $1 AND person_id = $2 AND spoken_on = ''`)

var dropThanksSQL = store.SQL("workforce.dropThanks", `DELETE FROM workforce_thanks WHERE id = $1 AND person_id = $2`)
