package app

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/mail"
	"goldenthread/internal/notify"
)

// QueueMail finds what staff are to be written to about now, and leaves letters in the outbox. Where no mail server is
// set up it does nothing.
func (a *App) QueueMail(ctx context.Context) error {
	if !a.Config.Mail.Exists() {
		return nil
	}
	ctx = access.WithActor(ctx, access.NewSystem("job", ""))
	q := notify.Queue{Services: a.Catalogue.Services()}
	needed, err := gate.Read(ctx, a.Gate, q.Needed)
	if err != nil || !needed {
		return err
	}
	_, err = gate.Write(ctx, a.Gate, "", q.Run)
	if errs.KindOf(err) == errs.Conflict { // another node was faster
		return nil
	}
	return err
}

// sendMail hands one letter to the mail server. That it was queued is on record before it leaves, and that it was
// taken after: one that is tried again after a crash has the same message id.
func (a *App) sendMail(ctx context.Context, key string, m notify.Mail) error {
	l, err := gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) (mail.Letter, error) {
		return m.Letter(ctx, v, a.Config.Origin)
	})
	if err != nil {
		return err
	}
	empty := l.Text == ""
	if !empty {
		if err := a.Config.Mail.Send(ctx, l); err != nil {
			return err
		}
	}
	_, err = gate.Write(ctx, a.Gate, key, notify.Sent{Mail: m, Empty: empty}.Run)
	return err
}
