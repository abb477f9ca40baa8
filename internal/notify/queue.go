package notify

import (
	"context"
	"slices"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActTell is for the worker that carries out effects alone.
var ActTell = access.Declare("notify.tell", access.Policy{Systems: []string{"job"}})

// Kind is what there is to be told.
type Kind string

// The four things that interrupt (practice, 2.13); access ends in two ways.
const (
	ActNow    Kind = "act_now"
	Given     Kind = "given"      // a case was given to them by somebody else
	Cover     Kind = "cover"      // or for today, because a colleague is away
	Broken    Kind = "broken"     // a promise of theirs is past its time
	PassedOn  Kind = "passed_on"  // a case of theirs has passed to somebody else
	RoleEnded Kind = "role_ended" // a role of theirs has ended
)

const (
	// window is how long ago something may have happened and still interrupt: a server that was down for longer
	// does not wake people about what they have seen since.
	window = 24 * time.Hour
	// lost is how long a letter has to leave. The outbox gives it up after some minutes; what it told is told anew then,
	// in another letter, for as long as window, and the summary of a day until the day is over: a mail server that is down
	// for an hour loses nothing.
	lost   = 10 * time.Minute
	atOnce = 500 // things told by one unit of work; the next minute takes the rest
)

// Mail is left in the outbox: one letter to one member of staff.
type Mail struct {
	ID      string
	Account id.Account // to whom
	OfDay   bool       // the summary; otherwise what can't wait
}

// EffectKind names the effect.
func (Mail) EffectKind() string { return "notify.mail" }

// MailQueued says that a letter is to be sent.
type MailQueued struct {
	Mail    string     `json:"mail"`
	Account id.Account `json:"account"`
	OfDay   bool       `json:"of_day"`
}

// EventKind names the event.
func (MailQueued) EventKind() string { return "notify.queued" }

// Queue finds what staff are to be written to about now, and leaves letters in the outbox. The worker of the
// program alone may, and only where a mail server is set up. A summary comes on days on which a service of
// theirs is open. Fails with errs.Conflict when there is nothing to tell. Records MailQueued for each letter.
type Queue struct{ Services []catalogue.Service }

// notice is one thing that one person is to be told at once.
type notice struct {
	account id.Account
	kind    Kind
	subject string
	folder  id.Folder
}

// Needed tells whether there is anything to say, without writing.
func (q Queue) Needed(ctx context.Context, v *gate.View) (bool, error) {
	if err := v.Authorize(ctx, ActTell, gate.On{}); err != nil {
		return false, err
	}
	happened, err := happenedTo(ctx, v)
	if err != nil || len(happened) > 0 {
		return len(happened) > 0, err
	}
	of, err := q.wanted(ctx, v)
	return len(of) > 0, err
}

// Run queues what there is and gives how many letters.
func (q Queue) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, ActTell, gate.On{}); err != nil {
		return 0, err
	}
	happened, err := happenedTo(ctx, tx)
	if err != nil {
		return 0, err
	}
	mails, err := tell(ctx, tx, happened)
	if err != nil {
		return 0, err
	}
	of, err := q.wanted(ctx, tx)
	if err != nil {
		return 0, err
	}
	if len(of) > 0 {
		if _, err := store.Exec(ctx, tx, dayQueuedSQL, tx.Now().Date(), tx.Now(), tx.Entry(), store.List(of)); err != nil {
			return 0, err
		}
	}
	for _, account := range of {
		mails = append(mails, Mail{ID: tx.NewID(), Account: account, OfDay: true})
	}
	for _, m := range mails {
		tx.Record(MailQueued{Mail: m.ID, Account: m.Account, OfDay: m.OfDay})
		if err := tx.After(ctx, m); err != nil {
			return 0, err
		}
	}
	if len(mails) == 0 {
		return 0, errs.New(errs.Conflict, "there is nothing to tell anybody")
	}
	return len(mails), nil
}

// tell keeps what is told, and gathers it into one letter a person.
func tell(ctx context.Context, tx *gate.Tx, happened []notice) ([]Mail, error) {
	if len(happened) == 0 {
		return nil, nil
	}
	var mails []Mail
	var rows [][]any
	for _, n := range happened {
		i := slices.IndexFunc(mails, func(m Mail) bool { return m.Account == n.account })
		if i < 0 {
			i = len(mails)
			mails = append(mails, Mail{ID: tx.NewID(), Account: n.account})
		}
		rows = append(rows, []any{n.account, n.kind, n.subject, n.folder, mails[i].ID, tx.Now(), 0})
	}
	_, err := store.Exec(ctx, tx, toldSQL, store.Rows(rows))
	return mails, err
}

func happenedTo(ctx context.Context, v gate.Reader) ([]notice, error) {
	return store.Collect(ctx, v, happenedSQL, func(scan store.Scan) (n notice, err error) {
		err = scan(&n.account, &n.kind, &n.subject, &n.folder)
		return n, err
	}, v.Now().Add(-window), v.Now(), atOnce, v.Now().Add(-lost))
}

// wanted lists those whose summary is due: the hour they chose has come, and a service of theirs is open today.
func (q Queue) wanted(ctx context.Context, v gate.Reader) ([]id.Account, error) {
	var of []id.Account
	err := store.Each(ctx, v, wantedSQL, func(scan store.Scan) error {
		var account id.Account
		var service string
		if err := scan(&account, &service); err != nil {
			return err
		}
		if q.open(service, v.Now().Date()) && !slices.Contains(of, account) {
			of = append(of, account)
		}
		return nil
	}, v.Now().Date(), v.Now().Time().Hour(), v.Now(), v.Now().Add(-lost))
	return of, err
}

// open tells whether a service is open on a day; a role beside all services follows any of them.
func (q Queue) open(service string, on clock.Date) bool {
	return slices.ContainsFunc(q.Services, func(s catalogue.Service) bool {
		return (service == "" || s.Key == service) && s.Hours.OpenOn(on)
	})
}
