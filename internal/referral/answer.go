package referral

import (
	"context"
	"strings"
	"unicode/utf8"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// AnswerColumn is what whoever referred answered: it may be where the person lives, so that it is for those who make contact.
var AnswerColumn = seal.Register("referral_answer", "said", access.Contact)

// AnswerAsked answers, in words, what whoever referred was asked; a number has [GiveNumber], as it is used as it stands.
// They may, and those who decide referrals and hear it by telephone. What was asked is not asked any more, and the referral
// waits for the answer to be read: nothing is put right by it, so that nobody accepts the referral or mends it without saying that the
// answer stands in it. What it was held for beside the question, and what was missing, stays.
//
// Fails with errs.Invalid, errs.Stale, and errs.Conflict when nothing is asked. Records Answered.
type AnswerAsked struct {
	Service  catalogue.Service
	Referral id.Referral
	Version  int
	Said     string
}

// Answered says that what was asked was answered, and where the referral stands then.
type Answered struct {
	Referral id.Referral `json:"referral"`
	Folder   id.Folder   `json:"folder"`
	For      string      `json:"for"` // code of what was asked
	State    State       `json:"state"`
	Reason   Reason      `json:"reason"`
}

// EventKind names the event.
func (Answered) EventKind() string { return "referral.answered" }

// AwaitsAnswer tells whether whoever referred is asked for something they answer in words.
func (r Referral) AwaitsAnswer() bool {
	return r.State == Held && r.AskedFor != "" && !r.AwaitsNumber()
}

// AskedWords says what whoever referred is asked; empty: nothing.
func (r Referral) AskedWords() string { return askable[r.AskedFor] }

const longestAnswer = 1000

// Run keeps the answer.
func (c AnswerAsked) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActGiveNumber, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if !r.AwaitsAnswer() {
		return Referral{}, errs.New(errs.Conflict, "nothing is asked any more: it may have been answered already")
	}
	var bad errs.Fields
	switch said := strings.TrimSpace(c.Said); {
	case said == "":
		bad.Add("said", "Write the answer, or that you don't know")
	case utf8.RuneCountInString(said) > longestAnswer:
		bad.Add("said", "Write the answer in at most 1,000 characters")
	}
	if err := bad.Err(); err != nil {
		return Referral{}, err
	}
	row, asked := tx.NewID(), r.AskedFor
	said, err := tx.Seal(ctx, AnswerColumn, r.Folder, row, strings.TrimSpace(c.Said))
	if err != nil {
		return Referral{}, err
	}
	if _, err := store.Exec(ctx, tx, addAnswerSQL, row, r.ID, asked, said, tx.Actor().Account(),
		tx.Actor().HoldsAny(r.Service, decideRoles...), tx.Now(), tx.Entry()); err != nil {
		return Referral{}, err
	}
	if r.AskedFor, r.AnsweredFor = "", asked; r.Reason == AskedReferrer {
		if r, err = settle(ctx, tx, c.Service, r); err != nil {
			return Referral{}, err
		}
	}
	if r, err = save(ctx, tx, r); err != nil {
		return Referral{}, err
	}
	tx.Record(Answered{Referral: r.ID, Folder: r.Folder, For: asked, State: r.State, Reason: r.Reason})
	return r, nil
}

// toDecide is why a referral is held of which nothing stands in the way any more.
func (r Referral) toDecide() Reason {
	if r.AnsweredFor != "" {
		return AnswerToRead
	}
	return ToDecide
}

// takeIn ends that an answer waits, when somebody says that it stands in the referral; without that nobody goes on.
func (r Referral) takeIn(putIn bool) (Referral, error) {
	if r.AnsweredFor != "" && !putIn {
		var bad errs.Fields
		bad.Add("put_in", "Read what the referrer answered and put it into the referral; then tick that it is in")
		return Referral{}, bad.Err()
	}
	r.AnsweredFor = ""
	return r, nil
}

// Answer is what was answered to what whoever referred was asked.
type Answer struct {
	Asked string // in words
	Said  *seal.Value
	At    clock.Instant
	Heard bool // somebody of the service wrote it down as it was told
}

// Answers gives what was answered of a referral, newest first.
func Answers(ctx context.Context, v gate.Reader, r Referral) ([]Answer, error) {
	return store.Collect(ctx, v, answersSQL, func(scan store.Scan) (Answer, error) {
		var a Answer
		var row, asked string
		var said []byte
		err := scan(&row, &asked, &said, &a.At, &a.Heard)
		a.Asked, a.Said = askable[asked], AnswerColumn.Value(r.Folder, row, said)
		return a, err
	}, r.ID)
}

var addAnswerSQL = store.SQL("referral.addAnswer", `
	INSERT INTO referral_answer (id, referral_id, asked, said, answered_by, heard, answered_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)

// answersSQL is driven by referral_answer_of. Few are asked more than once.
var answersSQL = store.SQL("referral.answers", `
	SELECT id, asked, said, answered_at, heard FROM referral_answer WHERE referral_id = $1
	ORDER BY answered_at DESC, id DESC
	LIMIT 20`)
