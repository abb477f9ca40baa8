package notify

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Sent records that the mail server took a letter, or that it had nothing to say any more: what it told is not told
// anew. The worker of the program alone may. Records MailSent or MailEmpty.
type Sent struct {
	Mail  Mail
	Empty bool // nothing was sent
}

// MailSent says that a letter left the house.
type MailSent struct {
	Mail    string     `json:"mail"`
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (MailSent) EventKind() string { return "notify.sent" }

// MailEmpty says that a letter had nothing to say when it was to leave.
type MailEmpty struct {
	Mail    string     `json:"mail"`
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (MailEmpty) EventKind() string { return "notify.empty" }

// Run records it and gives the letter's id.
func (s Sent) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActTell, gate.On{}); err != nil {
		return "", err
	}
	if s.Empty {
		tx.Record(MailEmpty{Mail: s.Mail.ID, Account: s.Mail.Account})
	} else {
		tx.Record(MailSent{Mail: s.Mail.ID, Account: s.Mail.Account})
	}
	if s.Mail.OfDay {
		_, err := store.Exec(ctx, tx, dayLeftSQL, s.Mail.Account)
		return s.Mail.ID, err
	}
	_, err := store.Exec(ctx, tx, settledSQL, s.Mail.ID, tx.Now())
	return s.Mail.ID, err
}
