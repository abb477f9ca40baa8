package gate

import (
	"context"
	"slices"

	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// TakeBack takes folders away, at most 500 at a time, that were opened by mistake and in which nothing was done
// since, with who may see them, who is kept out of them, and their keys. What stood in them must be gone
// already, each owner's rows by the owner. It is a part of undoing a list of cases, which takes the decision and
// records the event (doc/decisions/0006).
func (tx *Tx) TakeBack(ctx context.Context, folders []id.Folder) error {
	tx.forget()
	for _, s := range []store.Statement{takeBackGrantsSQL, takeBackExclusionsSQL, takeBackFoldersSQL} {
		if _, err := store.Exec(ctx, tx, s, store.List(folders)); err != nil {
			return err
		}
	}
	keys := make([]id.Key, len(folders))
	for i, f := range folders {
		keys[i] = id.Key(f)
	}
	return tx.gate.keys.Drop(ctx, tx, keys)
}

// LetInAgain takes back that accounts were kept out of folders, at most 500 at a time, where one of some entries
// of the log wrote so: what those entries brought is being undone. It is a part of that.
func (tx *Tx) LetInAgain(ctx context.Context, folders []id.Folder, entries []id.Entry) error {
	tx.forget()
	type exclusion struct {
		id    string
		entry id.Entry
	}
	kept, err := store.Collect(ctx, tx, exclusionsOfSQL, func(scan store.Scan) (e exclusion, err error) {
		err = scan(&e.id, &e.entry)
		return e, err
	}, store.List(folders))
	if err != nil {
		return err
	}
	var undone []string
	for _, e := range kept {
		if slices.Contains(entries, e.entry) {
			undone = append(undone, e.id)
		}
	}
	if len(undone) == 0 {
		return nil
	}
	_, err = store.Exec(ctx, tx, dropExclusionsSQL, store.List(undone))
	return err
}

var (
	takeBackGrantsSQL     = store.SQL("gate.takeBackGrants", `DELETE FROM access_grant WHERE folder_id IN ({{list}})`)
	takeBackExclusionsSQL = store.SQL("gate.takeBackExclusions", `DELETE FROM access_exclusion WHERE folder_id IN ({{list}})`)
	takeBackFoldersSQL    = store.SQL("gate.takeBackFolders", `DELETE FROM folder WHERE id IN ({{list}})`)
	exclusionsOfSQL       = store.SQL("gate.exclusionsOf", `SELECT id, last_entry FROM access_exclusion WHERE folder_id IN ({{list}})`)
	dropExclusionsSQL     = store.SQL("gate.dropExclusions", `DELETE FROM access_exclusion WHERE id IN ({{list}})`)
)
