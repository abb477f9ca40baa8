package casework

import "goldenthread/internal/store"

// What a supervisor looks at: each text is both counted and listed, so that the count is the list's. $1 is
// the service, $2 who looks, $3 now, $4 the first day that counts as lately, $5 where counts stop, $6 today, $7 the stage that
// assesses risk, $8 those after it, in commas. Each is driven by an index that
// begins with the service.
const (
	teamSeen = ` AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = x.folder_id AND v.account_id = $2 AND v.since_at <= $3 AND v.until_at > $3)`
	teamOf = ` FROM case_file x WHERE x.service = $1 AND x.state = 'open'`

	teamAlarms  = ` FROM act_now x WHERE x.service = $1 AND (x.supervisor_at = 0 OR x.safeguarding_at = 0)` + teamSeen
	teamBroken  = ` FROM promise x WHERE x.service = $1 AND x.settled = '' AND x.due_at < $3` + teamSeen
	teamPropose = ` FROM case_proposal x WHERE x.service = $1 AND x.answer = ''` + teamSeen
	teamWaiting = ` FROM waiting_place x WHERE x.service = $1 AND x.left_at = 0 AND x.reason <> ''` + teamSeen
	teamUnowned = teamOf + ` AND x.worker = ''` + teamSeen
	teamUnasked = teamOf + ` AND x.worker <> ''
		AND (x.stage = $7 AND x.stage_due_at < $3 OR replace(CAST($8 AS text), ',' || x.stage || ',', '') <> $8)
		AND NOT EXISTS (SELECT 1 FROM assessment_v_asked a WHERE a.folder_id = x.folder_id AND a.band <> '')` + teamSeen
	teamSettled = ` FROM casework_v_fact_promise x WHERE x.service = $1 AND x.settled_on >= $4`
	teamKept    = teamSettled + ` AND x.settled = 'kept' AND x.came = 'kept'` + teamSeen
	teamKeptLa  = teamSettled + ` AND x.settled = 'kept' AND x.came = 'kept_late'` + teamSeen
	teamTaken   = teamSettled + ` AND x.settled = 'withdrawn'` + teamSeen
	teamUp      = ` FROM case_file x WHERE x.service = $1 AND x.state = 'closed' AND x.closed_on >= $4
		AND EXISTS (SELECT 1 FROM assessment_v_asked e JOIN assessment_v_asked b ON b.folder_id = e.folder_id AND b.instrument = e.instrument
			WHERE e.folder_id = x.folder_id AND e.kind = 'statements' AND e.phase = 'exit' AND b.phase = 'before' AND e.low > b.low)` + teamSeen

	countFrom = `(SELECT count(*) FROM (SELECT 1`
	countTo   = ` LIMIT $5) n)`
)

// afterClosing stands for the stage of stopped contact whose case is closed.
const afterClosing = "after closing"

// teamStopped is contact that was stopped: on open cases until somebody has decided, and on closed ones, from the day on which somebody
// is to ask how the person is, until the case is opened again or somebody who decides has recorded the check.
const teamStopped = ` FROM (
			SELECT x.folder_id, x.stage AS code, x.opened_at AS at
			FROM referral_v_referral h CROSS JOIN case_file x WHERE h.service = $1 AND` + contactStopped + `
			UNION ALL
			SELECT f.folder_id, '` + afterClosing + `', COALESCE((SELECT max(a.at) FROM contact_attempt a WHERE a.folder_id = f.folder_id), f.opened_at)
			FROM case_file f WHERE f.service = $1 AND` + stoppedAfter + `$6
		) stopped WHERE EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = stopped.folder_id AND v.account_id = $2 AND v.since_at <= $3 AND v.until_at > $3)`

// teamLate is what is late: the steps cases are at, tries to reach somebody where the step itself is not late, and what is
// due to their people.
const teamLate = ` FROM (
			SELECT f.folder_id, f.stage AS code, f.stage_due_at AS due_at
			FROM case_file f WHERE f.service = $1 AND f.state = 'open' AND f.stage_due_at < $3
			UNION ALL
			SELECT f.folder_id, 'owed try', f.try_due_at FROM case_file f
			WHERE f.service = $1 AND f.state = 'open' AND f.try_due_at > 0 AND f.try_due_at < $3 AND f.stage_due_at >= $3
			UNION ALL
			SELECT o.folder_id, 'owed ' || o.kind, o.due_at FROM casework_v_owed o WHERE o.service = $1 AND o.due_at < $3
		) late WHERE EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = late.folder_id AND v.account_id = $2 AND v.since_at <= $3 AND v.until_at > $3)`

var teamCountsSQL = store.SQL("casework.teamCounts", `
	SELECT `+
	countFrom+teamAlarms+countTo+`, `+countFrom+teamStopped+countTo+`, `+countFrom+teamBroken+countTo+`, `+countFrom+teamLate+countTo+`, `+
	countFrom+teamWaiting+countTo+`, `+countFrom+teamUnowned+countTo+`, `+countFrom+teamUnasked+countTo+`, `+
	countFrom+teamPropose+countTo+`, `+countFrom+teamKept+countTo+`, `+countFrom+teamKeptLa+countTo+`, `+countFrom+teamTaken+countTo+`, `+
	countFrom+teamUp+countTo)

// Each list says what it is about and since or by when, soonest first; who has the case and what the person
// is called come to it after it was cut.
const (
	teamOne = `
	SELECT t.folder_id, t.code, t.at, COALESCE(r.reference, ''), COALESCE(w.initials, ''),
		COALESCE(c.high_risk, false) AND NOT EXISTS (SELECT 1 FROM assessment_v_to_score s
			WHERE s.folder_id = t.folder_id AND s.taken_by = $2 AND s.ask_until_at > $3),
		COALESCE(c.high_need, false), COALESCE(n.name_id, ''), n.initials
	FROM (SELECT `
	teamRow  = teamOne + `x.folder_id, `
	teamRest = ` ORDER BY 3, 1 LIMIT $5) t
	LEFT JOIN referral_v_referral r ON r.folder_id = t.folder_id
	LEFT JOIN case_file c ON c.folder_id = t.folder_id
	LEFT JOIN identity_v_account w ON w.account_id = c.worker
	LEFT JOIN person_v_name n ON n.folder_id = t.folder_id
	WHERE $4 <> '' AND $6 <> ''
	ORDER BY t.at, t.folder_id`
)

var teamLists = map[Watch]store.Statement{
	WatchAlarms:     store.SQL("casework.teamAlarms", teamRow+`x.kind AS code, x.raised_at AS at`+teamAlarms+teamRest),
	WatchStopped:    store.SQL("casework.teamStopped", teamOne+`stopped.folder_id, stopped.code AS code, stopped.at AS at`+teamStopped+teamRest),
	WatchBroken:     store.SQL("casework.teamBroken", teamRow+`'' AS code, x.due_at AS at`+teamBroken+teamRest),
	WatchLate:       store.SQL("casework.teamLate", teamOne+`late.folder_id, late.code AS code, late.due_at AS at`+teamLate+teamRest),
	WatchWaiting:    store.SQL("casework.teamWaiting", teamRow+`x.reason AS code, x.since_at AS at`+teamWaiting+teamRest),
	WatchUnowned:    store.SQL("casework.teamUnowned", teamRow+`x.stage AS code, x.opened_at AS at`+teamUnowned+teamRest),
	WatchUnassessed: store.SQL("casework.teamUnassessed", teamRow+`x.stage AS code, x.opened_at AS at`+teamUnasked+teamRest),
	WatchProposed:   store.SQL("casework.teamProposed", teamRow+`x.agreed AS code, x.recorded_at AS at`+teamPropose+teamRest),
	WatchKept:       store.SQL("casework.teamKept", teamRow+`'' AS code, x.settled_at AS at`+teamKept+teamRest),
	WatchKeptLate:   store.SQL("casework.teamKeptLate", teamRow+`'' AS code, x.settled_at AS at`+teamKeptLa+teamRest),
	WatchWithdrawn:  store.SQL("casework.teamWithdrawn", teamRow+`x.why AS code, x.settled_at AS at`+teamTaken+teamRest),
	WatchUp:         store.SQL("casework.teamUp", teamRow+`x.close_reason AS code, x.opened_at AS at`+teamUp+teamRest),
}
