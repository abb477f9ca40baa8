package gate

import (
	"context"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// writing lets a Tx be written with without being able to reach the store's own type.
type writing = store.Writer

// Tx reads and writes. One is handed to the function of [Write]; it is of no use after.
type Tx struct {
	View
	writing
	unit      *store.Unit
	entry     id.Entry
	events    []audit.Event
	unaudited string
	failed    error
}

// Event is something that happened, as the audit log keeps it: a struct of ids, codes and field
// names, never of what people said or are called.
type Event = audit.Event

// Record notes an event of this unit. Every unit that changes something records at least one.
func (tx *Tx) Record(e Event) { tx.events = append(tx.events, e) }

// Unaudited lets a unit commit without an event. It is for what is nobody's business: touching a
// session, counting for a rate limit, leasing a job. A test holds its callers to a short list.
func (tx *Tx) Unaudited(why string) { tx.unaudited = why }

// Entry is the id of this unit's audit entry. Rows that are edited keep it as last_entry: it says which entry wrote
// them last. Verification reads the entries and not the rows; doc/audit.md says what it does not find.
func (tx *Tx) Entry() id.Entry { return tx.entry }

// NewID draws an id.
func (tx *Tx) NewID() string {
	s, err := id.New(tx.gate.random)
	if err != nil {
		tx.failed = err
	}
	return s
}

// NewReference draws a reference to read out. Whoever stores it draws again on a clash.
func (tx *Tx) NewReference() id.Reference {
	r, err := id.NewReference(tx.gate.random)
	if err != nil {
		tx.failed = err
	}
	return r
}

// Try runs fn inside a savepoint, for a failure that is expected: when fn fails, its own changes
// are undone and the unit goes on. With them goes what the gate remembers of them: events, decisions
// that would let the unit commit, and how the actor stands towards folders. What was opened was
// seen, and is recorded. After any other failed statement the unit cannot commit.
func (tx *Tx) Try(ctx context.Context, fn func(context.Context) error) error {
	events, unaudited, decisions := len(tx.events), tx.unaudited, tx.trail.length()
	kept := false
	defer func() { // also when fn panics and somebody further out goes on
		if kept {
			return
		}
		tx.events, tx.unaudited = tx.events[:events:events], unaudited
		tx.trail.undo(decisions)
		tx.forget()
	}()
	err := tx.unit.Try(ctx, fn)
	kept = err == nil
	return err
}

// MostSaid is how many characters anything may have that somebody says in words: some eight pages. What is handed over
// more than that belongs in several.
const MostSaid = 20_000

// TooLong says beside an input that what was typed has too many characters, and nothing where it has not.
func TooLong(input, typed string) error {
	var bad errs.Fields
	if n := utf8.RuneCountInString(typed); n > MostSaid {
		bad.Add(input, fmt.Sprintf("It has %d characters, and at most %d are kept. Shorten it, or write it in parts", n, MostSaid))
	}
	return bad.Err()
}

// Seal closes plain text for one cell: the box to store in the column. Empty text gives a nil box. Fails with errs.Invalid when
// it is longer than [MostSaid]; what is kept for a short time only (a list as it was handed in, a draft) and files have bounds of their own.
func (tx *Tx) Seal(ctx context.Context, col seal.Column, folder id.Folder, row, plain string) ([]byte, error) {
	if n := utf8.RuneCountInString(plain); n > MostSaid && col.Class() != seal.Short && !col.IsFile() {
		return nil, errs.New(errs.Invalid, fmt.Sprintf("What you wrote has %d characters in one place, and at most %d are kept. Shorten it, or write it in parts", n, MostSaid))
	}
	return tx.gate.keys.Seal(ctx, tx, id.Key(folder), col, row, plain)
}

// Digest gives a fingerprint of a value under its folder's own key, for "before" and "after" in an
// event: it dies with the key.
func (tx *Tx) Digest(ctx context.Context, col seal.Column, folder id.Folder, row, plain string) (string, error) {
	return tx.gate.keys.Digest(ctx, tx, id.Key(folder), col, row, plain)
}

// Effect is something a package above must do because of this unit. It is written with the unit
// and handled after: Kind names the handler, the exported fields are ids and codes.
type Effect interface{ EffectKind() string }

// After asks for an effect once the unit is durable.
func (tx *Tx) After(ctx context.Context, e Effect) error { return tx.AfterAt(ctx, e, tx.now) }

// AfterAt asks for an effect not before an instant.
func (tx *Tx) AfterAt(ctx context.Context, e Effect, due clock.Instant) error {
	payload, err := json.Marshal(e)
	if err != nil {
		return errs.Wrap(errs.Internal, "writing an effect", err)
	}
	_, err = store.Exec(ctx, tx, addOutboxSQL, tx.NewID(), e.EffectKind(), payload, tx.actor.Account(), due)
	return err
}
