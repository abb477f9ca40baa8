package referral

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Named is what a list made elsewhere calls a referral: its reference, and initials for those who may
// see them.
type Named struct {
	Reference id.Reference
	Initials  *seal.Value // closed for those who may not see it
}

// NameFolders gives what to call the referrals that opened folders, in one statement, and opens the
// initials the actor may see. It takes no decision of its own: the caller has, and lists only folders
// whose existence the actor may know. Requirement R243.
func NameFolders(ctx context.Context, v *gate.View, folders []id.Folder) (map[id.Folder]Named, error) {
	named := map[id.Folder]Named{}
	if len(folders) == 0 {
		return named, nil
	}
	var values []*seal.Value
	err := store.Each(ctx, v, nameFoldersSQL, func(scan store.Scan) error {
		var (
			folder   id.Folder
			n        Named
			row      string
			initials []byte
		)
		if err := scan(&folder, &n.Reference, &row, &initials); err != nil {
			return err
		}
		n.Initials = person.InitialsColumn.Value(folder, row, initials)
		named[folder] = n
		values = append(values, n.Initials)
		return nil
	}, store.List(folders))
	if err != nil {
		return nil, err
	}
	return named, v.OpenWhatMay(ctx, values...)
}

// NameReferrals gives what to call referrals, by their ids: of those the actor may know of. Otherwise
// like [NameFolders].
func NameReferrals(ctx context.Context, v *gate.View, referrals []id.Referral) (map[id.Referral]Named, error) {
	named := map[id.Referral]Named{}
	if len(referrals) == 0 {
		return named, nil
	}
	folders := map[id.Folder]id.Referral{}
	var all []id.Folder
	err := store.Each(ctx, v, foldersOfSQL, func(scan store.Scan) error {
		var (
			ref    id.Referral
			folder id.Folder
		)
		err := scan(&ref, &folder)
		folders[folder] = ref
		all = append(all, folder)
		return err
	}, store.List(referrals))
	if err != nil {
		return nil, err
	}
	visible, err := v.Visible(ctx, all, access.Existence)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(f id.Folder) bool { return !visible[f] })
	byFolder, err := NameFolders(ctx, v, all)
	for folder, n := range byFolder {
		named[folders[folder]] = n
	}
	return named, err
}

var foldersOfSQL = store.SQL("referral.foldersOf", `SELECT id, folder_id FROM referral WHERE id IN ({{list}})`)

var nameFoldersSQL = store.SQL("referral.nameFolders", `
	SELECT r.folder_id, r.reference, COALESCE(n.name_id, ''), n.initials
	FROM referral r
	LEFT JOIN person_v_name n ON n.folder_id = r.folder_id
	WHERE r.folder_id IN ({{list}})`)
