package evidence

import "goldenthread/internal/store"

// nextNumberSQL is driven by the unique key of folder and number.
var nextNumberSQL = store.SQL("evidence.nextNumber", `SELECT COALESCE(max(number), 0) + 1 FROM evidence WHERE folder_id = $1`)

var addSQL = store.SQL("evidence.add", `
	INSERT INTO evidence (id, folder_id, number, kind, maker, made_on, got_on, file_type, file_size, file_digest, by_account, recorded_at, last_entry,
		shows, got_from, kept_where)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`)

var addPictureSQL = store.SQL("evidence.addPicture", `
	INSERT INTO evidence_picture (evidence_id, folder_id, picture, last_entry) VALUES ($1, $2, $3, $4)`)

var addHandSQL = store.SQL("evidence.addHand", `
	INSERT INTO evidence_hand (id, evidence_id, folder_id, hand, copied, words, on_date, by_account, recorded_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)

var gotOnSQL = store.SQL("evidence.gotOn", `SELECT got_on FROM evidence WHERE id = $1 AND folder_id = $2`)

const itemsOf = `
	SELECT e.id, e.number, e.kind, e.shows, e.maker, e.made_on, e.got_on, e.got_from, e.kept_where, e.file_type, e.file_size, e.file_digest,
		COALESCE(w.name, ''), e.recorded_at
	FROM evidence e
	LEFT JOIN identity_v_account w ON w.account_id = e.by_account
	WHERE e.folder_id = $1`

// listSQL is driven by the unique key of folder and number.
var listSQL = store.SQL("evidence.list", itemsOf+`
	ORDER BY e.number DESC`)

var oneSQL = store.SQL("evidence.one", itemsOf+` AND e.id = $2`)

const handsOf = `
	SELECT h.id, h.folder_id, h.evidence_id, h.hand, h.copied, h.words, h.on_date, COALESCE(w.name, '')
	FROM evidence_hand h
	LEFT JOIN identity_v_account w ON w.account_id = h.by_account
	WHERE h.folder_id = $1`

const oldestFirst = `
	ORDER BY h.on_date, h.recorded_at, h.id`

// handsSQL and handsOfSQL are driven by evidence_hand_folder.
var (
	handsSQL   = store.SQL("evidence.hands", handsOf+oldestFirst)
	handsOfSQL = store.SQL("evidence.handsOf", handsOf+` AND h.evidence_id = $2`+oldestFirst)
)

var pictureSQL = store.SQL("evidence.picture", `
	SELECT e.id, e.file_type, e.file_digest, p.picture
	FROM evidence e
	JOIN evidence_picture p ON p.evidence_id = e.id
	WHERE e.id = $1 AND e.folder_id = $2`)
