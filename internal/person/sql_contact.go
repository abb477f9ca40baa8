package person

import "goldenthread/internal/store"

var serviceOfSQL = store.SQL("person.serviceOf", `SELECT service FROM gate_v_folder WHERE folder_id = $1`)

// rememberSQL puts every key of a folder's person into the register. Asked again after she had
// taken it back, it counts again.
var rememberSQL = store.SQL("person.remember", `
	INSERT INTO do_not_contact (key, scope, scope_of, said_on, heard_by, since_at, until_at, last_entry)
	SELECT DISTINCT k.key, CAST($2 AS text), CAST($3 AS text), CAST($4 AS text), CAST($5 AS text),
		CAST($6 AS bigint), CAST($7 AS bigint), CAST($8 AS text)
	FROM person_key k
	WHERE k.folder_id = $1 AND k.purpose <> 'match'
	ON CONFLICT (key, scope, scope_of) DO UPDATE SET said_on = excluded.said_on, heard_by = excluded.heard_by,
		since_at = excluded.since_at, until_at = excluded.until_at, last_entry = excluded.last_entry`)

var quietSQL = store.SQL("person.quiet", `
	INSERT INTO person_quiet (folder_id, scope, said_on, heard_by, since_at, until_at, last_entry, changed_by, changed_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $5)
	ON CONFLICT (folder_id) DO UPDATE SET scope = excluded.scope, said_on = excluded.said_on, heard_by = excluded.heard_by,
		since_at = excluded.since_at, until_at = excluded.until_at, last_entry = excluded.last_entry,
		changed_by = excluded.changed_by, changed_at = excluded.changed_at`)

// quietElsewhereSQL quiets the other folders of the same person: those that share a key which says
// who she is. Driven by person_key_folder, then by the primary key.
var quietElsewhereSQL = store.SQL("person.quietElsewhere", `
	INSERT INTO person_quiet (folder_id, scope, said_on, heard_by, since_at, until_at, last_entry, changed_by, changed_at)
	SELECT DISTINCT theirs.folder_id, CAST($2 AS text), CAST($3 AS text), CAST($4 AS text),
		CAST($5 AS bigint), CAST($6 AS bigint), CAST($7 AS text), CAST($9 AS text), CAST($5 AS bigint)
	FROM person_key mine
	JOIN person_key theirs ON theirs.key = mine.key AND theirs.purpose = 'contact'
	JOIN gate_v_folder f ON f.folder_id = theirs.folder_id
	WHERE mine.folder_id = $1 AND mine.purpose = 'contact' AND theirs.folder_id <> $1
		AND (CAST($2 AS text) = 'all' OR f.service = $8)
	ON CONFLICT (folder_id) DO UPDATE SET scope = excluded.scope, said_on = excluded.said_on, heard_by = excluded.heard_by,
		since_at = excluded.since_at, until_at = excluded.until_at, last_entry = excluded.last_entry,
		changed_by = excluded.changed_by, changed_at = excluded.changed_at`)

// rememberedSQL reads what the register holds under some keys, also what was taken back.
var rememberedSQL = store.SQL("person.remembered", `
	SELECT key, scope, said_on, heard_by, until_at
	FROM do_not_contact
	WHERE (scope = 'all' OR (scope = 'service' AND scope_of = $1) OR (scope = 'matter' AND scope_of = $2))
		AND key IN ({{list}})
	ORDER BY since_at, key`)

var rememberedOfFolderSQL = store.SQL("person.rememberedOfFolder", `
	SELECT k.purpose, d.scope, d.said_on, d.heard_by, d.until_at
	FROM person_key k
	JOIN do_not_contact d ON d.key = k.key
	WHERE k.folder_id = $1 AND k.purpose <> 'match'
		AND (d.scope = 'all' OR (d.scope = 'service' AND d.scope_of = $2) OR (d.scope = 'matter' AND d.scope_of = $3))
	ORDER BY d.since_at, d.key`)

var endRememberedSQL = store.SQL("person.endRemembered", `
	UPDATE do_not_contact SET until_at = $2, last_entry = $3
	WHERE until_at > $2 AND key IN (SELECT k.key FROM person_key k WHERE k.folder_id = $1 AND k.purpose = 'contact')`)

var endQuietSQL = store.SQL("person.endQuiet", `
	UPDATE person_quiet SET until_at = $2, last_entry = $3, changed_by = $4, changed_at = $2
	WHERE until_at > $2 AND folder_id IN (
		SELECT theirs.folder_id
		FROM person_key mine
		JOIN person_key theirs ON theirs.key = mine.key AND theirs.purpose = 'contact'
		WHERE mine.folder_id = $1 AND mine.purpose = 'contact'
		UNION SELECT f.folder_id FROM person_folder f WHERE f.folder_id = $1)`)

var contactToShowSQL = store.SQL("person.contactToShow", `
	SELECT c.kind, c.value, c.safe_call, c.safe_text, c.safe_letter, c.wrong,
		COALESCE(r.state, 'not asked'), COALESCE(r.from_minute, 0), COALESCE(r.to_minute, 0),
		EXISTS (SELECT 1 FROM person_quiet q WHERE q.folder_id = c.folder_id AND q.since_at <= $3 AND q.until_at > $3)
	FROM contact_point c
	LEFT JOIN safe_rule r ON r.folder_id = c.folder_id
	WHERE c.id = $1 AND c.folder_id = $2`)

var contactsSQL = store.SQL("person.contacts", `
	SELECT folder_id, id, kind, safe_call, safe_voicemail, safe_text, safe_letter, protected, wrong, version, changed_by, changed_at
	FROM contact_point
	WHERE folder_id IN ({{list}})
	ORDER BY CASE kind WHEN 'mobile' THEN 1 WHEN 'phone' THEN 2 WHEN 'email' THEN 3 ELSE 4 END, id`)

var setContactSafetySQL = store.SQL("person.setContactSafety", `
	UPDATE contact_point SET safe_call = $1, safe_voicemail = $2, safe_text = $3, safe_letter = $4, protected = $5,
		version = version + 1, last_entry = $6, changed_by = $10, changed_at = $11
	WHERE id = $7 AND folder_id = $8 AND version = $9`)

var markWrongSQL = store.SQL("person.markWrong", `
	UPDATE contact_point SET wrong = true, version = version + 1, last_entry = $2, changed_by = $4, changed_at = $5
	WHERE folder_id = $1 AND kind IN ('phone', 'mobile') AND ($3 = '' OR id = $3) AND wrong = false`)

var lettersOffSQL = store.SQL("person.lettersOff", `
	UPDATE contact_point SET safe_letter = 'no', version = version + 1, last_entry = $2, changed_by = $3, changed_at = $4
	WHERE folder_id = $1 AND kind = 'address' AND safe_letter <> 'no'`)

var askAnewSQL = store.SQL("person.askAnew", `
	UPDATE contact_point SET safe_voicemail = CASE safe_voicemail WHEN 'yes' THEN 'not asked' ELSE safe_voicemail END,
		safe_text = CASE safe_text WHEN 'yes' THEN 'not asked' ELSE safe_text END,
		safe_letter = CASE safe_letter WHEN 'yes' THEN 'not asked' ELSE safe_letter END,
		version = version + 1, last_entry = $2, changed_by = $3, changed_at = $4
	WHERE folder_id = $1 AND (safe_voicemail = 'yes' OR safe_text = 'yes' OR safe_letter = 'yes')`)

var setSafeStateSQL = store.SQL("person.setSafeState", `
	INSERT INTO safe_rule (folder_id, state, words, say, from_minute, to_minute, asked_on, version, last_entry, changed_by, changed_at)
	VALUES ($1, $2, NULL, NULL, 0, 0, '', 1, $3, $4, $5)
	ON CONFLICT (folder_id) DO UPDATE SET state = excluded.state, version = safe_rule.version + 1, last_entry = excluded.last_entry,
		changed_by = excluded.changed_by, changed_at = excluded.changed_at`)

var ruleVersionSQL = store.SQL("person.ruleVersion", `SELECT version FROM safe_rule WHERE folder_id = $1`)

var storyVersionSQL = store.SQL("person.storyVersion", `SELECT version FROM story WHERE folder_id = $1`)

var personOfSQL = store.SQL("person.personOf", `
	SELECT person_id FROM person_folder WHERE folder_id = $1 AND side = 'supported'`)

var setDemographicSQL = store.SQL("person.setDemographic", `
	INSERT INTO demographic (person_id, folder_id, field, state, code, recorded_at, by_account, last_entry, version)
	VALUES {{rows 9}}
	ON CONFLICT (folder_id, person_id, field) DO UPDATE SET state = excluded.state, code = excluded.code,
		recorded_at = excluded.recorded_at, by_account = excluded.by_account, last_entry = excluded.last_entry, version = demographic.version + 1`)

// answersVersionSQL counts how often the answers of a folder were written.
var answersVersionSQL = store.SQL("person.answersVersion", `SELECT COALESCE(sum(version), 0) FROM demographic WHERE folder_id = $1`)

var demographicsSQL = store.SQL("person.demographics", `
	SELECT field, state, code, recorded_at, by_account, version FROM demographic WHERE folder_id = $1 ORDER BY field`)

var aboutSQL = store.SQL("person.about", `
	SELECT n.folder_id, n.person_id, n.id, n.full_name, n.initials, n.born, n.pronoun,
		COALESCE(r.state, 'not asked'), r.words, r.say, COALESCE(r.from_minute, 0), COALESCE(r.to_minute, 0),
		COALESCE(r.asked_on, ''), COALESCE(r.version, 0), COALESCE(r.changed_by, ''), COALESCE(r.changed_at, 0),
		s.wants, s.told, COALESCE(s.told_on, ''), COALESCE(s.told_to, ''), COALESCE(s.relationship, 'not asked'), COALESCE(s.version, 0),
		COALESCE(s.changed_by, ''), COALESCE(s.changed_at, 0),
		COALESCE(q.scope, ''), COALESCE(q.said_on, ''), COALESCE(q.heard_by, ''),
		COALESCE(e.interpreter, ''), COALESCE(e.hearing, ''), COALESCE(e.access_need, ''), COALESCE(e.phone, ''), COALESCE(e.version, 0)
	FROM person_name n
	LEFT JOIN safe_rule r ON r.folder_id = n.folder_id
	LEFT JOIN story s ON s.folder_id = n.folder_id
	LEFT JOIN contact_ease e ON e.folder_id = n.folder_id
	LEFT JOIN person_quiet q ON q.folder_id = n.folder_id AND q.since_at <= $1 AND q.until_at > $1
	WHERE n.folder_id IN ({{list}})
	ORDER BY n.id`)

var setNameSQL = store.SQL("person.setName", `
	UPDATE person_name SET full_name = $1, family = $2, initials = $3, born = $4, pronoun = $5, version = version + 1, last_entry = $6
	WHERE id = $7`)

var nameRowSQL = store.SQL("person.nameRow", `
	SELECT id, person_id FROM person_name WHERE folder_id = $1 ORDER BY id LIMIT 1`)

var dropContactsSQL = store.SQL("person.dropContacts", `DELETE FROM contact_point WHERE folder_id = $1 AND person_id = $2`)

var dropKeysSQL = store.SQL("person.dropKeys", `DELETE FROM person_key WHERE folder_id = $1 AND person_id = $2`)
