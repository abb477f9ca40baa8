package audit

import "goldenthread/internal/store"

var (
	addEntry = store.SQL("audit.addEntry", `INSERT INTO audit_entry (id, at, node, body, salt) VALUES ($1, $2, $3, $4, $5)`)

	addPending = store.SQL("audit.addPending", `INSERT INTO audit_pending (entry_id, at, leaf) VALUES ($1, $2, $3)`)

	addSubjects = store.SQL("audit.addSubjects", `
INSERT INTO audit_subject (entry_id, subject, how, actor, at, day) VALUES {{rows 6}}
ON CONFLICT DO NOTHING`)

	takePending = store.SQL("audit.takePending", `
DELETE FROM audit_pending
WHERE entry_id IN (SELECT entry_id FROM audit_pending ORDER BY at, entry_id LIMIT $1)
RETURNING entry_id, at, leaf`)

	anyPending = store.SQL("audit.anyPending", `SELECT entry_id FROM audit_pending LIMIT 1`)

	readHead = store.SQL("audit.readHead", `SELECT size, root, edge, fence, leader, lease_until FROM audit_head WHERE id = 1`)

	moveHead = store.SQL("audit.moveHead", `
UPDATE audit_head SET size = $1, root = $2, edge = $3 WHERE id = 1 AND size = $4 AND root = $5 AND fence = $6`)

	takeLease = store.SQL("audit.takeLease", `
UPDATE audit_head SET leader = $1, lease_until = $2, fence = fence + 1 WHERE id = 1 AND lease_until < $3`)

	renewLease = store.SQL("audit.renewLease", `
UPDATE audit_head SET lease_until = $1 WHERE id = 1 AND leader = $2 AND fence = $3`)

	addLeaves = store.SQL("audit.addLeaves", `INSERT INTO audit_leaf (seq, entry_id, hashes) VALUES {{rows 3}}`)

	leafHashes = store.SQL("audit.leafHashes", `SELECT seq, hashes FROM audit_leaf WHERE seq IN ({{list}})`)

	addCheckpoint = store.SQL("audit.addCheckpoint", `
INSERT INTO audit_checkpoint (size, at, note) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING`)

	allCheckpoints = store.SQL("audit.allCheckpoints", `SELECT note FROM audit_checkpoint ORDER BY size`)

	newestCheckpoint = store.SQL("audit.newestCheckpoint", `SELECT note FROM audit_checkpoint ORDER BY size DESC LIMIT 1`)

	coveringCheckpoint = store.SQL("audit.coveringCheckpoint", `
SELECT note FROM audit_checkpoint WHERE size > $1 ORDER BY size DESC LIMIT 1`)

	countEntries = store.SQL("audit.countEntries", `SELECT count(*) FROM audit_entry`)

	leafPage = store.SQL("audit.leafPage", `
SELECT l.seq, l.entry_id, l.hashes, e.id, e.at, e.node, e.salt, e.body
FROM audit_leaf l LEFT JOIN audit_entry e ON e.id = l.entry_id
WHERE l.seq >= $1 ORDER BY l.seq LIMIT $2`)

	subjectsOf = store.SQL("audit.subjectsOf", `
SELECT entry_id, subject, how, actor, at, day FROM audit_subject WHERE entry_id IN ({{list}})`)

	strayEntries = store.SQL("audit.strayEntries", `
SELECT e.id FROM audit_entry e
WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.entry_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM audit_pending p WHERE p.entry_id = e.id)
ORDER BY e.at, e.id LIMIT 1`)

	straySubjects = store.SQL("audit.straySubjects", `
SELECT s.entry_id FROM audit_subject s
WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = s.entry_id)
ORDER BY s.at, s.entry_id LIMIT 1`)

	pendingEntries = store.SQL("audit.pendingEntries", `
SELECT p.entry_id, p.leaf, e.id, e.at, e.node, e.salt, e.body, COALESCE(l.seq, -1)
FROM audit_pending p
LEFT JOIN audit_entry e ON e.id = p.entry_id
LEFT JOIN audit_leaf l ON l.entry_id = p.entry_id
ORDER BY p.at, p.entry_id`)

	oneLeaf = store.SQL("audit.oneLeaf", `
SELECT e.id, e.salt, e.body FROM audit_leaf l JOIN audit_entry e ON e.id = l.entry_id WHERE l.seq = $1`)
)
