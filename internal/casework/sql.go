package casework

import (
	"goldenthread/internal/store"
)

const caseColumns = `id, reference, folder_id, referral_id, person_id, service, stage, stage_due_at, state,
		worker, team_id, opened_at, opened_on, closed_on, close_reason, exit_not_done, check_on, version,
		high_risk, high_need, need_level, due_at, try_no, try_from_at, try_due_at, keep_until, told_at`

var caseSQL = store.SQL("casework.case", `SELECT `+caseColumns+` FROM case_file WHERE id = $1`)

var caseByFolderSQL = store.SQL("casework.caseByFolder", `SELECT `+caseColumns+` FROM case_file WHERE folder_id = $1`)

var caseByReferenceSQL = store.SQL("casework.caseByReference", `SELECT `+caseColumns+` FROM case_file WHERE reference = $1`)

var openCaseSQL = store.SQL("casework.openCase", `
	INSERT INTO case_file (id, reference, folder_id, referral_id, person_id, service, stage, stage_due_at, state, worker, team_id,
		opened_at, opened_on, closed_on, close_reason, exit_not_done, check_on, version, last_entry, due_at, try_no, try_from_at, try_due_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', '', '', 1, $14, $15, $16, $17, $18)`)

var saveCaseSQL = store.SQL("casework.saveCase", `
	UPDATE case_file SET stage = $3, stage_due_at = $4, state = $5, worker = $6, team_id = $7, closed_on = $8, close_reason = $9,
		exit_not_done = $10, check_on = $11, version = version + 1, last_entry = $12, due_at = $13, try_no = $14, try_from_at = $15,
		try_due_at = $16, keep_until = $17
	WHERE id = $1 AND version = $2`)

var addStageSQL = store.SQL("casework.addStage", `
	INSERT INTO case_stage (id, case_id, stage, outcome, by_account, since_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`)

var addAttemptSQL = store.SQL("casework.addAttempt", `
	INSERT INTO contact_attempt (id, folder_id, contact_id, method, outcome, note, at, on_date, by_account)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)

// unansweredSQL lists attempts of the stage a case ($4) is at, since the person was last reached ($2 is the outcome
// "reached"). A call to a number that was somebody else's ($3) is none: nobody was tried. Driven by the attempts of one folder.
var unansweredSQL = store.SQL("casework.unanswered", `
	SELECT method, at
	FROM contact_attempt
	WHERE folder_id = $1 AND outcome <> $3
		AND at > COALESCE((SELECT max(r.at) FROM contact_attempt r WHERE r.folder_id = $1 AND r.outcome = $2), 0)
		AND at >= COALESCE((SELECT max(s.since_at) FROM case_stage s WHERE s.case_id = $4), 0)
	ORDER BY at, id`)

var waitSQL = store.SQL("casework.wait", `
	INSERT INTO waiting_place (folder_id, service, owner, band, reason, since_at, left_at)
	VALUES ($1, $2, $3, $4, $5, $6, 0)
	ON CONFLICT (folder_id) DO UPDATE SET owner = excluded.owner, band = excluded.band, reason = excluded.reason,
		since_at = CASE WHEN waiting_place.left_at = 0 THEN waiting_place.since_at ELSE excluded.since_at END, left_at = 0`)

var leaveWaitingSQL = store.SQL("casework.leaveWaiting", `UPDATE waiting_place SET left_at = $2 WHERE folder_id = $1 AND left_at = 0`)

// workerRolesSQL gives the roles in which somebody works for a service now; none when the account is suspended.
var workerRolesSQL = store.SQL("casework.workerRoles", `
	SELECT m.role FROM gate_v_membership m JOIN identity_v_account w ON w.account_id = m.account_id
	WHERE m.account_id = $1 AND m.service = $2 AND m.since_at <= $3 AND m.until_at > $3 AND w.status = 'active'`)

var addPromiseSQL = store.SQL("casework.addPromise", `
	INSERT INTO promise (id, folder_id, service, owner, what, due_at, due_on, made_by, made_at, settled, settled_at, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0, 1, $10)`)

// openPromisesSQL lists promises of some folders that are neither kept nor withdrawn, soonest first.
// Driven by promise_folder.
var openPromisesSQL = store.SQL("casework.openPromises", `
	SELECT id, folder_id, what, due_at, owner, version
	FROM promise
	WHERE folder_id IN ({{list}}) AND settled = ''
	ORDER BY due_at, id`)

var settlePromiseSQL = store.SQL("casework.settlePromise", `
	UPDATE promise SET settled = $4, settled_at = $5, settled_on = $6, why = $7, version = version + 1, last_entry = $8
	WHERE id = $1 AND folder_id = $2 AND version = $3 AND settled = ''`)

var handPromisesSQL = store.SQL("casework.handPromises", `
	UPDATE promise SET owner = $2, version = version + 1, last_entry = $3 WHERE folder_id = $1 AND settled = ''`)

var countSessionsSQL = store.SQL("casework.countSessions", `SELECT count(*) FROM case_session WHERE case_id = $1`)

var addSessionSQL = store.SQL("casework.addSession", `
	INSERT INTO case_session (id, case_id, folder_id, number, strand, minutes, note, on_date, by_account, recorded_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)

// addNeedsSQL keeps the first day of a need that is recorded already.
var addNeedsSQL = store.SQL("casework.addNeeds", `
	INSERT INTO case_need (id, case_id, kind, code, noted_on, met_on, recorded_at) VALUES {{rows 7}}
	ON CONFLICT (case_id, kind, code) DO NOTHING`)

var meetNeedSQL = store.SQL("casework.meetNeed", `
	UPDATE case_need SET met_on = $4 WHERE case_id = $1 AND kind = $2 AND code = $3 AND met_on = ''`)

var addOnwardSQL = store.SQL("casework.addOnward", `
	INSERT INTO case_onward (id, case_id, folder_id, code, agreed, what, status, made_on, recorded_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)

var addAdvocacySQL = store.SQL("casework.addAdvocacy", `
	INSERT INTO case_advocacy (id, case_id, folder_id, person_id, forum, asked, agreed, on_date, tell_by, told_on, recorded_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10)`)

var addMediationSQL = store.SQL("casework.addMediation", `
	INSERT INTO case_mediation (id, case_id, outcome, offered_on, recorded_at) VALUES ($1, $2, $3, $4, $5)`)

var addNoteSQL = store.SQL("casework.addNote", `
	INSERT INTO case_note (id, folder_id, note, by_account, at) VALUES ($1, $2, $3, $4, $5)`)

// raiseSQL takes the service from the folder itself: nothing the caller says can go wrong.
var raiseSQL = store.SQL("casework.raise", `
	INSERT INTO act_now (id, folder_id, service, kind, what, told, raised_by, raised_at, supervisor, supervisor_at, safeguarding,
		safeguarding_at, last_entry)
	SELECT $1, f.folder_id, f.service, $3, $4, $5, $6, $7, '', 0, '', 0, $8
	FROM gate_v_folder f WHERE f.folder_id = $2`)

// acknowledgeSQL keeps who saw it first.
var acknowledgeSQL = store.SQL("casework.acknowledge", `
	UPDATE act_now SET
		supervisor = CASE WHEN $5 = true AND supervisor_at = 0 THEN $3 ELSE supervisor END,
		supervisor_at = CASE WHEN $5 = true AND supervisor_at = 0 THEN $4 ELSE supervisor_at END,
		safeguarding = CASE WHEN $6 = true AND safeguarding_at = 0 THEN $3 ELSE safeguarding END,
		safeguarding_at = CASE WHEN $6 = true AND safeguarding_at = 0 THEN $4 ELSE safeguarding_at END,
		last_entry = $7
	WHERE id = $1 AND folder_id = $2`)

var alarmServiceSQL = store.SQL("casework.alarmService", `SELECT service FROM act_now WHERE id = $1 AND folder_id = $2`)

// unseenAlarmsSQL counts the alarms of a folder that somebody still has to answer for.
var unseenAlarmsSQL = store.SQL("casework.unseenAlarms", `
	SELECT count(*) FROM act_now WHERE folder_id = $1 AND (supervisor_at = 0 OR safeguarding_at = 0)`)
