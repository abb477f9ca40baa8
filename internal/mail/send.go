package mail

import (
	"context"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// Letter is one plain-text mail to one person.
type Letter struct {
	ID      string // the same each time it is tried, so that a letter handed over twice is known for one
	To      string
	Subject string
	Text    string
	At      clock.Instant
}

// patience is how long a letter may take: the outbox's lease is two minutes.
const patience = 30 * time.Second

// Send hands one letter over. It returns when the mail server has taken it.
//
// Fails with errs.Unavailable when the server did not take it; what it said is not repeated, because mail
// servers repeat addresses.
func (s Server) Send(ctx context.Context, l Letter) error {
	if !s.Exists() {
		return errs.New(errs.Unavailable, "no mail server is set up")
	}
	m, err := s.message(l)
	if err != nil {
		return err
	}
	options := append([]gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(patience)}, s.how...)
	if s.user != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.user), gomail.WithPassword(*s.password))
	}
	client, err := gomail.NewClient(s.host, options...)
	if err != nil {
		return errs.New(errs.Unavailable, "the mail server can't be asked as it is set up")
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := client.DialAndSendWithContext(ctx, m); err != nil {
		return errs.New(errs.Unavailable, "the mail server did not take a letter")
	}
	return nil
}

func (s Server) message(l Letter) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if m.From(s.from) != nil || m.To(l.To) != nil {
		return nil, errs.New(errs.Internal, "a letter has no address that can be written to")
	}
	_, domain, _ := strings.Cut(s.from, "@")
	m.SetMessageIDWithValue(l.ID + "@" + domain)
	m.SetDateWithValue(l.At.Time())
	m.SetGenHeader("Auto-Submitted", "auto-generated") // so that no absence notice answers it (RFC 3834)
	m.Subject(l.Subject)
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	return m, nil
}
