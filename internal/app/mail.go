package app

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/mail"
	"goldenthread/internal/notify"
)

// QueueMail finds what staff and agencies that refer are to be written to about now, and leaves letters in the outbox. Where no mail server is
// set up it does nothing.
func (a *App) QueueMail(ctx context.Context) error {
	if !a.Config.Mail.Exists() {
		return nil
	}
	ctx = access.WithActor(ctx, access.NewSystem("job", ""))
	for _, q := range []interface {
		Needed(context.Context, *gate.View) (bool, error)
		Run(context.Context, *gate.Tx) (int, error)
	}{notify.Queue{Services: a.Catalogue.Services()}, intake.QueueWeekly{}} {
		needed, err := gate.Read(ctx, a.Gate, q.Needed)
		if err != nil {
			return err
		}
		if !needed {
			continue
		}
		if _, err := gate.Write(ctx, a.Gate, "", q.Run); err != nil && errs.KindOf(err) != errs.Conflict { // in conflict another node was faster
			return err
		}
	}
	return nil
}

// sendMail hands one letter to the mail server. That it was queued is on record before it leaves, and that it was
// taken after: one that is tried again after a crash has the same message id.
func (a *App) sendMail(ctx context.Context, key string, m notify.Mail) error {
	empty, err := a.post(ctx, func(ctx context.Context, v *gate.View) (mail.Letter, error) {
		return m.Letter(ctx, v, a.Config.Origin, a.Catalogue)
	})
	if err != nil {
		return err
	}
	_, err = gate.Write(ctx, a.Gate, key, notify.Sent{Mail: m, Empty: empty}.Run)
	return err
}

// sendWeekly hands the week of an agency's referrals to the mail server, in the same way.
func (a *App) sendWeekly(ctx context.Context, key string, m intake.WeeklyMail) error {
	empty, err := a.post(ctx, func(ctx context.Context, v *gate.View) (mail.Letter, error) {
		return m.Letter(ctx, v, a.Config.Origin, a.Catalogue)
	})
	if err != nil {
		return err
	}
	_, err = gate.Write(ctx, a.Gate, key, intake.WeeklyLeft{Mail: m, Empty: empty}.Run)
	return err
}

// post writes a letter and sends it. Empty: it had nothing to say.
func (a *App) post(ctx context.Context, letter func(context.Context, *gate.View) (mail.Letter, error)) (empty bool, err error) {
	l, err := gate.Read(ctx, a.Gate, letter)
	if err != nil || l.Text == "" {
		return true, err
	}
	return false, a.Config.Mail.Send(ctx, l)
}
