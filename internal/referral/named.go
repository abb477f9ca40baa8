package referral

import (
	"context"

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

var nameFoldersSQL = store.SQL("referral.nameFolders", `
	SELECT r.folder_id, r.reference, COALESCE(n.name_id, ''), n.initials
	FROM referral r
	LEFT JOIN person_v_name n ON n.folder_id = r.folder_id
	WHERE r.folder_id IN ({{list}})`)
