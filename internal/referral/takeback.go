package referral

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ChangedSince gives those of some folders, at most 500, whose referral was changed after it was received. It is a
// part of undoing a list of cases, which takes the decision.
func ChangedSince(ctx context.Context, q gate.Reader, folders []id.Folder) ([]id.Folder, error) {
	return store.Collect(ctx, q, changedSinceSQL, store.Value[id.Folder], store.List(folders))
}

// TakeBack takes away the referrals of some folders, at most 500, that are being undone. It is a part of undoing a
// list of cases, which takes the decision and records the event.
func TakeBack(ctx context.Context, tx *gate.Tx, folders []id.Folder) error {
	_, err := store.Exec(ctx, tx, takeBackSQL, store.List(folders))
	return err
}

var changedSinceSQL = store.SQL("referral.changedSince", `
	SELECT r.folder_id FROM gate_v_opened f
	JOIN referral r ON r.folder_id = f.folder_id
	WHERE (r.last_entry <> f.entry_id OR EXISTS (SELECT 1 FROM referral_advice a WHERE a.referral_id = r.id)
			OR EXISTS (SELECT 1 FROM referral_earlier b WHERE b.referral_id = r.id)
			OR EXISTS (SELECT 1 FROM referral_answer q WHERE q.referral_id = r.id))
		AND f.folder_id IN ({{list}})`)

var takeBackSQL = store.SQL("referral.takeBack", `DELETE FROM referral WHERE folder_id IN ({{list}})`)
