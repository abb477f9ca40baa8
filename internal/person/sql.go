package person

import "goldenthread/internal/store"

// What a recording writes: one statement a table.
var (
	addPeopleSQL = store.SQL("person.addPeople", `
	INSERT INTO person (id, version, last_entry) VALUES {{rows 3}}`)

	addSidesSQL = store.SQL("person.addSides", `
	INSERT INTO person_folder (person_id, folder_id, side) VALUES {{rows 3}}`)

	addNamesSQL = store.SQL("person.addNames", `
	INSERT INTO person_name (id, person_id, folder_id, full_name, family, initials, born, pronoun, version, last_entry)
	VALUES {{rows 10}}`)

	addOthersSQL = store.SQL("person.addOthers", `
	INSERT INTO person_other (id, person_id, folder_id, full_name, family, born, phone, email, home, version, last_entry)
	VALUES {{rows 11}}`)

	addContactsSQL = store.SQL("person.addContacts", `
	INSERT INTO contact_point (id, person_id, folder_id, kind, value, safe_call, safe_voicemail, safe_text, safe_letter,
		protected, wrong, version, last_entry, changed_by, changed_at)
	VALUES {{rows 15}}`)

	putRulesSQL = store.SQL("person.putRules", `
	INSERT INTO safe_rule (folder_id, state, words, say, from_minute, to_minute, asked_on, version, last_entry, changed_by, changed_at)
	VALUES {{rows 11}}
	ON CONFLICT (folder_id) DO UPDATE SET state = excluded.state, words = excluded.words, say = excluded.say,
		from_minute = excluded.from_minute, to_minute = excluded.to_minute, asked_on = excluded.asked_on,
		version = safe_rule.version + 1, last_entry = excluded.last_entry, changed_by = excluded.changed_by, changed_at = excluded.changed_at`)

	putStoriesSQL = store.SQL("person.putStories", `
	INSERT INTO story (folder_id, wants, told, told_on, told_to, relationship, version, last_entry, changed_by, changed_at)
	VALUES {{rows 10}}
	ON CONFLICT (folder_id) DO UPDATE SET wants = excluded.wants, told = excluded.told, told_on = excluded.told_on,
		told_to = excluded.told_to, relationship = excluded.relationship,
		version = story.version + 1, last_entry = excluded.last_entry, changed_by = excluded.changed_by, changed_at = excluded.changed_at`)

	// A number that is there already brings the same keys again.
	addKeysSQL = store.SQL("person.addKeys", `
	INSERT INTO person_key (key, person_id, folder_id, purpose) VALUES {{rows 4}}
	ON CONFLICT (key, person_id, folder_id) DO NOTHING`)
)

// findByKeysSQL finds the records that share a key, and how many they are, counted to one above
// what is too common ([tooCommon]); of a key that is, only the number. Driven by person_key's
// primary key, one probe a key, which holds all that is asked for: no row of the table is read. The
// limit, above any number of keys, has the sizes worked out before: else SQLite counts a key again for each
// record that has it. Keys of other purposes are hashed under another secret, so none of them is found
// here. The keys come as text because PostgreSQL takes rows of bare placeholders for text.
var findByKeysSQL = store.SQL("person.findByKeys", `
	WITH wanted (text_key) AS (VALUES {{rows 1}}),
	sized AS (
		SELECT CAST(w.text_key AS bigint) AS key,
			(SELECT COUNT(*) FROM (
				SELECT 1 FROM person_key p WHERE p.key = CAST(w.text_key AS bigint) LIMIT 501) few) AS size
		FROM wanted w LIMIT 500)
	SELECT s.key, s.size, p.person_id, p.folder_id
	FROM sized s
	LEFT JOIN person_key p ON p.key = s.key AND s.size <= 500
	WHERE s.size > 0`)

// findByCommonKeysSQL finds the records that share at least two of the keys, those that share
// most first.
var findByCommonKeysSQL = store.SQL("person.findByCommonKeys", `
	SELECT person_id, folder_id, COUNT(*)
	FROM person_key
	WHERE key IN ({{list}})
	GROUP BY person_id, folder_id
	HAVING COUNT(*) > 1
	ORDER BY COUNT(*) DESC, folder_id, person_id
	LIMIT $1`)

// candidatePartsSQL reads everything of some people that is compared, record by record.
var candidatePartsSQL = store.SQL("person.candidateParts", `
	SELECT person_id, folder_id, 'supported' AS side, id, 'name' AS kind, full_name AS box
	FROM person_name WHERE person_id IN ({{list}})
	UNION ALL
	SELECT person_id, folder_id, 'supported', id, 'family', family FROM person_name WHERE person_id IN ({{list}})
	UNION ALL
	SELECT person_id, folder_id, 'supported', id, 'born', born FROM person_name WHERE person_id IN ({{list}})
	UNION ALL
	SELECT person_id, folder_id, 'supported', id, kind, value FROM contact_point WHERE person_id IN ({{list}})
	UNION ALL
	SELECT person_id, folder_id, 'other', id, 'other name', full_name FROM person_other WHERE person_id IN ({{list}})
	UNION ALL
	SELECT person_id, folder_id, 'other', id, 'other family', family FROM person_other WHERE person_id IN ({{list}})
	UNION ALL
	SELECT person_id, folder_id, 'other', id, 'other born', born FROM person_other WHERE person_id IN ({{list}})
	UNION ALL
	SELECT person_id, folder_id, 'other', id, 'other phone', phone FROM person_other WHERE person_id IN ({{list}})
	UNION ALL
	SELECT person_id, folder_id, 'other', id, 'other email', email FROM person_other WHERE person_id IN ({{list}})
	UNION ALL
	SELECT person_id, folder_id, 'other', id, 'other home', home FROM person_other WHERE person_id IN ({{list}})
	ORDER BY 1, 2, 4, 5`)
