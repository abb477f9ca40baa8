package person

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Mend replaces what a referral said of the person of a folder, name, numbers and look-up keys,
// and looks her up again. What she told herself is kept unless the mended record has it anew. It
// is a part of resubmitting a held referral, which checks the person and takes the decision.
type Mend struct {
	Folder    id.Folder
	Supported New
}

// Run mends the record and gives how many new links were proposed.
func (m Mend) Run(ctx context.Context, tx *gate.Tx) (Recorded, error) {
	row, found, err := store.Find(ctx, tx, nameRowSQL, func(scan store.Scan) (nameRow, error) {
		var r nameRow
		err := scan(&r.id, &r.person)
		return r, err
	}, m.Folder)
	if err != nil {
		return Recorded{}, err
	}
	if !found {
		return Recorded{}, errs.New(errs.NotFound, "there is no such record, or you can't see it")
	}
	w := writing{ctx: ctx, tx: tx, folder: m.Folder}
	n := m.Supported
	full, family := w.seal(NameColumn, row.id, n.FullName()), w.seal(FamilyColumn, row.id, n.Surname)
	initials, born := w.seal(InitialsColumn, row.id, n.Initials()), w.seal(BornColumn, row.id, string(n.Born))
	if w.err != nil {
		return Recorded{}, w.err
	}
	if _, err := store.Exec(ctx, tx, setNameSQL, full, family, initials, born, n.Pronoun, tx.Entry(), row.id); err != nil {
		return Recorded{}, err
	}
	if _, err := store.Exec(ctx, tx, dropContactsSQL, m.Folder, row.person); err != nil {
		return Recorded{}, err
	}
	if _, err := store.Exec(ctx, tx, dropKeysSQL, m.Folder, row.person); err != nil {
		return Recorded{}, err
	}
	if _, err := store.Exec(ctx, tx, dropLeftSQL, m.Folder); err != nil {
		return Recorded{}, err
	}
	again := look{person: row.person, side: Supported, who: n}
	hits, err := lookUp(ctx, tx, []look{again})
	if err != nil {
		return Recorded{}, err
	}
	for _, c := range n.Contacts {
		w.contact(row.person, c)
	}
	if n.Safe.isNews() {
		w.rules = append(w.rules, w.rule(n.Safe, 1))
	}
	if n.Told.isNews() {
		w.stories = append(w.stories, w.story(n.Told, 1))
	}
	w.keysOf(tx, again)
	if err := w.store(); err != nil {
		return Recorded{}, err
	}
	known, left, err := propose(ctx, tx, m.Folder, hits)
	return Recorded{Person: row.person, Known: known, Left: left}, err
}

type nameRow struct {
	id     string
	person id.Person
}
