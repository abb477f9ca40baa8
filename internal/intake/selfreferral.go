package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// SelfReferral is somebody asking a service for help herself, without an account. Anyone may; where the
// service's file shuts the door, the page says kindly who can help and [referral.NoteDemand] counts it
// (R017, R024, I-24). What she asks for is her consent. The same form sent twice within a day, because a button was pressed
// twice or the page was sent again, is one referral, and gives the same reference. Who works on it reads that it was sent again;
// whoever sent it is told nothing of what became of it.
//
// Fails with errs.Invalid, field by field. Records referral.Came, or SentAgain.
type SelfReferral struct {
	Form
	Sent string // stands for the form as it was typed and cannot be guessed, since nobody signed it; empty: it may come twice
}

// SentAgain says that what somebody asks for was sent twice, and was here already.
type SentAgain struct {
	Referral id.Referral `json:"referral"`
	Folder   id.Folder   `json:"folder"`
}

// EventKind names the event.
func (SentAgain) EventKind() string { return "intake.sent again" }

// Run takes the referral in. What it came to (that somebody looks first, that she is known) is for the
// service; she is told that it is there and what happens next.
func (s SelfReferral) Run(ctx context.Context, tx *gate.Tx) (Receipt, error) {
	if err := tx.Authorize(ctx, referral.ActAskForHelp, gate.On{}); err != nil {
		return Receipt{}, err
	}
	if before, found, err := s.before(ctx, tx); err != nil || found {
		return before, err
	}
	s.Basis.Kind = catalogue.BasisSelf
	receipt, err := s.receive(ctx, tx, catalogue.DoorSelf, "")
	if err != nil || s.Sent == "" {
		return receipt, err
	}
	_, err = store.Exec(ctx, tx, keepSentSQL, sentRow(s.Sent), receipt.Reference, tx.Now().Add(keptFor))
	return receipt, err
}

// before gives the receipt of the same form where it came within a day, and notes that it was sent again.
func (s SelfReferral) before(ctx context.Context, tx *gate.Tx) (Receipt, bool, error) {
	reference, found, err := store.Find(ctx, tx, sentSQL, store.Value[id.Reference], sentRow(s.Sent), tx.Now())
	if err != nil || !found {
		return Receipt{}, false, err
	}
	first, found, err := referral.NoteAgain(ctx, tx, reference)
	if err != nil || !found {
		return Receipt{}, false, err
	}
	tx.Record(SentAgain{Referral: first.Referral, Folder: first.Folder})
	return Receipt{Referral: first.Referral, Reference: reference, Folder: first.Folder, Came: first.At, Again: true}, true, nil
}

func sentRow(sent string) string {
	sum := sha256.Sum256([]byte(sent))
	return hex.EncodeToString(sum[:])
}

var (
	keepSentSQL = store.SQL("intake.keepSent", `
		INSERT INTO intake_sent (id, reference, until_at) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, until_at = excluded.until_at`)
	forgetSentSQL = store.SQL("intake.forgetSent", `DELETE FROM intake_sent WHERE until_at <= $1`)
	sentSQL       = store.SQL("intake.sent", `SELECT reference FROM intake_sent WHERE id = $1 AND until_at > $2`)
)
