package person

import "goldenthread/internal/store"

// A pair of folders is proposed once, whatever was decided about it before.
var addLinksSQL = store.SQL("person.addLinks", `
	INSERT INTO link_proposal (id, person_id, folder_id, other_person_id, other_folder_id, per_mille, confident, reasons, model,
		state, proposed_at, decided_by, decided_at, version, last_entry)
	VALUES {{rows 15}}
	ON CONFLICT (folder_id, other_folder_id) DO NOTHING`)

// linksSQL leaves out records whose folder the account ($2) is kept out of: that there is one must not show.
var linksSQL = store.SQL("person.links", `
	SELECT id, folder_id, person_id, other_folder_id, other_person_id, per_mille, confident, reasons, state, decided_by, decided_at, version
	FROM link_proposal l
	WHERE folder_id = $1
		AND NOT EXISTS (SELECT 1 FROM gate_v_exclusion x WHERE x.folder_id = l.other_folder_id AND x.account_id = $2
			AND x.until_at > $3)
	ORDER BY per_mille DESC, id`)

var linkSQL = store.SQL("person.link", `
	SELECT id, folder_id, person_id, other_folder_id, other_person_id, per_mille, confident, reasons, state, decided_by, decided_at, version
	FROM link_proposal
	WHERE id = $1`)

var decideLinkSQL = store.SQL("person.decideLink", `
	UPDATE link_proposal SET state = $1, decided_by = $2, decided_at = $3, version = version + 1, last_entry = $4
	WHERE id = $5 AND version = $6`)

var addBothSidesSQL = store.SQL("person.addBothSides", `
	INSERT INTO both_sides (id, folder_id, other_folder_id, per_mille, reasons, noted_at, seen_by, seen_at, version, last_entry)
	VALUES {{rows 10}}
	ON CONFLICT (folder_id, other_folder_id) DO NOTHING`)

var otherSidesSQL = store.SQL("person.otherSides", `
	SELECT other_folder_id AS folder FROM both_sides WHERE folder_id = $1
	UNION
	SELECT folder_id FROM both_sides WHERE other_folder_id = $1
	ORDER BY folder`)

var bothSidesOfSQL = store.SQL("person.bothSidesOf", `
	SELECT id, folder_id, other_folder_id, per_mille, reasons, noted_at, seen_by, seen_at, version
	FROM both_sides
	WHERE folder_id = $1 OR other_folder_id = $1
	ORDER BY noted_at, id`)

var bothSidesByIDSQL = store.SQL("person.bothSidesByID", `
	SELECT id, folder_id, other_folder_id, per_mille, reasons, noted_at, seen_by, seen_at, version
	FROM both_sides
	WHERE id = $1`)

// bothSidesInSQL is driven by both_sides_unseen, which holds only alerts nobody has looked at.
var bothSidesInSQL = store.SQL("person.bothSidesIn", `
	SELECT b.id, b.folder_id, b.other_folder_id, b.per_mille, b.reasons, b.noted_at, b.seen_by, b.seen_at, b.version
	FROM both_sides b
	JOIN gate_v_folder f ON f.folder_id = b.folder_id
	WHERE b.seen_at = 0 AND f.service IN ({{list}})
		AND EXISTS (SELECT 1 FROM gate_v_access a WHERE a.folder_id = b.folder_id AND a.account_id = $1
			AND a.since_at <= $2 AND a.until_at > $2)
	ORDER BY b.noted_at, b.id
	LIMIT 100`)

var seeBothSidesSQL = store.SQL("person.seeBothSides", `
	UPDATE both_sides SET seen_by = $1, seen_at = $2, version = version + 1, last_entry = $3
	WHERE id = $4 AND version = $5`)
