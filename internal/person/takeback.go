package person

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ChangedSince gives those of some folders, at most 500, in which something about their people was written after the
// folder was opened, or with which a folder that is not ours has an alert of both sides. It is a part of undoing a
// list of cases, which takes the decision. Proposed links that nobody decided do not count.
func ChangedSince(ctx context.Context, q gate.Reader, folders []id.Folder, ours func(id.Folder) bool) ([]id.Folder, error) {
	changed, err := store.Collect(ctx, q, changedSinceSQL, store.Value[id.Folder], store.List(folders))
	if err != nil {
		return nil, err
	}
	return changed, store.Each(ctx, q, facedBySQL, func(scan store.Scan) error {
		var f, by id.Folder
		err := scan(&f, &by)
		if !ours(by) {
			changed = append(changed, f)
		}
		return err
	}, store.List(folders))
}

// TakeBack takes away what is recorded of the people of some folders, at most 500, that are being undone: nobody of
// another folder loses anything, and who asked not to be contacted stays in the register. Workers who were
// kept out of the other side's folder because of it, by one of the entries that brought it, are let in again. It is
// a part of undoing a list of cases.
func TakeBack(ctx context.Context, tx *gate.Tx, folders []id.Folder, entries []id.Entry) error {
	others, err := store.Collect(ctx, tx, facingSQL, store.Value[id.Folder], store.List(folders))
	if err != nil {
		return err
	}
	if len(others) > 0 {
		if err := tx.LetInAgain(ctx, others, entries); err != nil {
			return err
		}
	}
	people, err := store.Collect(ctx, tx, peopleInSQL, store.Value[id.Person], store.List(folders))
	if err != nil {
		return err
	}
	for _, s := range takeBackSQL {
		if _, err := store.Exec(ctx, tx, s, store.List(folders)); err != nil {
			return err
		}
	}
	if len(people) == 0 {
		return nil
	}
	_, err = store.Exec(ctx, tx, takeBackPeopleSQL, store.List(people))
	return err
}

// changedSinceSQL tells by the entry that opened the folder: what another entry wrote last was changed since.
var changedSinceSQL = store.SQL("person.changedSince", `
	SELECT f.folder_id FROM gate_v_opened f
	WHERE (EXISTS (SELECT 1 FROM person_name n WHERE n.folder_id = f.folder_id AND n.last_entry <> f.entry_id)
		OR EXISTS (SELECT 1 FROM person_other o WHERE o.folder_id = f.folder_id AND o.last_entry <> f.entry_id)
		OR EXISTS (SELECT 1 FROM contact_point c WHERE c.folder_id = f.folder_id AND c.last_entry <> f.entry_id)
		OR EXISTS (SELECT 1 FROM safe_rule r WHERE r.folder_id = f.folder_id AND r.last_entry <> f.entry_id)
		OR EXISTS (SELECT 1 FROM story s WHERE s.folder_id = f.folder_id AND s.last_entry <> f.entry_id)
		OR EXISTS (SELECT 1 FROM person_quiet q WHERE q.folder_id = f.folder_id AND q.last_entry <> f.entry_id)
		OR EXISTS (SELECT 1 FROM look_up_left l WHERE l.folder_id = f.folder_id AND l.last_entry <> f.entry_id)
		OR EXISTS (SELECT 1 FROM demographic d WHERE d.folder_id = f.folder_id AND d.last_entry <> f.entry_id)
		OR EXISTS (SELECT 1 FROM contact_ease e WHERE e.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM link_proposal p WHERE p.folder_id = f.folder_id AND p.state <> 'proposed')
		OR EXISTS (SELECT 1 FROM link_proposal p WHERE p.other_folder_id = f.folder_id AND p.state <> 'proposed')
		OR EXISTS (SELECT 1 FROM both_sides b WHERE b.folder_id = f.folder_id AND b.last_entry <> f.entry_id))
		AND f.folder_id IN ({{list}})`)

// facingSQL gives the folders that stand on the other side of some.
var facingSQL = store.SQL("person.facing", `SELECT DISTINCT other_folder_id FROM both_sides WHERE folder_id IN ({{list}})`)

// facedBySQL gives the folders to whose alert some stand on the other side.
var facedBySQL = store.SQL("person.facedBy", `SELECT other_folder_id, folder_id FROM both_sides WHERE other_folder_id IN ({{list}})`)

// peopleInSQL gives who is known from some folders and from no other.
var peopleInSQL = store.SQL("person.peopleIn", `
	SELECT p.person_id FROM person_folder p
	WHERE NOT EXISTS (SELECT 1 FROM person_folder o WHERE o.person_id = p.person_id AND o.folder_id <> p.folder_id)
		AND p.folder_id IN ({{list}})`)

// takeBackSQL take away what stands in some folders, what hangs on something else first.
var takeBackSQL = []store.Statement{
	store.SQL("person.takeBackKeys", `DELETE FROM person_key WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackContacts", `DELETE FROM contact_point WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackDemographics", `DELETE FROM demographic WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackNames", `DELETE FROM person_name WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackOthers", `DELETE FROM person_other WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackRules", `DELETE FROM safe_rule WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackStories", `DELETE FROM story WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackQuiet", `DELETE FROM person_quiet WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackLeft", `DELETE FROM look_up_left WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackLinks", `DELETE FROM link_proposal WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackLinksTo", `DELETE FROM link_proposal WHERE other_folder_id IN ({{list}})`),
	store.SQL("person.takeBackSides", `DELETE FROM both_sides WHERE folder_id IN ({{list}})`),
	store.SQL("person.takeBackSidesOf", `DELETE FROM both_sides WHERE other_folder_id IN ({{list}})`),
	store.SQL("person.takeBackFolders", `DELETE FROM person_folder WHERE folder_id IN ({{list}})`),
}

var takeBackPeopleSQL = store.SQL("person.takeBackPeople", `DELETE FROM person WHERE id IN ({{list}})`)
