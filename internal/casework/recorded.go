package casework

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// recorded lists the keys of everything a stage may demand that has been recorded for a case: by
// this package, in an assessment, in the person's own folder, or with the referral; the first two from an instant on.
func recorded(ctx context.Context, q gate.Reader, c Case, since clock.Instant) ([]string, error) {
	done, err := store.Collect(ctx, q, recordsSQL, store.Value[string], c.ID, since)
	if err != nil {
		return nil, err
	}
	asked, err := assessment.Done(ctx, q, c.Folder, since)
	if err != nil {
		return nil, err
	}
	told, err := store.One(ctx, q, toldSQL, scanTold, c.Folder, q.Actor().Account(), q.Now())
	if err != nil {
		return nil, err
	}
	ref, err := referral.Get(ctx, q, c.Referral)
	if err != nil {
		return nil, err
	}
	return append(append(append(done, asked...), told...), cameWith(ref)...), nil
}

// scanTold reads what the person's folder holds as keys of records.
func scanTold(scan store.Scan) ([]string, error) {
	keys := []string{"safe_contact", "what_she_wants", "relationship", "demographics", "known_already_check"}
	var has [5]bool
	if err := scan(&has[0], &has[1], &has[2], &has[3], &has[4]); err != nil {
		return nil, err
	}
	var told []string
	for i, key := range keys {
		if has[i] {
			told = append(told, key)
		}
	}
	return told, nil
}

// cameWith gives the keys of what a referral brought. The register of those who asked not to be
// contacted is asked of every referral before anybody is looked up.
func cameWith(r referral.Referral) []string {
	keys := []string{"do_not_contact_check"}
	if r.Basis != referral.NoBasis && r.Basis != "" {
		keys = append(keys, "legal_basis")
	}
	if r.Priority != "" {
		keys = append(keys, "priority")
	}
	if r.Door == catalogue.DoorPanel {
		keys = append(keys, "panel_item")
	}
	switch r.Basis {
	case catalogue.BasisPanelAgreed, catalogue.BasisPanelNotAsked, catalogue.BasisExplicitConsent:
		keys = append(keys, "agreement")
	}
	return keys
}

// mark notes that something a stage may demand has been recorded.
func mark(ctx context.Context, tx *gate.Tx, c id.Case, records ...string) error {
	rows := make([][]any, 0, len(records))
	for _, r := range records {
		rows = append(rows, []any{c, r, tx.Actor().Account(), tx.Now()})
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := store.Exec(ctx, tx, markSQL, store.Rows(rows))
	return err
}

var recordsSQL = store.SQL("casework.records", `SELECT record FROM case_record WHERE case_id = $1 AND recorded_at >= $2`)

// markSQL keeps the last time something was recorded: a review asks for it anew.
var markSQL = store.SQL("casework.mark", `
	INSERT INTO case_record (case_id, record, by_account, recorded_at) VALUES {{rows 4}}
	ON CONFLICT (case_id, record) DO UPDATE SET by_account = excluded.by_account, recorded_at = excluded.recorded_at`)

// toldSQL looks at the person's folder: each question is one probe of an index. Whoever is kept out of a
// record that may be the same person's is not asked to decide about it.
var toldSQL = store.SQL("casework.told", `
	SELECT
		EXISTS (SELECT 1 FROM person_v_safe_rule r WHERE r.folder_id = f.folder_id AND r.state <> 'not asked'),
		EXISTS (SELECT 1 FROM person_v_story s WHERE s.folder_id = f.folder_id AND s.wants IS NOT NULL),
		EXISTS (SELECT 1 FROM person_v_story s WHERE s.folder_id = f.folder_id AND s.relationship <> 'not asked'),
		EXISTS (SELECT 1 FROM person_v_fact_demographic d WHERE d.folder_id = f.folder_id),
		NOT EXISTS (SELECT 1 FROM person_v_link k WHERE k.folder_id = f.folder_id AND k.state = 'proposed'
			AND NOT EXISTS (SELECT 1 FROM gate_v_exclusion x WHERE x.folder_id = k.other_folder_id AND x.account_id = $2
				AND x.until_at > $3))
	FROM gate_v_folder f
	WHERE f.folder_id = $1`)
