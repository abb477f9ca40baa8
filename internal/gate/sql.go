package gate

import "goldenthread/internal/store"

// standingSQL gives, for each folder, every grant in force at the instant ($2), whoever's; and then,
// as gate_v_access says, as which role the account ($1) is reached and what it sees: what lists filter
// by is what decisions are made from. Driven by the folders asked about, through access_grant_folder
// alone: a page asks about each person it shows.
var standingSQL = store.SQL("gate.standing", `
	WITH asked (folder) AS (VALUES {{rows 1}})
	SELECT g.folder_id, g.service, g.grantee, g.sections, g.basis, g.since_at, g.until_at, '', 0,
		EXISTS (SELECT 1 FROM access_exclusion x WHERE x.folder_id = g.folder_id AND x.account_id = $1 AND x.until_at > $2)
	FROM asked f
	JOIN access_grant g ON g.folder_id = f.folder AND g.since_at <= $2 AND g.until_at > $2
	UNION ALL
	SELECT a.folder_id, '', '', 0, '', 0, 0, a.role, a.sections, false
	FROM asked f
	JOIN gate_v_access a ON a.folder_id = f.folder AND a.account_id = $1 AND a.since_at <= $2 AND a.until_at > $2`)

var folderServiceSQL = store.SQL("gate.folderService", `SELECT service FROM folder WHERE id = $1`)

var addFolderSQL = store.SQL("gate.addFolder", `
	INSERT INTO folder (id, kind, service, opened_at, last_entry) VALUES ($1, $2, $3, $4, $5)`)

var addGrantsSQL = store.SQL("gate.addGrants", `
	INSERT INTO access_grant (id, folder_id, grantee, sections, basis, granted_by, since_at, until_at, last_entry, service)
	VALUES {{rows 10}}`)

// endGrantsSQL brings the end of open grants forward to now; one that has ended stays as it was. One
// that begins later than now, on a node whose clock is ahead, never begins.
var endGrantsSQL = store.SQL("gate.endGrants", `
	UPDATE access_grant SET until_at = CASE WHEN since_at > $4 THEN since_at ELSE $4 END, last_entry = $5
	WHERE folder_id = $1 AND grantee = $2 AND basis = $3 AND until_at > $4 AND until_at > since_at`)

var addExclusionSQL = store.SQL("gate.addExclusion", `
	INSERT INTO access_exclusion (id, folder_id, account_id, basis, excluded_by, since_at, until_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)

var excludedSQL = store.SQL("gate.excluded", `
	SELECT 1 FROM access_exclusion
	WHERE folder_id = $1 AND account_id = $2 AND until_at > $3
	LIMIT 1`)

// sharingSQL leaves out whoever was kept out, and an account that held no role at the time: neither could see anything. A team's or
// an agency's grant stands for its people.
var sharingSQL = store.SQL("gate.sharing", `
	SELECT g.grantee, g.sections, g.basis, g.since_at, g.until_at
	FROM access_grant g
	WHERE g.folder_id = $1 AND g.since_at <= $2 AND g.until_at > $2
		AND NOT EXISTS (SELECT 1 FROM access_exclusion x
			WHERE x.folder_id = g.folder_id AND x.account_id = g.grantee AND x.since_at <= $2 AND x.until_at > $2)
		AND (g.basis = 'own'
			OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = g.grantee)
			OR EXISTS (SELECT 1 FROM membership m WHERE m.account_id = g.grantee AND m.since_at <= $2 AND m.until_at > $2))
	ORDER BY g.since_at, g.id`)

var addMembershipSQL = store.SQL("gate.addMembership", `
	INSERT INTO membership (id, account_id, role, agency_id, team_id, service, granted_by, since_at, until_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)

var endMembershipSQL = store.SQL("gate.endMembership", `
	UPDATE membership SET until_at = CASE WHEN since_at > $2 THEN since_at ELSE $2 END, last_entry = $3
	WHERE id = $1 AND until_at > $2 AND until_at > since_at
	RETURNING account_id`)

var membershipsSQL = store.SQL("gate.memberships", `
	SELECT id, role, agency_id, team_id, service, since_at, until_at
	FROM membership
	WHERE account_id = $1 AND since_at <= $2 AND until_at > $2
	ORDER BY since_at, id`)

var writeDoneSQL = store.SQL("gate.writeDone", `
	SELECT result, command, action FROM write_done WHERE actor = $1 AND idem = $2`)

var addWriteDoneSQL = store.SQL("gate.addWriteDone", `
	INSERT INTO write_done (actor, idem, result, done_at, command, action) VALUES ($1, $2, $3, $4, $5, $6)`)

var ceilingsSQL = store.SQL("gate.ceilings", `SELECT role, sections, everywhere FROM role_ceiling`)

var setCeilingsSQL = store.SQL("gate.setCeilings", `
	INSERT INTO role_ceiling (role, sections, everywhere) VALUES {{rows 3}}
	ON CONFLICT (role) DO UPDATE SET sections = excluded.sections, everywhere = excluded.everywhere`)

var addOutboxSQL = store.SQL("gate.addOutbox", `
	INSERT INTO outbox (id, kind, payload, on_behalf_of, due_at, lease_until, tries, state, fault)
	VALUES ($1, $2, $3, $4, $5, 0, 0, 'waiting', '')`)

// claimSQL leases what is due, oldest first; on PostgreSQL it steps over rows another node is
// claiming.
var claimSQL = store.SQL("gate.claim", `
	UPDATE outbox SET lease_until = $2, tries = tries + 1
	WHERE id IN (
		SELECT id FROM outbox
		WHERE state = 'waiting' AND due_at <= $1 AND lease_until <= $1
		ORDER BY due_at, id
		LIMIT 1 {{skip_locked}})
	RETURNING id, kind, payload, on_behalf_of, tries`)

var burySQL = store.SQL("gate.bury", `
	UPDATE outbox SET state = 'dead', lease_until = 0, fault = 'never settled', given_up_at = $1
	WHERE state = 'waiting' AND due_at <= $1 AND lease_until <= $1 AND tries >= $2`)

var doneSQL = store.SQL("gate.done", `UPDATE outbox SET state = 'done', lease_until = 0 WHERE id = $1 AND tries = $2`)

var failedSQL = store.SQL("gate.failed", `
	UPDATE outbox SET state = $4, due_at = $3, lease_until = 0, fault = $5, given_up_at = $6 WHERE id = $1 AND tries = $2`)
