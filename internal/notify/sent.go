package notify

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// Sent records that the mail server took a letter. The worker of the program alone may. Records MailSent.
type Sent struct{ Mail Mail }

// MailSent says that a letter left the house.
type MailSent struct {
	Mail    string     `json:"mail"`
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (MailSent) EventKind() string { return "notify.sent" }

// Run records it and gives the letter's id.
func (s Sent) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActTell, gate.On{}); err != nil {
		return "", err
	}
	tx.Record(MailSent{Mail: s.Mail.ID, Account: s.Mail.Account})
	return s.Mail.ID, nil
}
