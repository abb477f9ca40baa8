package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var whatPromised = seal.Register("promise", "what", access.Plan)

// MakePromise promises the person to hear from us by a day: "ring after the visit from the lock
// fitter". Those who work on the case may. With no day it is the plan of contact's, or the service's
// default, so one key is enough. Fails with errs.Stale when other promises are open than the form showed. Records Promised.
type MakePromise struct {
	Case    id.Case
	Service catalogue.Service
	What    string
	Due     clock.Date // zero: the service's default

	// Seen is [SeenOpen] of the promises that were open when the form was drawn; zero: not checked.
	Seen int
}

// SeenOpen gives what a form carries as Seen, for so many open promises: one more, so that a form
// drawn with none is told from a caller that does not check.
func SeenOpen(open int) int { return open + 1 }

// Run makes the promise.
func (p MakePromise) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	now, err := begin(ctx, tx, p.Case, ActWork)
	if err != nil {
		return "", err
	}
	if p.Seen > 0 {
		open, err := openPromises(ctx, tx, now.Folder)
		if err != nil {
			return "", err
		}
		if SeenOpen(len(open)) != p.Seen {
			return "", errs.New(errs.Stale, "The open promises changed meanwhile: look at what is promised already")
		}
	}
	return p.make(ctx, tx, now)
}

// Promised says that the person was promised news by an instant.
type Promised struct {
	Case    id.Case
	Folder  id.Folder
	Promise string
	Due     clock.Instant
}

// EventKind names the event.
func (Promised) EventKind() string { return "promise.made" }

func (p MakePromise) make(ctx context.Context, tx *gate.Tx, now Case) (string, error) {
	agreed, err := followUp(ctx, tx, now.ID)
	if err != nil {
		return "", err
	}
	due := NextNews(p.Service, agreed, tx.Now())
	if !p.Due.IsZero() {
		due = p.Due.At(0, int(p.Service.Hours.Close))
	}
	var bad errs.Fields
	if due < tx.Now() {
		bad.Add("due", "Choose a day that is still to come")
	}
	if p.What == "" {
		bad.Add("what", "Say what you promised, in a few words")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	promise := tx.NewID()
	what, err := tx.Seal(ctx, whatPromised, now.Folder, promise, p.What)
	if err != nil {
		return "", err
	}
	owner := now.Worker
	if owner == "" {
		owner = tx.Actor().Account()
	}
	if _, err := store.Exec(ctx, tx, addPromiseSQL, promise, now.Folder, now.Service, owner, what, due, due.Date(),
		tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(Promised{Case: now.ID, Folder: now.Folder, Promise: promise, Due: due})
	return promise, mark(ctx, tx, now.ID, "next_update")
}

// NextUpdate gives the service's default for the next update: the close of its day so many of its
// working days from now.
func NextUpdate(s catalogue.Service, now clock.Instant) clock.Instant {
	return workingDays(s, now, max(s.NextUpdate, 1))
}

// SettlePromise ends a promise: kept, or withdrawn because no further contact was agreed or the
// case is closing. Kept with Next makes the next promise at once: one key. Those who work on the
// case may. Fails with errs.Stale when somebody settled it meanwhile. Records PromiseSettled.
type SettlePromise struct {
	Case    id.Case
	Service catalogue.Service
	Promise string
	Version int
	Kept    bool
	Why     string // of a withdrawal: "no further contact agreed" or "not needed, closing"
	Next    string // what is promised next; empty: nothing
	NextDue clock.Date
}

// Withdrawals are the reasons for which a promise may be withdrawn.
var Withdrawals = []string{"no further contact agreed", "not needed, closing"}

// PromiseSettled says that a promise was kept or withdrawn.
type PromiseSettled struct {
	Case    id.Case
	Folder  id.Folder
	Promise string
	Settled string
}

// EventKind names the event.
func (PromiseSettled) EventKind() string { return "promise.settled" }

// Run settles the promise.
func (s SettlePromise) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, s.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	settled := "kept"
	if s.Kept {
		s.Why = ""
	} else {
		settled = "withdrawn"
		if s.Why != Withdrawals[0] && s.Why != Withdrawals[1] {
			var bad errs.Fields
			bad.Add("why", "Choose why the promise is withdrawn")
			return Case{}, bad.Err()
		}
	}
	n, err := store.Exec(ctx, tx, settlePromiseSQL, s.Promise, now.Folder, s.Version, settled, tx.Now(), tx.Now().Date(), s.Why, tx.Entry())
	if err != nil {
		return Case{}, err
	}
	if n == 0 {
		return Case{}, errs.New(errs.Stale, "someone settled this promise already")
	}
	tx.Record(PromiseSettled{Case: now.ID, Folder: now.Folder, Promise: s.Promise, Settled: settled})
	if s.Next != "" {
		_, err = MakePromise{Case: now.ID, Service: s.Service, What: s.Next, Due: s.NextDue}.make(ctx, tx, now)
	}
	return now, err
}

// Promise is a promise as a page shows it.
type Promise struct {
	ID      string
	Folder  id.Folder
	What    *seal.Value
	Due     clock.Instant
	Owner   id.Account
	Version int
}

func scanPromise(scan store.Scan) (Promise, error) {
	var p Promise
	var box []byte
	err := scan(&p.ID, &p.Folder, &box, &p.Due, &p.Owner, &p.Version)
	p.What = whatPromised.Value(p.Folder, p.ID, box)
	return p, err
}

func openPromises(ctx context.Context, q gate.Reader, folders ...id.Folder) ([]Promise, error) {
	return store.Collect(ctx, q, openPromisesSQL, scanPromise, store.List(folders))
}
