package intake

import "goldenthread/internal/store"

const batchColumns = `id, service, kind, folder_id, rows_all, rows_done, accepted, held, signposted, opted_out, not_usable, known, here,
		state, received_at, received_on, version`

var batchByFileSQL = store.SQL("intake.batchByFile", `
	SELECT `+batchColumns+` FROM intake_batch WHERE service = $1 AND file_key = $2`)

var batchSQL = store.SQL("intake.batch", `SELECT `+batchColumns+` FROM intake_batch WHERE id = $1`)

// batchForRowsSQL holds the batch against a second import of the same file.
var batchForRowsSQL = store.SQL("intake.batchForRows", `SELECT `+batchColumns+` FROM intake_batch WHERE id = $1 {{for_update}}`)

// latestSQL asks for the kind: a list of cases is no police file.
var latestSQL = store.SQL("intake.latest", `
	SELECT `+batchColumns+` FROM intake_batch WHERE kind = $1 AND service IN ({{list}}) ORDER BY received_at DESC, id DESC LIMIT $2`)

var addBatchSQL = store.SQL("intake.addBatch", `
	INSERT INTO intake_batch (id, service, kind, file_key, folder_id, header, rows_all, rows_done, accepted, held, signposted, opted_out,
		not_usable, known, here, state, received_at, received_on, received_by, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, 0, 0, 'open', $8, $9, $10, 1, $11)`)

var saveBatchSQL = store.SQL("intake.saveBatch", `
	UPDATE intake_batch SET rows_done = $3, accepted = $4, held = $5, signposted = $6, opted_out = $7, not_usable = $8, known = $9,
		here = $10, state = $11, version = version + 1, last_entry = $12
	WHERE id = $1 AND version = $2`)

var addRowsSQL = store.SQL("intake.addRows", `
	INSERT INTO intake_row (batch_id, row_no, line_no, service, row_key, outcome, reason, field, doubts, referral_id, same_as_row,
		known, here, raw, mended_at, version, last_entry)
	VALUES {{rows 17}}`)

// thereSQL finds the rows that came before under some keys, with where their referrals stand now.
var thereSQL = store.SQL("intake.there", `
	SELECT i.row_key, i.batch_id, i.row_no, i.outcome, i.reason, i.referral_id, i.known, COALESCE(r.state, ''), COALESCE(r.reason, ''),
		COALESCE(r.version, 0)
	FROM intake_row i
	LEFT JOIN referral_v_referral r ON r.referral_id = i.referral_id
	WHERE i.service = $1 AND i.row_key IN ({{list}})`)

// firstsSQL finds what the rows of a file that others repeat ended as.
var firstsSQL = store.SQL("intake.firsts", `
	SELECT row_no, outcome, referral_id FROM intake_row WHERE batch_id = $1 AND row_no IN ({{list}})`)

var reasonsSQL = store.SQL("intake.reasons", `
	SELECT reason, COUNT(*) FROM intake_row WHERE batch_id = $1 AND outcome <> 'accepted' GROUP BY reason ORDER BY reason`)

var doubtsSQL = store.SQL("intake.doubts", `
	SELECT doubts, COUNT(*) FROM intake_row WHERE batch_id = $1 AND doubts <> '' GROUP BY doubts ORDER BY doubts`)

// standSQL counts the rows of a file by what they ended as and where their referrals stand now.
var standSQL = store.SQL("intake.stand", `
	SELECT i.outcome, i.reason, COALESCE(r.state, ''), COALESCE(r.reason, ''), COUNT(*)
	FROM intake_row i
	LEFT JOIN referral_v_referral r ON r.referral_id = i.referral_id
	WHERE i.batch_id = $1
	GROUP BY i.outcome, i.reason, r.state, r.reason
	ORDER BY i.outcome, i.reason, r.state, r.reason`)

var rowsSQL = store.SQL("intake.rows", `
	SELECT row_no, line_no, outcome, reason, field, doubts, referral_id, same_as_row, known, here, mended_at, version
	FROM intake_row
	WHERE batch_id = $1 AND row_no > $2 AND (CAST($3 AS text) = '' OR outcome = $3)
	ORDER BY row_no
	LIMIT $4`)

var rowSQL = store.SQL("intake.row", `
	SELECT r.row_no, r.line_no, r.outcome, r.reason, r.field, r.doubts, r.referral_id, r.same_as_row, r.known, r.here, r.mended_at, r.version,
		r.raw, b.header, b.folder_id, b.service, b.kind
	FROM intake_row r
	JOIN intake_batch b ON b.id = r.batch_id
	WHERE r.batch_id = $1 AND r.row_no = $2`)

// mendRowSQL notes what a mended row came to. What it said before is let go.
var mendRowSQL = store.SQL("intake.mendRow", `
	UPDATE intake_row SET row_key = $4, outcome = $5, reason = $6, field = '', doubts = $7, referral_id = $8, known = $9, raw = NULL,
		mended_at = $10, version = version + 1, last_entry = $11
	WHERE batch_id = $1 AND row_no = $2 AND version = $3`)
