package referral

import "goldenthread/internal/store"

// addSQL writes a new referral; no row when the reference is taken.
var addSQL = store.SQL("referral.add", `
	INSERT INTO referral (id, reference, folder_id, service, person_id, door, source, source_agency_id, referred_by,
		crime_ref, incident_ref, matter, offence_code, district, received_at, received_on, state, reason, missing, hold_owner,
		basis, basis_by, basis_how, basis_on, basis_reason, first_method, priority, age_at_referral, why, wants_mediation,
		flag_da, flag_hate, flag_vulnerable, flag_child, accepted_on, decided_at, decided_on, clock_due_at, last_entry,
		facts, held_from, private, asked_for, decided_by, pointed_to, told_referrer_at, clock_left, version)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
		$26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, '', false, '', '', '', 0, 0, 1)
	ON CONFLICT (reference) DO NOTHING`)

var saveSQL = store.SQL("referral.save", `
	UPDATE referral SET state = $1, reason = $2, missing = $3, hold_owner = $4, held_from = $5,
		basis = $6, basis_by = $7, basis_how = $8, basis_on = $9, basis_reason = $10,
		first_method = $11, priority = $12, offence_code = $13, district = $14, age_at_referral = $15,
		flag_da = $16, flag_hate = $17, flag_vulnerable = $18, flag_child = $19,
		private = $20, asked_for = $21, accepted_on = $22, decided_at = $23, decided_on = $24, decided_by = $25,
		pointed_to = $26, told_referrer_at = $27, clock_due_at = $28, clock_left = $29, why = $30,
		last_entry = $31, answered_for = $32, version = version + 1
	WHERE id = $33 AND version = $34`)

// columns are those scanReferral reads.
const columns = `
	r.id, r.reference, r.folder_id, r.service, r.person_id, r.door, r.source, r.source_agency_id, r.referred_by,
		r.offence_code, r.district, r.received_at, r.received_on, r.state, r.reason, r.missing, r.hold_owner, r.held_from,
		r.basis, r.basis_by, r.basis_how, r.basis_on, r.basis_reason, r.first_method, r.priority, COALESCE(r.age_at_referral, -1),
		r.wants_mediation, r.flag_da, r.flag_hate, r.flag_vulnerable, r.flag_child, r.private, r.asked_for, r.answered_for, r.accepted_on,
		r.decided_at, r.decided_on, r.decided_by, r.pointed_to, r.told_referrer_at, r.clock_due_at, r.clock_left, r.why, r.version,
		EXISTS (SELECT 1 FROM person_v_quiet q WHERE q.folder_id = r.folder_id AND q.since_at <= $1 AND q.until_at > $1)
	FROM referral r`

var (
	getSQL         = store.SQL("referral.get", `SELECT`+columns+` WHERE r.id = $2`)
	byFolderSQL    = store.SQL("referral.byFolder", `SELECT`+columns+` WHERE r.folder_id = $2`)
	byReferenceSQL = store.SQL("referral.byReference", `SELECT`+columns+` WHERE r.reference = $2`)
)

var matterSQL = store.SQL("referral.matter", `SELECT matter FROM referral WHERE id = $1`)

// standingSQL reads what stands in the way of contact with the person of a folder: a rule that
// says unsafe, and whether a number is left that was not somebody else's.
var standingSQL = store.SQL("referral.standing", `
	SELECT
		EXISTS (SELECT 1 FROM person_v_safe_rule s WHERE s.folder_id = r.folder_id AND s.state = 'unsafe'),
		EXISTS (SELECT 1 FROM person_v_contact c WHERE c.folder_id = r.folder_id AND c.wrong = false)
	FROM referral r
	WHERE r.id = $1`)

var onPageSQL = store.SQL("referral.onPage", `SELECT crime_ref, incident_ref, again_at FROM referral WHERE id = $1`)
