package entitlement

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// SettledAmong gives those of some folders, at most 500, in which somebody said whether the person is a victim of a crime, or
// something was due to her. It is a part of undoing a list of cases, which takes the decision: such a folder is not undone.
func SettledAmong(ctx context.Context, q gate.Reader, folders []id.Folder) ([]id.Folder, error) {
	return store.Collect(ctx, q, settledAmongSQL, store.Value[id.Folder], store.List(folders))
}

var settledAmongSQL = store.SQL("entitlement.settledAmong", `
	SELECT f.folder_id FROM gate_v_opened f
	WHERE (EXISTS (SELECT 1 FROM code_standing s WHERE s.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM code_due d WHERE d.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM code_chase c WHERE c.folder_id = f.folder_id))
		AND f.folder_id IN ({{list}})`)
