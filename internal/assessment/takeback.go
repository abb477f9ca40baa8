package assessment

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// AssessedAmong gives those of some folders, at most 500, in which something was assessed or judged together with the
// police, or of which another body's assessment came. It is a part of undoing a list of cases, which takes the decision: such a folder is not undone.
func AssessedAmong(ctx context.Context, q gate.Reader, folders []id.Folder) ([]id.Folder, error) {
	return store.Collect(ctx, q, assessedAmongSQL, store.Value[id.Folder], store.List(folders))
}

var assessedAmongSQL = store.SQL("assessment.assessedAmong", `
	SELECT f.folder_id FROM gate_v_opened f
	WHERE (EXISTS (SELECT 1 FROM assessment a WHERE a.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM joint_priority j WHERE j.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM received_assessment r WHERE r.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM second_score s WHERE s.folder_id = f.folder_id))
		AND f.folder_id IN ({{list}})`)
