package person

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// SetSafeRule records how the person of a folder can be reached without harm, as she said it.
// Those who work with her may.
//
// Fails with errs.Invalid, and errs.Stale when someone changed the rule since it was read. Records
// SafeRuleSet.
type SetSafeRule struct {
	Folder  id.Folder
	Version int // of the rule as read; 0: there was none
	Rule    SafeRule
}

// SafeRuleSet says that how to reach a person was recorded.
type SafeRuleSet struct {
	Folder id.Folder `json:"folder"`
	State  SafeState `json:"state"`
}

// EventKind names the event.
func (SafeRuleSet) EventKind() string { return "person.safe rule set" }

// Run records the rule.
func (c SetSafeRule) Run(ctx context.Context, tx *gate.Tx) (struct{}, error) {
	if err := tx.Authorize(ctx, ActRecordContact, gate.On{Folder: c.Folder}); err != nil {
		return struct{}{}, err
	}
	var bad errs.Fields
	c.Rule.Check("", &bad)
	if c.Rule.AskedOn > tx.Now().Date() {
		bad.Add("asked_on", "The day lies in the future: check it")
	}
	if err := bad.Err(); err != nil {
		return struct{}{}, err
	}
	if c.Rule.AskedOn == "" && c.Rule.state() != NotAskedYet {
		c.Rule.AskedOn = tx.Now().Date()
	}
	if err := sameVersion(ctx, tx, ruleVersionSQL, c.Folder, c.Version); err != nil {
		return struct{}{}, err
	}
	w := writing{ctx: ctx, tx: tx, folder: c.Folder}
	w.rules = append(w.rules, w.rule(c.Rule, 1))
	if err := w.store(); err != nil {
		return struct{}{}, err
	}
	tx.Record(SafeRuleSet{Folder: c.Folder, State: c.Rule.state()})
	return struct{}{}, nil
}

// sameVersion fails with errs.Stale when a folder's row has another version than was read. Units
// are serialised, so nothing comes between this and the write.
func sameVersion(ctx context.Context, tx *gate.Tx, s store.Statement, folder id.Folder, read int) error {
	now, _, err := store.Find(ctx, tx, s, store.Value[int], folder)
	if err == nil && now != read {
		err = errs.New(errs.Stale, "someone changed this since you opened it: look again")
	}
	return err
}

// MarkUnsafe notes that a try to reach the person of a folder went wrong: somebody else answered.
// Nothing is shown from the folder until a rule is recorded anew, and messages, texts and letters that were said to be safe are to be
// asked about anew: somebody else may read or hear them. A no stays a no. It is a part of commands that
// have taken their own decision and record their own event.
func MarkUnsafe(ctx context.Context, tx *gate.Tx, folder id.Folder) error {
	if _, err := store.Exec(ctx, tx, setSafeStateSQL, folder, Unsafe, tx.Entry(), tx.Actor().Account(), tx.Now()); err != nil {
		return err
	}
	_, err := store.Exec(ctx, tx, askAnewSQL, folder, tx.Entry(), tx.Actor().Account(), tx.Now())
	return err
}

// MarkWrong notes that a number was somebody else's; an empty contact means every number of the
// folder. It is a part of commands that have taken their own decision.
func MarkWrong(ctx context.Context, tx *gate.Tx, folder id.Folder, contact id.Contact) error {
	_, err := store.Exec(ctx, tx, markWrongSQL, folder, tx.Entry(), contact, tx.Actor().Account(), tx.Now())
	return err
}

// LettersOff takes letters out of the ways to reach the person of a folder. It is a part of
// commands that have taken their own decision.
func LettersOff(ctx context.Context, tx *gate.Tx, folder id.Folder) error {
	_, err := store.Exec(ctx, tx, lettersOffSQL, folder, tx.Entry(), tx.Actor().Account(), tx.Now())
	return err
}

// SetContactSafety records what the person said of one number or address: call, voicemail, text,
// letters. Those who work with her may.
//
// Fails with errs.Invalid and errs.Stale. Records ContactSafetySet.
type SetContactSafety struct {
	Folder                        id.Folder
	Contact                       id.Contact
	Version                       int
	Call, Voicemail, Text, Letter Permission
	Protected                     bool
}

// ContactSafetySet says that the uses of a contact point were recorded.
type ContactSafetySet struct {
	Folder  id.Folder  `json:"folder"`
	Contact id.Contact `json:"contact"`
}

// EventKind names the event.
func (ContactSafetySet) EventKind() string { return "person.contact safety set" }

// Run records it.
func (c SetContactSafety) Run(ctx context.Context, tx *gate.Tx) (struct{}, error) {
	if err := tx.Authorize(ctx, ActRecordContact, gate.On{Folder: c.Folder}); err != nil {
		return struct{}{}, err
	}
	for _, p := range []Permission{c.Call, c.Voicemail, c.Text, c.Letter} {
		if !p.valid() {
			var bad errs.Fields
			bad.Add("contacts", "Say yes, no or not asked for each use")
			return struct{}{}, bad.Err()
		}
	}
	n, err := store.Exec(ctx, tx, setContactSafetySQL, c.Call.orNotAsked(), c.Voicemail.orNotAsked(), c.Text.orNotAsked(),
		c.Letter.orNotAsked(), c.Protected, tx.Entry(), c.Contact, c.Folder, c.Version,
		tx.Actor().Account(), tx.Now())
	if err != nil {
		return struct{}{}, err
	}
	if n == 0 {
		return struct{}{}, errs.New(errs.Stale, "someone changed this since you opened it: look again")
	}
	tx.Record(ContactSafetySet{Folder: c.Folder, Contact: c.Contact})
	return struct{}{}, nil
}
