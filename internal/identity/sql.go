package identity

import (
	"time"

	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var addAccountSQL = store.SQL("identity.addAccount", `
	INSERT INTO account (id, login, name, initials, folder_id, secret, must_change, totp_step, status, added_at, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, 1, $10)`)

var accountByLoginSQL = store.SQL("identity.accountByLogin", `
	SELECT id, login, folder_id, secret, must_change, totp_box, totp_step, status, version
	FROM account
	WHERE login = $1`)

var accountByIDSQL = store.SQL("identity.accountByID", `
	SELECT id, login, folder_id, secret, must_change, totp_box, totp_step, status, version
	FROM account
	WHERE id = $1`)

func scanRecord(row store.Scan) (record, error) {
	var (
		a      record
		secret string
		box    []byte
	)
	err := row(&a.id, &a.login, &a.folder, &secret, &a.mustChange, &box, &a.totpStep, &a.status, &a.version)
	a.secret, a.totp = Hide(secret), totpOf(a, box)
	return a, err
}

func totpOf(a record, box []byte) *seal.Value {
	return totpColumn.Value(a.folder, string(a.id), box)
}

var setSecretSQL = store.SQL("identity.setSecret", `
	UPDATE account SET secret = $1, must_change = false, version = version + 1, last_entry = $2
	WHERE id = $3 AND secret = $4`)

var setFirstSecretSQL = store.SQL("identity.setFirstSecret", `
	UPDATE account SET secret = $1, must_change = true, version = version + 1, last_entry = $2
	WHERE id = $3`)

var setTOTPSQL = store.SQL("identity.setTOTP", `
	UPDATE account SET totp_box = $1, totp_step = $2, version = version + 1, last_entry = $3
	WHERE id = $4`)

var clearTOTPSQL = store.SQL("identity.clearTOTP", `
	UPDATE account SET totp_box = NULL, totp_step = 0, version = version + 1, last_entry = $1
	WHERE id = $2`)

// moveTOTPSQL takes a time step once: of two tries with one code, one moves no row.
var moveTOTPSQL = store.SQL("identity.moveTOTP", `
	UPDATE account SET totp_step = $1, last_entry = $2
	WHERE id = $3 AND totp_step < $1`)

var setStatusSQL = store.SQL("identity.setStatus", `
	UPDATE account SET status = $1, version = version + 1, last_entry = $2
	WHERE id = $3 AND version = $4`)

var dropCodesSQL = store.SQL("identity.dropCodes", `DELETE FROM account_code WHERE account_id = $1`)

var addCodesSQL = store.SQL("identity.addCodes", `
	INSERT INTO account_code (account_id, code_key, made_at, used_at, last_entry)
	VALUES {{rows 5}}`)

// useCodeSQL uses a printed code up: $5 is the instant that stands for "not used".
var useCodeSQL = store.SQL("identity.useCode", `
	UPDATE account_code SET used_at = $1, last_entry = $2
	WHERE account_id = $3 AND code_key = $4 AND used_at = $5`)

var addSessionSQL = store.SQL("identity.addSession", `
	INSERT INTO session (id, token_hash, account_id, stage, tries, device, made_at, seen_at, idle_for, ends_at, ended_at, last_entry)
	VALUES ($1, $2, $3, $4, 0, $5, $6, $6, $7, $8, $9, $10)`)

var sessionByTokenSQL = store.SQL("identity.sessionByToken", `
	SELECT s.id, s.stage, s.tries, s.device, s.made_at, s.seen_at, s.idle_for, s.ends_at, s.ended_at, a.name, a.initials,
		a.id, a.login, a.folder_id, a.secret, a.must_change, a.totp_box, a.totp_step, a.status, a.version
	FROM session s JOIN account a ON a.id = s.account_id
	WHERE s.token_hash = $1`)

func scanSession(row store.Scan) (live, error) {
	var (
		s      live
		secret string
		box    []byte
		idle   int64 // microseconds, as instants are
	)
	a := &s.account
	err := row(&s.id, &s.stage, &s.tries, &s.device, &s.madeAt, &s.seenAt, &idle, &s.endsAt, &s.endedAt, &s.name, &s.initials,
		&a.id, &a.login, &a.folder, &secret, &a.mustChange, &box, &a.totpStep, &a.status, &a.version)
	a.secret, a.totp = Hide(secret), totpOf(*a, box)
	s.idleFor = time.Duration(idle) * time.Microsecond
	return s, err
}

var touchSQL = store.SQL("identity.touch", `UPDATE session SET seen_at = $1 WHERE id = $2 AND seen_at < $1`)

// refuseCodeSQL counts a wrong code; $1 is when the session ends now, or the open end.
var refuseCodeSQL = store.SQL("identity.refuseCode", `
	UPDATE session SET tries = tries + 1, ended_at = $1, last_entry = $2
	WHERE id = $3`)

var endSessionSQL = store.SQL("identity.endSession", `
	UPDATE session SET ended_at = $1, last_entry = $2
	WHERE id = $3 AND ended_at > $1`)

var revokeSQL = store.SQL("identity.revoke", `
	UPDATE session SET ended_at = $1, last_entry = $2
	WHERE id = $3 AND account_id = $4 AND ended_at > $1`)

var endSessionsSQL = store.SQL("identity.endSessions", `
	UPDATE session SET ended_at = $1, last_entry = $2
	WHERE account_id = $3 AND id <> $4 AND ended_at > $1`)

var sessionsSQL = store.SQL("identity.sessions", `
	SELECT id, device, made_at, seen_at
	FROM session
	WHERE account_id = $1 AND stage = 'in' AND ended_at > $2 AND ends_at > $2 AND seen_at + idle_for > $2
	ORDER BY seen_at DESC, id`)

var knownDeviceSQL = store.SQL("identity.knownDevice", `
	SELECT 1
	FROM known_device k JOIN account a ON a.id = k.account_id
	WHERE a.login = $1 AND k.device_hash = $2 AND k.known_at > $3`)

var knowDeviceSQL = store.SQL("identity.knowDevice", `
	INSERT INTO known_device (account_id, device_hash, known_at) VALUES ($1, $2, $3)
	ON CONFLICT (account_id, device_hash) DO UPDATE SET known_at = excluded.known_at`)

var forgetDevicesSQL = store.SQL("identity.forgetDevices", `DELETE FROM known_device WHERE account_id = $1 AND known_at <= $2`)

var ratesSQL = store.SQL("identity.rates", `SELECT key, since_at, tries, free_at FROM rate WHERE key IN ({{list}})`)

var saveRatesSQL = store.SQL("identity.saveRates", `
	INSERT INTO rate (key, since_at, tries, free_at) VALUES {{rows 4}}
	ON CONFLICT (key) DO UPDATE SET since_at = excluded.since_at, tries = excluded.tries, free_at = excluded.free_at`)

var forgetRatesSQL = store.SQL("identity.forgetRates", `DELETE FROM rate WHERE since_at < $1 OR key IN ({{list}})`)

var saveDraftSQL = store.SQL("identity.saveDraft", `
	INSERT INTO draft (account_id, form, box, saved_at, last_entry) VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (account_id, form) DO UPDATE
	SET box = excluded.box, saved_at = excluded.saved_at, last_entry = excluded.last_entry`)

var countDraftsSQL = store.SQL("identity.countDrafts", `SELECT COUNT(*) FROM draft WHERE account_id = $1 AND form <> $2`)

var draftsSQL = store.SQL("identity.drafts", `
	SELECT form, saved_at
	FROM draft
	WHERE account_id = $1
	ORDER BY saved_at DESC, form`)

var draftSQL = store.SQL("identity.draft", `
	SELECT d.saved_at, d.box, a.folder_id
	FROM draft d JOIN account a ON a.id = d.account_id
	WHERE d.account_id = $1 AND d.form = $2`)

var hasDraftSQL = store.SQL("identity.hasDraft", `SELECT 1 FROM draft WHERE account_id = $1 AND form = $2`)

var dropDraftSQL = store.SQL("identity.dropDraft", `DELETE FROM draft WHERE account_id = $1 AND form = $2`)
