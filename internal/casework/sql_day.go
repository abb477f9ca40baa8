package casework

import "goldenthread/internal/store"

// dayAlarmsSQL lists alarms on folders the actor may see, that wait for a supervisor or a safeguarding lead where she is one, also
// while only the other has not answered, or that stand on a case of hers: as Team lists them, those that wait for her first. Driven by act_now_open: few are open at once.
var dayAlarmsSQL = store.SQL("casework.dayAlarms", `
	SELECT id, folder_id, service, kind, what, told, raised_by, raised_at, supervisor_at, safeguarding_at, raiser, reference, name_id,
		initials, for_me
	FROM (
		SELECT a.id, a.folder_id, a.service, a.kind, a.what, a.told, a.raised_by, a.raised_at, a.supervisor_at, a.safeguarding_at,
			COALESCE(w.initials, '') AS raiser, COALESCE(r.reference, '') AS reference, COALESCE(n.name_id, '') AS name_id, n.initials,
			EXISTS (SELECT 1 FROM gate_v_membership m
				WHERE m.account_id = $1 AND m.since_at <= $2 AND m.until_at > $2 AND m.service = a.service
					AND ((m.role = 'supervisor' AND a.supervisor_at = 0)
						OR (m.role = 'designated safeguarding lead' AND a.safeguarding_at = 0))) AS for_me,
			EXISTS (SELECT 1 FROM gate_v_membership m
				WHERE m.account_id = $1 AND m.since_at <= $2 AND m.until_at > $2 AND m.service = a.service
					AND m.role IN ('supervisor', 'designated safeguarding lead')) AS answers,
			EXISTS (SELECT 1 FROM case_file c WHERE c.folder_id = a.folder_id AND c.worker = $1) AS on_hers
		FROM act_now a
		LEFT JOIN referral_v_referral r ON r.folder_id = a.folder_id
		LEFT JOIN person_v_name n ON n.folder_id = a.folder_id
		LEFT JOIN identity_v_account w ON w.account_id = a.raised_by
		WHERE (a.supervisor_at = 0 OR a.safeguarding_at = 0)
			AND EXISTS (SELECT 1 FROM gate_v_access v
				WHERE v.folder_id = a.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
	) waiting
	WHERE answers = true OR on_hers = true
	ORDER BY for_me DESC, raised_at, id
	LIMIT $3`)

// dueColumns are the columns of a case c, as every list of cases reads them.
const dueColumns = `c.id, c.reference, c.folder_id, c.referral_id, c.person_id, c.service, c.stage, c.stage_due_at, c.state,
		c.worker, c.team_id, c.opened_at, c.opened_on, c.closed_on, c.close_reason, c.exit_not_done, c.check_on, c.version,
		c.high_risk, c.high_need, c.need_level, c.due_at, c.try_no, c.try_from_at, c.try_due_at, c.keep_until, c.told_at`

// dueNames are the same columns where case_file stands alone, so that a list made in steps carries the rows it has read, and does not
// look each of them up again by id.
const dueNames = `id, reference, folder_id, referral_id, person_id, service, stage, stage_due_at, state,
		worker, team_id, opened_at, opened_on, closed_on, close_reason, exit_not_done, check_on, version,
		high_risk, high_need, need_level, due_at, try_no, try_from_at, try_due_at, keep_until, told_at`

// contactStopped says of a referral h and an open case x of it that nobody is tried there before somebody has decided: somebody else
// answered, or it was not safe.
const contactStopped = ` h.state = 'held' AND h.reason = 'suspended_unsafe' AND x.folder_id = h.folder_id AND x.state = 'open'`

// notSafeAfter says of a closed case f what [stopsAfter] says of one: contact is stopped, or the rule says that it is not safe.
const notSafeAfter = ` (EXISTS (SELECT 1 FROM referral_v_referral h
			WHERE h.referral_id = f.referral_id AND h.reason = 'suspended_unsafe' AND h.state IN ('closed', 'declined'))
		OR EXISTS (SELECT 1 FROM person_v_safe_rule s WHERE s.folder_id = f.folder_id AND s.state = 'unsafe'))`

// stoppedAfter says of a case f that it is closed, and that by a day, which follows it, somebody was to ask how the person is, who
// may not be rung: it waits for who decides. Driven by case_file_after.
const stoppedAfter = ` f.state = 'closed' AND` + notSafeAfter + ` AND f.check_on <> '' AND f.check_on <= `

// mayBeAsked leaves those out of closed cases f.
const mayBeAsked = `
					AND NOT` + notSafeAfter

// dayDueSQL lists the worker's open cases of which something is due by the end of the day, the next try or the stage, soonest first,
// and after them open cases that nobody has taken at the stages of the last argument, $6 of each, with the rule of reaching
// each person. After closing, what is to be asked comes from case_file_check for the worker and from case_file_unowned_check for the pool, of the
// services that stand in the last argument for a check: five at a time, so that today's calls are not lost among them. Before all comes contact that
// is stopped, of services that stand there for it: $6 of it, the longest stopped first, also on closed cases. Her own are $3, what nobody has
// taken is $6 in all, and none of the three takes the place of another. Driven by referral_inbox and case_file_after for that, by
// case_file_worker_due, and by case_file_pool_due for each stage: where the first page of a stage ends, and the first five of a service, is looked up
// before, so that no more of it is read, however many wait.
var dayDueSQL = store.SQL("casework.dayDue", `
	WITH pool (service, work, stage) AS (VALUES {{rows 3}}),
	page (service, stage, last_id) AS (
		SELECT p.service, p.stage, (
			SELECT l.id FROM (
				SELECT f.id, f.due_at
				FROM case_file f
				WHERE f.service = p.service AND f.stage = p.stage AND f.worker = '' AND f.state = 'open' AND f.due_at <= $2
					AND EXISTS (SELECT 1 FROM gate_v_access v
						WHERE v.folder_id = f.folder_id AND v.account_id = $1 AND v.since_at <= $4 AND v.until_at > $4)
				ORDER BY f.due_at, f.id
				LIMIT $6) l
			ORDER BY l.due_at DESC, l.id DESC
			LIMIT 1)
		FROM pool p
		WHERE p.work || '' = '`+poolStage+`' -- of these few rows SQLite would else make an index
	),
	checks (service, last_id) AS (
		SELECT p.service, (
			SELECT l.id FROM (
				SELECT f.id, f.check_on
				FROM case_file f
				WHERE f.service = p.service AND f.worker = '' AND f.check_on <> '' AND f.check_on <= $5`+mayBeAsked+`
					AND EXISTS (SELECT 1 FROM gate_v_access v
						WHERE v.folder_id = f.folder_id AND v.account_id = $1 AND v.since_at <= $4 AND v.until_at > $4)
				ORDER BY f.check_on, f.id
				LIMIT 5) l
			ORDER BY l.check_on DESC, l.id DESC
			LIMIT 1)
		FROM pool p
		WHERE p.work || '' = '`+poolCheck+`'
	),
	due AS (
		SELECT `+dueNames+`, due_at AS sort_at, 0 AS of_pool, '' AS stopped_on
		FROM case_file
		WHERE worker = $1 AND worker <> '' AND state = 'open' AND due_at <= $2
		UNION ALL
		SELECT `+dueNames+`, due_at, 1, ''
		FROM case_file
		WHERE id IN (
			SELECT f.id
			FROM page p
			JOIN case_file e ON e.id = p.last_id
			JOIN case_file f ON f.service = p.service AND f.stage = p.stage AND (f.due_at, f.id) <= (e.due_at, e.id)
			WHERE f.worker = '' AND f.state = 'open')
		UNION ALL
		SELECT `+dueNames+`, 0, 0, ''
		FROM case_file f
		WHERE worker = $1 AND check_on <> '' AND check_on <= $5`+mayBeAsked+`
		UNION ALL
		SELECT `+dueNames+`, 0, 1, ''
		FROM case_file
		WHERE id IN (
			SELECT after.id
			FROM (
				SELECT f.id
				FROM checks k
				JOIN case_file e ON e.id = k.last_id
				JOIN case_file f ON f.service = k.service AND (f.check_on, f.id) <= (e.check_on, e.id)
				WHERE f.worker = '' AND f.check_on <> ''`+mayBeAsked+`
					AND EXISTS (SELECT 1 FROM gate_v_access v
						WHERE v.folder_id = f.folder_id AND v.account_id = $1 AND v.since_at <= $4 AND v.until_at > $4)
				ORDER BY f.check_on, f.id
				LIMIT 5) after)
		UNION ALL
		SELECT `+dueNames+`, 0, -1, few.on_date
		FROM (
			SELECT x.id AS few_id, h.decided_on AS on_date
			FROM pool p CROSS JOIN referral_v_referral h CROSS JOIN case_file x
			WHERE p.work = '`+poolStopped+`' AND h.service = p.service AND`+contactStopped+`
				AND EXISTS (SELECT 1 FROM gate_v_access v
					WHERE v.folder_id = x.folder_id AND v.account_id = $1 AND v.since_at <= $4 AND v.until_at > $4)
			UNION ALL
			SELECT f.id, f.check_on
			FROM pool p CROSS JOIN case_file f
			WHERE p.work = '`+poolStopped+`' AND f.service = p.service AND`+stoppedAfter+`$5
				AND EXISTS (SELECT 1 FROM gate_v_access v
					WHERE v.folder_id = f.folder_id AND v.account_id = $1 AND v.since_at <= $4 AND v.until_at > $4)
			ORDER BY 2, 1
			LIMIT $6) few
		JOIN case_file ON id = few.few_id
	), seen AS (
		SELECT `+dueNames+`, of_pool, stopped_on, row_number() OVER (PARTITION BY of_pool ORDER BY stopped_on, sort_at, id) AS place
		FROM due
		WHERE EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = due.folder_id AND v.account_id = $1 AND v.since_at <= $4 AND v.until_at > $4)
	), first AS (
		SELECT `+dueNames+`, of_pool, stopped_on
		FROM seen
		WHERE place <= CASE WHEN of_pool = 0 THEN $3 ELSE $6 END
		LIMIT $3 + 2 * $6 -- there are no more: by this PostgreSQL knows how few they are
	)
	SELECT `+dueColumns+`,
		COALESCE(n.name_id, ''), n.initials, r.state, r.reason, r.basis, r.why, COALESCE(s.state, 'not asked'), s.words, s.say,
		COALESCE(s.from_minute, 0), COALESCE(s.to_minute, 0),
		EXISTS (SELECT 1 FROM person_v_quiet q WHERE q.folder_id = c.folder_id AND q.since_at <= $4 AND q.until_at > $4),
		COALESCE(k.contact_id, ''), COALESCE(k.safe_voicemail, 'not asked'),
		COALESCE((SELECT max(a.at) FROM contact_attempt a WHERE a.folder_id = c.folder_id), 0),
		EXISTS (SELECT 1 FROM contact_attempt a WHERE a.folder_id = c.folder_id AND a.outcome = 'reached'
			AND a.at = (SELECT max(b.at) FROM contact_attempt b WHERE b.folder_id = c.folder_id)
			AND a.at >= COALESCE((SELECT max(g.since_at) FROM case_stage g WHERE g.case_id = c.id), 0)),
		COALESCE(e.interpreter, ''), COALESCE(e.hearing, ''), COALESCE(e.access_need, ''), COALESCE(e.phone, ''),`+nextHearing+` >= $5), ''),
		`+blindTo+`$1 AND s.ask_until_at > $4), of_pool
	FROM first c
	JOIN referral_v_referral r ON r.referral_id = c.referral_id
	LEFT JOIN person_v_name n ON n.folder_id = c.folder_id
	LEFT JOIN person_v_safe_rule s ON s.folder_id = c.folder_id
	LEFT JOIN person_v_ease e ON e.folder_id = c.folder_id
	LEFT JOIN person_v_contact k ON k.contact_id = (
		SELECT min(o.contact_id) FROM person_v_contact o
		WHERE o.folder_id = c.folder_id AND o.kind IN ('phone', 'mobile') AND o.safe_call <> 'no' AND o.wrong = false)
	ORDER BY of_pool, stopped_on, CASE WHEN of_pool < 0 THEN 0 ELSE c.due_at END, c.id`)

// dayPromisesSQL lists the worker's promises that are due today or broken, oldest first. Driven by
// promise_open.
var dayPromisesSQL = store.SQL("casework.dayPromises", `
	SELECT p.id, p.folder_id, p.what, p.due_at, p.owner, p.version, c.reference, c.service, COALESCE(n.name_id, ''), n.initials,
		COALESCE(f.every_days, 0), COALESCE(f.until_on, ''), COALESCE(f.version, 0)
	FROM promise p
	JOIN case_file c ON c.folder_id = p.folder_id
	LEFT JOIN person_v_name n ON n.folder_id = p.folder_id
	LEFT JOIN case_follow_up f ON f.case_id = c.id AND f.version = (SELECT max(l.version) FROM case_follow_up l WHERE l.case_id = c.id)
	WHERE p.owner = $1 AND p.settled = '' AND p.due_at <= $2
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = p.folder_id AND v.account_id = $1 AND v.since_at <= $4 AND v.until_at > $4)
	ORDER BY p.due_at, p.id
	LIMIT $3`)

// stillHeld says of a day at court or a visit before the trial h that it stands: it is what was recorded last of that day, and it was not called
// off since. An outcome "put off" is of the first day at court from its own day on that was recorded before it, and a visit that is "not wanted"
// the first arranged visit. Driven by case_court_case.
const stillHeld = `
			NOT EXISTS (SELECT 1 FROM case_court since
				WHERE since.case_id = h.case_id AND since.kind = h.kind AND since.on_date = h.on_date AND (since.recorded_at, since.id) > (h.recorded_at, h.id))
			AND NOT EXISTS (SELECT 1 FROM case_court o
				WHERE o.case_id = h.case_id AND (h.kind = 'hearing' AND o.kind = 'outcome' AND o.answer = 'put off' OR h.kind = o.kind AND o.answer = 'not wanted')
					AND o.on_date <= h.on_date AND (o.recorded_at, o.id) > (h.recorded_at, h.id)
					AND NOT EXISTS (SELECT 1 FROM case_court b
						WHERE b.case_id = h.case_id AND b.kind = h.kind AND b.answer NOT IN ('made', 'not wanted') AND b.on_date >= o.on_date AND b.on_date < h.on_date
							AND b.recorded_at <= o.recorded_at))`

// nextHearing is the next day at court of a case c to which the person may have to go, from a day on, which follows it.
const nextHearing = `
		COALESCE((SELECT min(h.on_date) FROM case_court h WHERE h.case_id = c.id AND h.kind = 'hearing' AND h.answer <> 'need not go'
			AND` + stillHeld + ` AND h.on_date`

// arranged is how far travel and the Witness Service are for the days at court of a case c that are still to come ($1 is today): what
// was arranged up to the last day there that is over was for that day, or was over with it. Driven by case_court_case.
const arranged = `
		COALESCE((SELECT t.answer FROM case_court t WHERE t.case_id = c.id AND t.kind = 'travel' AND t.on_date > ` + lastHearing + `
			ORDER BY t.on_date DESC, t.id DESC LIMIT 1), ''),
		COALESCE((SELECT t.answer FROM case_court t WHERE t.case_id = c.id AND t.kind = 'witness service' AND t.on_date > ` + lastHearing + `
			ORDER BY t.on_date DESC, t.id DESC LIMIT 1), '')`

const lastHearing = `COALESCE((SELECT max(p.on_date) FROM case_court p WHERE p.case_id = c.id AND p.kind = 'hearing' AND p.on_date < $1), '')`

// atCourt says of a line h that somebody is at court on its day: a day at court, or a visit before the trial that is arranged, and that stands.
const atCourt = ` (h.kind = 'hearing' OR h.kind = 'pre-trial visit' AND h.answer IN ('arranged', '')) AND` + stillHeld

// dayHearingsSQL lists the days at court of the worker's open cases between two dates. Driven by case_file_worker.
var dayHearingsSQL = store.SQL("casework.dayHearings", `
	SELECT h.id, h.folder_id, h.kind, h.note, h.on_date, c.reference, COALESCE(n.name_id, ''), n.initials,`+arranged+`
	FROM case_file c
	JOIN case_court h ON h.case_id = c.id
	LEFT JOIN person_v_name n ON n.folder_id = c.folder_id
	WHERE c.worker = $2 AND c.state = 'open' AND h.on_date >= $1 AND h.on_date <= $3 AND`+atCourt+`
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = c.folder_id AND v.account_id = $2 AND v.since_at <= $5 AND v.until_at > $5)
	ORDER BY h.on_date, h.id
	LIMIT $4`)

// ownRegister is a service an account ($1) works for now ($2), in whose register it is: the first of them; empty where it is in none.
const ownRegister = `
		COALESCE((SELECT min(own.service) FROM workforce_v_person own
			JOIN gate_v_membership m ON m.account_id = own.account_id AND m.service = own.service AND m.since_at <= $2 AND m.until_at > $2
			WHERE own.account_id = $1), '')`

// dayCountsSQL counts the worker's open cases, the open cases of her services that nobody has taken,
// each to 100 and only those she may see, what she has taken of a service ($5) since a day, the lists of
// her pool, and what waits to be scored again, when she is supervised next, which check of hers ends first, what she covers today, and how much of that she has not looked at since it was given to her.
// Driven by case_file_worker, case_file_pool, workforce_taken_account and case_cover_cover.
var dayCountsSQL = store.SQL("casework.dayCounts", `
	WITH pool (service, stage, kind, until) AS (VALUES {{rows 4}})
	SELECT
		(SELECT count(*) FROM (
			SELECT 1 FROM case_file c
			WHERE c.worker = $1 AND c.state = 'open'
				AND EXISTS (SELECT 1 FROM gate_v_access v
					WHERE v.folder_id = c.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
			LIMIT $3) mine),
		(SELECT count(*) FROM (
			SELECT 1
			FROM (SELECT DISTINCT m.service FROM gate_v_membership m WHERE m.account_id = $1 AND m.since_at <= $2 AND m.until_at > $2) hers
			JOIN case_file c ON c.service = hers.service
			WHERE c.worker = '' AND c.state = 'open'
				AND EXISTS (SELECT 1 FROM gate_v_access v
					WHERE v.folder_id = c.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)
			LIMIT $3) free),
		(SELECT count(*) FROM (
			SELECT 1 FROM workforce_v_taken t WHERE t.account_id = $1 AND t.service = $5 AND t.taken_on >= $6 LIMIT 1000) taken),
`+poolCounts+`,
		(SELECT count(*) FROM (SELECT 1`+againFor+` LIMIT $3) g),
		COALESCE((SELECT min(sits.planned_on) FROM workforce_v_person sits WHERE sits.account_id = $1 AND sits.planned_on >= $7), ''),
`+ownRegister+`,
		`+soonestCheck+`,
`+coverCounts)
