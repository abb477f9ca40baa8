package person

import (
	"context"
	"strings"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Record keeps the people of one matter in its folder: who is supported, and the other parties. It
// looks each of them up first, proposes links and notes where both sides of a dispute are known.
//
// It is a part of commands that receive a referral: they check the people, take the access
// decision and record the event. At most thirteen statements, however many people and numbers.
type Record struct {
	Folder    id.Folder
	Supported New
	Others    []New

	// NameOnly leaves out numbers, story and look-up keys: of someone who asked not to be
	// contacted nothing is kept by which she could be.
	NameOnly bool
}

// Recorded is who was recorded. Whether both sides are known is not in it: whoever records the
// referral must not learn that.
type Recorded struct {
	Person id.Person
	Others []id.Person
	Known  int // records of other folders that may be about the same person
	Left   int // records that share some look-up key with her and were not compared
}

// Run records the people.
func (r Record) Run(ctx context.Context, tx *gate.Tx) (Recorded, error) {
	w := writing{ctx: ctx, tx: tx, folder: r.Folder}
	var out Recorded
	looks := make([]look, 0, 1+len(r.Others))
	if !r.Supported.IsZero() {
		out.Person = id.Person(tx.NewID())
		w.supported(out.Person, r.Supported, r.NameOnly)
		looks = append(looks, look{person: out.Person, side: Supported, who: r.Supported})
	}
	for _, other := range r.Others {
		if other.IsZero() {
			continue
		}
		p := id.Person(tx.NewID())
		out.Others = append(out.Others, p)
		w.other(p, other)
		looks = append(looks, look{person: p, side: Other, who: other, near: r.Supported})
	}
	if w.err != nil || len(looks) == 0 {
		return out, w.err
	}
	var found []finding
	if !r.NameOnly {
		var err error
		if found, err = lookUp(ctx, tx, looks); err != nil {
			return Recorded{}, err
		}
		for _, l := range looks {
			w.keysOf(tx, l)
		}
	}
	err := w.store()
	if err != nil {
		return Recorded{}, err
	}
	out.Known, out.Left, err = propose(ctx, tx, r.Folder, found)
	return out, err
}

// writing gathers the rows of one recording, so that each table is written once.
type writing struct {
	ctx    context.Context
	tx     *gate.Tx
	folder id.Folder
	err    error // the first failed sealing

	people, sides, names, others, contacts, rules, stories, keys [][]any
}

func (w *writing) seal(col seal.Column, row, plain string) []byte {
	if w.err != nil {
		return nil
	}
	box, err := w.tx.Seal(w.ctx, col, w.folder, row, plain)
	w.err = err
	return box
}

func (w *writing) person(p id.Person, side Side) {
	w.people = append(w.people, []any{p, 1, w.tx.Entry()})
	w.sides = append(w.sides, []any{p, w.folder, side})
}

func (w *writing) supported(p id.Person, n New, nameOnly bool) {
	w.person(p, Supported)
	row := w.tx.NewID()
	w.names = append(w.names, []any{row, p, w.folder,
		w.seal(NameColumn, row, n.FullName()), w.seal(FamilyColumn, row, n.Surname), w.seal(InitialsColumn, row, n.Initials()),
		w.seal(BornColumn, row, string(n.Born)), n.Pronoun, 1, w.tx.Entry()})
	if nameOnly {
		return
	}
	for _, c := range n.Contacts {
		w.contact(p, c)
	}
	if n.Safe.isNews() {
		w.rules = append(w.rules, w.rule(n.Safe, 1))
	}
	if n.Told.isNews() {
		w.stories = append(w.stories, w.story(n.Told, 1))
	}
}

func (w *writing) contact(p id.Person, c NewContact) id.Contact {
	row := w.tx.NewID()
	w.contacts = append(w.contacts, []any{row, p, w.folder, c.Kind, w.seal(ContactColumn, row, c.stored()),
		c.Call.orNotAsked(), c.Voicemail.orNotAsked(), c.Text.orNotAsked(), c.Letter.orNotAsked(), c.Protected, false, 1, w.tx.Entry(),
		w.tx.Actor().Account(), w.tx.Now()})
	return id.Contact(row)
}

func (w *writing) rule(r SafeRule, version int) []any {
	return []any{w.folder, r.state(), w.seal(RuleColumn, string(w.folder), r.Words), w.seal(SayColumn, string(w.folder), r.Say),
		r.From, r.To, r.AskedOn, version, w.tx.Entry(), w.tx.Actor().Account(), w.tx.Now()}
}

func (w *writing) story(s NewStory, version int) []any {
	told := s.ToldOn
	if told == "" {
		told = w.tx.Now().Date()
	}
	return []any{w.folder, w.seal(WantsColumn, string(w.folder), s.Wants), w.seal(ToldColumn, string(w.folder), s.Words),
		told, s.ToldTo, s.relationship(), version, w.tx.Entry(), w.tx.Actor().Account(), w.tx.Now()}
}

// other keeps an other party: the first phone, e-mail and address, all in their own section.
func (w *writing) other(p id.Person, n New) {
	w.person(p, Other)
	row := w.tx.NewID()
	first := func(kinds ...ContactKind) string {
		for _, c := range n.Contacts {
			for _, k := range kinds {
				if c.Kind == k {
					return c.stored()
				}
			}
		}
		return ""
	}
	w.others = append(w.others, []any{row, p, w.folder,
		w.seal(OtherNameColumn, row, n.FullName()), w.seal(OtherFamilyColumn, row, n.Surname), w.seal(OtherBornColumn, row, string(n.Born)),
		w.seal(OtherPhoneColumn, row, first(Mobile, Phone)), w.seal(OtherEmailColumn, row, first(Email)),
		w.seal(OtherHomeColumn, row, first(Address)), 1, w.tx.Entry()})
}

func (w *writing) keysOf(b blinder, l look) {
	for _, k := range l.keys(b) {
		w.keys = append(w.keys, []any{k.hash, l.person, w.folder, "match"})
	}
	if l.side == Supported {
		for _, k := range contactKeys(b, l.who) {
			w.keys = append(w.keys, []any{k.key, l.person, w.folder, k.purpose()})
		}
	}
}

// store writes the rows, one statement a table.
func (w *writing) store() error {
	for _, t := range []struct {
		insert store.Statement
		rows   [][]any
	}{
		{addPeopleSQL, w.people}, {addSidesSQL, w.sides}, {addNamesSQL, w.names}, {addOthersSQL, w.others},
		{addContactsSQL, w.contacts}, {putRulesSQL, w.rules}, {putStoriesSQL, w.stories}, {addKeysSQL, w.keys},
	} {
		if w.err != nil {
			return w.err
		}
		if len(t.rows) == 0 {
			continue
		}
		_, w.err = store.Exec(w.ctx, w.tx, t.insert, store.Rows(t.rows))
	}
	return w.err
}

// forenameOf gives what stands before the family name in a full name.
func forenameOf(full, family string) string {
	return strings.TrimSpace(strings.TrimSuffix(full, strings.Join(strings.Fields(family), " ")))
}
