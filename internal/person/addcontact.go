package person

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// AddContactPoint adds a number, e-mail or address that the person of a folder gave. Those who
// work with her may. From now on she is found by it too.
//
// Fails with errs.Invalid. Records ContactAdded.
type AddContactPoint struct {
	Folder  id.Folder
	Contact NewContact
}

// ContactAdded says that a way to reach a person was added.
type ContactAdded struct {
	Folder  id.Folder   `json:"folder"`
	Contact id.Contact  `json:"contact"`
	Kind    ContactKind `json:"contact_kind"`
}

// EventKind names the event.
func (ContactAdded) EventKind() string { return "person.contact added" }

// Run adds the contact point.
func (c AddContactPoint) Run(ctx context.Context, tx *gate.Tx) (id.Contact, error) {
	if err := tx.Authorize(ctx, ActRecordContact, gate.On{Folder: c.Folder}); err != nil {
		return "", err
	}
	return AddContact(ctx, tx, c.Folder, c.Contact)
}

// AddContact adds a way to reach the person of a folder. It is a part of commands that have taken their own decision.
// Fails with errs.Invalid. Records ContactAdded.
func AddContact(ctx context.Context, tx *gate.Tx, folder id.Folder, n NewContact) (id.Contact, error) {
	var bad errs.Fields
	n.Check("", &bad)
	if err := bad.Err(); err != nil {
		return "", err
	}
	who, person, err := whoIn(ctx, tx, folder)
	if err != nil {
		return "", err
	}
	who.Contacts = []NewContact{n}
	w := writing{ctx: ctx, tx: tx, folder: folder}
	added := w.contact(person, n)
	w.keysOf(tx, look{person: person, side: Supported, who: who})
	if err := w.store(); err != nil {
		return "", err
	}
	tx.Record(ContactAdded{Folder: folder, Contact: added, Kind: n.Kind})
	return added, nil
}

// ruleKeys names the reading of a name and date of birth to make look-up keys, in the audit log.
const ruleKeys = "person.make keys"

// whoIn reads the name and date of birth of a folder's person for making look-up keys: only the
// program sees them.
func whoIn(ctx context.Context, tx *gate.Tx, folder id.Folder) (New, id.Person, error) {
	person, err := personOf(ctx, tx, folder)
	if err != nil {
		return New{}, "", err
	}
	parts, err := store.Collect(ctx, tx, candidatePartsSQL, scanPart, store.List([]id.Person{person}))
	if err != nil {
		return New{}, "", err
	}
	values, kinds := valuesOf(parts)
	var p pieces
	err = tx.Compare(ctx, ruleKeys, values, func(i int, plain string) { p.add(kinds[i], plain) })
	return p.who(), person, err
}

// personOf gives the person supported in a folder; errs.NotFound when there is none.
func personOf(ctx context.Context, q gate.Reader, folder id.Folder) (id.Person, error) {
	p, found, err := store.Find(ctx, q, personOfSQL, store.Value[id.Person], folder)
	if err == nil && !found {
		err = errs.New(errs.NotFound, "there is no such record, or you can't see it")
	}
	return p, err
}
