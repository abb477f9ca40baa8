package evidence

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// LoggedAmong gives those of some folders, at most 500, in which something is logged. It is a part of undoing a list of cases, which
// takes the decision: such a folder is not undone.
func LoggedAmong(ctx context.Context, q gate.Reader, folders []id.Folder) ([]id.Folder, error) {
	return store.Collect(ctx, q, loggedAmongSQL, store.Value[id.Folder], store.List(folders))
}

var loggedAmongSQL = store.SQL("evidence.loggedAmong", `
	SELECT f.folder_id FROM gate_v_opened f
	WHERE (EXISTS (SELECT 1 FROM evidence e WHERE e.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM evidence_picture p WHERE p.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM evidence_hand h WHERE h.folder_id = f.folder_id))
		AND f.folder_id IN ({{list}})`)
