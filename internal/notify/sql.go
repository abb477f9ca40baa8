package notify

import "goldenthread/internal/store"

// happenedSQL lists what happened between two instants and can't wait, for whom, and was not told them yet, or in a
// letter that was queued before $4 and never left.
// Each part is driven by an index on when it happened: act_now_open, access_grant_given, case_cover_given, promise_waiting,
// access_grant_taken, membership_ended. Who raised an
// alarm or gave a case is not told of it. Who can open the folder is asked when the letter leaves: see linesSQL.
var happenedSQL = store.SQL("notify.happened", `
	WITH happened (account_id, kind, subject, folder_id) AS (
		SELECT m.account_id, 'act_now', a.act_now_id, a.folder_id
		FROM casework_v_alarm a
		JOIN gate_v_membership m ON m.service = a.service AND m.since_at <= $2 AND m.until_at > $2
			AND ((m.role = 'supervisor' AND a.supervisor_at = 0) OR (m.role = 'designated safeguarding lead' AND a.safeguarding_at = 0))
		WHERE a.raised_at > $1 AND a.raised_by <> m.account_id
		UNION
		SELECT c.worker, 'act_now', a.act_now_id, a.folder_id
		FROM casework_v_alarm a
		JOIN casework_v_case c ON c.folder_id = a.folder_id
		WHERE a.raised_at > $1 AND a.raised_by <> c.worker
		UNION
		SELECT g.account_id, 'given', g.grant_id, g.folder_id
		FROM gate_v_given g
		LEFT JOIN notify_choice n ON n.account_id = g.account_id
		WHERE g.since_at > $1 AND g.granted_by <> g.account_id AND COALESCE(n.given, true) = true
		UNION
		SELECT k.cover, 'cover', k.cover_id, k.folder_id
		FROM casework_v_cover k
		LEFT JOIN notify_choice n ON n.account_id = k.cover
		WHERE k.since_at > $1 AND k.until_at > $2 AND k.by_account <> k.cover AND COALESCE(n.given, true) = true
		UNION
		SELECT p.owner, 'broken', p.promise_id, p.folder_id
		FROM casework_v_promise p
		LEFT JOIN notify_choice n ON n.account_id = p.owner
		WHERE p.due_at > $1 AND p.due_at < $2 AND COALESCE(n.broken, true) = true
		UNION
		SELECT g.account_id, 'passed_on', g.grant_id, g.folder_id
		FROM gate_v_taken g
		JOIN casework_v_case c ON c.folder_id = g.folder_id
		WHERE g.until_at > $1 AND g.until_at <= $2 AND c.state = 'open' AND c.worker <> '' AND c.worker <> g.account_id
		UNION
		SELECT r.account_id, 'role_ended', r.membership_id, ''
		FROM gate_v_role_ended r
		WHERE r.until_at > $1 AND r.until_at <= $2
			AND NOT EXISTS (SELECT 1 FROM gate_v_membership m
				WHERE m.account_id = r.account_id AND m.role = r.role AND m.service = r.service AND m.since_at <= $2 AND m.until_at > $2)
	)
	SELECT x.account_id, x.kind, x.subject, x.folder_id
	FROM happened x
	WHERE EXISTS (SELECT 1 FROM identity_v_address i WHERE i.account_id = x.account_id)
		AND NOT EXISTS (SELECT 1 FROM notify_told t WHERE t.account_id = x.account_id AND t.kind = x.kind AND t.subject = x.subject
			AND (t.sent_at > 0 OR t.at > $4))
	ORDER BY x.account_id, x.kind, x.subject
	LIMIT $3`)

// toldSQL keeps what is told, so that it is told once. What was in a letter that never left moves to the new one, and
// the old one has nothing to say if it is tried once more.
var toldSQL = store.SQL("notify.told", `
	INSERT INTO notify_told (account_id, kind, subject, folder_id, mail, at, sent_at) VALUES {{rows 7}}
	ON CONFLICT (account_id, kind, subject) DO UPDATE SET mail = excluded.mail, at = excluded.at`)

// settledSQL notes that a letter left, or had nothing to say. Driven by notify_told_mail.
var settledSQL = store.SQL("notify.settled", `UPDATE notify_told SET sent_at = $2 WHERE mail = $1`)

// wantedSQL lists those whose hour has come and for whom no summary was queued on this day, or one before $4 that never left,
// with the services of their roles. Driven by notify_choice_digest.
var wantedSQL = store.SQL("notify.wanted", `
	SELECT n.account_id, m.service
	FROM notify_choice n
	JOIN gate_v_membership m ON m.account_id = n.account_id AND m.since_at <= $3 AND m.until_at > $3
	WHERE n.digest_on <= $1 AND (n.digest_on < $1 OR n.digest_open = true AND n.digest_at <= $4) AND n.digest_hour >= 0 AND n.digest_hour <= $2
		AND EXISTS (SELECT 1 FROM identity_v_address i WHERE i.account_id = n.account_id)
	ORDER BY n.account_id, m.service`)

var dayQueuedSQL = store.SQL("notify.dayQueued", `
	UPDATE notify_choice SET digest_on = $1, digest_at = $2, digest_open = true, last_entry = $3 WHERE account_id IN ({{list}})`)

// dayLeftSQL notes that a summary left, or had nothing to say.
var dayLeftSQL = store.SQL("notify.dayLeft", `UPDATE notify_choice SET digest_open = false WHERE account_id = $1`)

// dayOpenSQL tells whether the summary of the day is still to leave.
var dayOpenSQL = store.SQL("notify.dayOpen", `SELECT digest_open FROM notify_choice WHERE account_id = $1`)

var addressSQL = store.SQL("notify.address", `SELECT address FROM identity_v_address WHERE account_id = $1`)

// linesSQL lists what one letter tells: of folders, those its reader ($2) can open now; that a case has passed on is told
// to whoever no longer can, unless they are kept out of it. Driven by notify_told_mail.
var linesSQL = store.SQL("notify.lines", `
	SELECT t.kind, COALESCE(f.reference, '') AS reference
	FROM notify_told t
	LEFT JOIN referral_v_referral f ON f.folder_id = t.folder_id
	WHERE t.mail = $1 AND (t.kind = 'role_ended' OR t.kind = 'passed_on' AND NOT EXISTS (SELECT 1 FROM gate_v_exclusion e
		WHERE e.folder_id = t.folder_id AND e.account_id = $2 AND e.until_at > $3) OR EXISTS (SELECT 1 FROM gate_v_access v
		WHERE v.folder_id = t.folder_id AND v.account_id = $2 AND v.since_at <= $3 AND v.until_at > $3))
	ORDER BY t.kind, reference
	LIMIT $4`)

// daySQL lists what a day holds for one account, each kind to a number, and only of folders it can open: alarms that wait
// for her, promises broken and due by the end of the day, what is due to people, steps of her cases late and due by then, what she covers today for colleagues who are away, and her cases in
// which others wrote something down since she last looked, how somebody is reached safely, risk and court too, none if she never did. Driven by act_now_open, promise_open, case_cover_cover and case_file_worker_due.
var daySQL = store.SQL("notify.day", `
	WITH mine (kind, folder_id, reference) AS (
		SELECT CASE WHEN c.due_at < $2 THEN 'late' ELSE 'due' END, c.folder_id, c.reference
		FROM casework_v_case c
		WHERE c.worker = $1 AND c.worker <> '' AND c.state = 'open' AND c.due_at <= $3
		UNION ALL
		SELECT 'cover', c.folder_id, c.reference
		FROM casework_v_cover k
		JOIN casework_v_case c ON c.folder_id = k.folder_id
		WHERE k.cover = $1 AND k.until_at > $2 AND c.state = 'open' AND c.worker <> $1
		UNION ALL
		SELECT 'changed', c.folder_id, c.reference
		FROM (SELECT y.folder_id, y.reference,
				(SELECT max(o.at) FROM audit_v_looked o WHERE o.subject = y.folder_id AND o.actor = $1 AND o.how = 'opened') AS looked_at
			FROM casework_v_case y WHERE y.worker = $1 AND y.state = 'open') c
		WHERE EXISTS (SELECT 1 FROM casework_v_written w
				WHERE w.folder_id = c.folder_id AND w.by_account <> $1 AND w.by_account <> '' AND w.at > c.looked_at)
			OR EXISTS (SELECT 1 FROM person_v_written w
				WHERE w.folder_id = c.folder_id AND w.by_account <> $1 AND w.by_account <> '' AND w.at > c.looked_at)
			OR EXISTS (SELECT 1 FROM assessment_v_asked a
				WHERE a.folder_id = c.folder_id AND a.assessed_by <> $1 AND a.assessed_by <> '' AND a.assessed_at > c.looked_at)
		UNION ALL
		SELECT CASE WHEN p.due_at < $2 THEN 'broken' ELSE 'promise' END, p.folder_id, c.reference
		FROM casework_v_promise p
		JOIN casework_v_case c ON c.folder_id = p.folder_id
		WHERE p.owner = $1 AND p.due_at <= $3
		UNION ALL
		SELECT CASE WHEN o.due_at < $2 THEN 'owed_late' ELSE 'owed' END, o.folder_id, o.reference
		FROM casework_v_owed o WHERE o.worker = $1 AND o.due_at <= $3
		UNION ALL
		SELECT 'act_now', a.folder_id, COALESCE(f.reference, '')
		FROM casework_v_alarm a
		LEFT JOIN referral_v_referral f ON f.folder_id = a.folder_id
		WHERE EXISTS (SELECT 1 FROM casework_v_case c WHERE c.folder_id = a.folder_id AND c.worker = $1)
			OR EXISTS (SELECT 1 FROM gate_v_membership m
				WHERE m.account_id = $1 AND m.since_at <= $2 AND m.until_at > $2 AND m.service = a.service
					AND ((m.role = 'supervisor' AND a.supervisor_at = 0) OR (m.role = 'designated safeguarding lead' AND a.safeguarding_at = 0)))
	)
	SELECT x.kind, x.reference
	FROM mine x
	WHERE EXISTS (SELECT 1 FROM gate_v_access v
		WHERE v.folder_id = x.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
	ORDER BY x.kind, x.reference
	LIMIT $4`)
