package evidence

import (
	"context"
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

var wordsOfHand = seal.Register("evidence_hand", "words", access.Evidence)

// Mistake is the code of "evidence-hands" that marks a thing as logged by mistake.
const Mistake = "mistake"

// Went says what went: a copy, and the thing stays, or the thing itself.
type Went string

// What can go.
const (
	Copy   Went = "copy"
	Itself Went = "itself"
)

// HandOn says into whose hands a thing, or a copy of it, went, or that it was logged by mistake. Those who keep the log may.
//
// Fails with errs.Invalid, field by field, and errs.NotFound when the folder has no such thing. Records Handed. Requirement R148.
type HandOn struct {
	Folder   id.Folder
	Evidence string
	Hands    catalogue.List // "evidence-hands"
	Hand     string
	Went     Went   // not asked of what was logged by mistake
	Words    string // to whom by name or number, and what for
	On       clock.Date
}

// Run records it and gives its id.
func (h HandOn) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActLog, gate.On{Folder: h.Folder}); err != nil {
		return "", err
	}
	got, known, err := store.Find(ctx, tx, gotOnSQL, store.Value[clock.Date], h.Evidence, h.Folder)
	switch {
	case err != nil:
		return "", err
	case !known:
		return "", gate.NoSuchRecord()
	}
	if err := h.check(got, tx.Now().Date()); err != nil {
		return "", err
	}
	row := tx.NewID()
	words, err := tx.Seal(ctx, wordsOfHand, h.Folder, row, h.Words)
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addHandSQL, row, h.Evidence, h.Folder, h.Hand, h.Went == Copy, words, h.On, tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(Handed{Folder: h.Folder, Evidence: h.Evidence, Hand: h.Hand, Copied: h.Went == Copy})
	return row, nil
}

func (h HandOn) check(got, today clock.Date) error {
	var bad errs.Fields
	if _, ok := h.Hands.Code(h.Hand); !ok {
		bad.Add("hand", "Choose who has it now")
	}
	if h.Hand != Mistake && h.Went != Copy && h.Went != Itself {
		bad.Add("went", "Say whether it went itself, or a copy of it")
	}
	if h.Hand == Mistake && h.Went != "" {
		bad.Add("went", "Leave this empty: what was logged by mistake went nowhere")
	}
	switch {
	case h.On.IsZero() || h.On > today:
		bad.Add("on", "Give the day: today or earlier")
	case h.On < got:
		bad.Add("on", "It was not here before "+got.Long()+". Check the day")
	}
	switch {
	case h.Hand == Mistake && h.Words == "":
		bad.Add("words", "Say what was wrong, so that whoever reads the log understands it")
	case utf8.RuneCountInString(h.Words) > mostSaid:
		bad.Add("words", "Shorten it to 1,000 characters: what happened belongs into a note")
	}
	return bad.Err()
}
