package casework

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// WorkedSince gives those of some folders, at most 500, in which work was done after they were opened: the case was
// changed, or anything at all stands on it that taking it over does not write. It is a part of undoing a list of
// cases, which takes the decision. Who answers for a place on the waiting list is no work.
func WorkedSince(ctx context.Context, q gate.Reader, folders []id.Folder) ([]id.Folder, error) {
	return store.Collect(ctx, q, workedSinceSQL, store.Value[id.Folder], store.List(folders))
}

// TakeBack takes away the cases of some folders, at most 500, as [TakeOver] wrote them; nobody has taken them any
// more. It is a part of undoing a list of cases, which takes the decision and records the event. A case on which
// anything else stands keeps it from being done: the database holds on to it.
func TakeBack(ctx context.Context, tx *gate.Tx, folders []id.Folder) error {
	if _, err := store.Exec(ctx, tx, takeBackPlacesSQL, store.List(folders)); err != nil {
		return err
	}
	cases, err := store.Collect(ctx, tx, casesInSQL, store.Value[id.Case], store.List(folders))
	if err != nil || len(cases) == 0 {
		return err
	}
	if err := workforce.TakeBack(ctx, tx, cases); err != nil {
		return err
	}
	for _, s := range []store.Statement{takeBackRecordsSQL, takeBackStagesSQL, takeBackCasesSQL} {
		if _, err := store.Exec(ctx, tx, s, store.List(cases)); err != nil {
			return err
		}
	}
	return nil
}

// workedSinceSQL asks every table of this package in which something of a case stands: a guard holds it to that. What
// a case is given when it is taken over is told by the entry that opened its folder, or by its instant.
var workedSinceSQL = store.SQL("casework.workedSince", `
	SELECT f.folder_id FROM gate_v_opened f
	LEFT JOIN case_file c ON c.folder_id = f.folder_id
	WHERE (COALESCE(c.last_entry, f.entry_id) <> f.entry_id
		OR EXISTS (SELECT 1 FROM contact_attempt t WHERE t.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM promise p WHERE p.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM case_note n WHERE n.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM case_wish w WHERE w.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM case_wished w WHERE w.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM case_cover k WHERE k.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM act_now a WHERE a.folder_id = f.folder_id)
		OR EXISTS (SELECT 1 FROM waiting_place w WHERE w.folder_id = f.folder_id AND w.left_at <> 0)
		OR EXISTS (SELECT 1 FROM case_stage s WHERE s.case_id = c.id AND s.since_at <> f.opened_at)
		OR EXISTS (SELECT 1 FROM case_record r WHERE r.case_id = c.id AND r.recorded_at <> f.opened_at)
		OR EXISTS (SELECT 1 FROM case_session x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_need x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_onward x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_onward_answer x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_advocacy x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_mediation x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_court x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_goal x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_check x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_action x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_plan_past x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_follow_up x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_issue x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_tie x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_safety x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_liaison x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_contribution x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_proposal x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_meeting x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_pause x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_late x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_power x WHERE x.case_id = c.id)
		OR EXISTS (SELECT 1 FROM case_coach_referral x WHERE x.case_id = c.id))
		AND f.folder_id IN ({{list}})`)

var (
	casesInSQL         = store.SQL("casework.casesIn", `SELECT id FROM case_file WHERE folder_id IN ({{list}})`)
	takeBackPlacesSQL  = store.SQL("casework.takeBackPlaces", `DELETE FROM waiting_place WHERE folder_id IN ({{list}})`)
	takeBackRecordsSQL = store.SQL("casework.takeBackRecords", `DELETE FROM case_record WHERE case_id IN ({{list}})`)
	takeBackStagesSQL  = store.SQL("casework.takeBackStages", `DELETE FROM case_stage WHERE case_id IN ({{list}})`)
	takeBackCasesSQL   = store.SQL("casework.takeBackCases", `DELETE FROM case_file WHERE id IN ({{list}})`)
)
