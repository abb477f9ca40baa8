package learning

import "goldenthread/internal/store"

var addEventSQL = store.SQL("learning.addEvent", `
	INSERT INTO learning_event (id, service, kind, part, audience, district, source, on_date, since_on, until_on, given_by, state, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13)`)

// moveEventSQL changes nothing when somebody was first.
var moveEventSQL = store.SQL("learning.moveEvent", `
	UPDATE learning_event SET state = $1, version = version + 1, last_entry = $2
	WHERE id = $3 AND version = $4`)

var eventSQL = store.SQL("learning.event", `
	SELECT e.id, e.service, e.kind, e.part, e.audience, e.district, e.source, e.on_date, COALESCE(w.name, ''), e.state,
		COALESCE(t.people, 0), e.version
	FROM learning_event e
	LEFT JOIN identity_v_account w ON w.account_id = e.given_by
	LEFT JOIN learning_turnout t ON t.event_id = e.id AND t.replaced_at = $2
	WHERE e.id = $1`)

// eventsSQL lists the events of some services from a day on, the latest first. Driven by
// learning_event_service (service, on_date, id).
var eventsSQL = store.SQL("learning.events", `
	SELECT e.id, e.service, e.kind, e.part, e.audience, e.district, e.source, e.on_date, COALESCE(w.name, ''), e.state,
		COALESCE(t.people, 0), e.version
	FROM learning_event e
	LEFT JOIN identity_v_account w ON w.account_id = e.given_by
	LEFT JOIN learning_turnout t ON t.event_id = e.id AND t.replaced_at = $2
	WHERE e.on_date >= $1 AND e.service IN ({{list}})
	ORDER BY e.on_date DESC, e.id
	LIMIT 101`)

// totalsSQL counts what was held from $1 to $2. Driven by learning_event_service.
var totalsSQL = store.SQL("learning.totals", `
	SELECT e.part, count(*), sum(t.people)
	FROM learning_event e
	JOIN learning_turnout t ON t.event_id = e.id AND t.replaced_at = $3
	WHERE e.on_date >= $1 AND e.on_date <= $2 AND e.state = 'held' AND e.service IN ({{list}})
	GROUP BY e.part`)

var endTurnoutSQL = store.SQL("learning.endTurnout", `
	UPDATE learning_turnout SET replaced_at = $1, last_entry = $2
	WHERE event_id = $3 AND replaced_at = $4`)

var addTurnoutSQL = store.SQL("learning.addTurnout", `
	INSERT INTO learning_turnout (event_id, number, people, recorded_at, replaced_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6)`)

// endCameSQL is driven by learning_came_event.
var endCameSQL = store.SQL("learning.endCame", `
	UPDATE learning_came SET replaced_at = $1, last_entry = $2
	WHERE event_id = $3 AND replaced_at = $4`)

var addCameSQL = store.SQL("learning.addCame", `
	INSERT INTO learning_came (id, event_id, service, kind, agency_id, account_id, people, on_date, due_on, recorded_at, replaced_at, last_entry)
	VALUES {{rows 12}}`)

// cameSQL lists who came to one event. Driven by learning_came_event.
var cameSQL = store.SQL("learning.came", `
	SELECT c.agency_id, c.account_id, c.people, c.due_on, COALESCE(a.name, ''), COALESCE(w.name, '')
	FROM learning_came c
	LEFT JOIN agency_v_agency a ON a.agency_id = c.agency_id
	LEFT JOIN identity_v_account w ON w.account_id = c.account_id
	WHERE c.event_id = $1 AND c.replaced_at = $2
	ORDER BY a.name, w.name, c.id`)

// dueSQL lists who is due again until a day, soonest first: a later event of the same kind takes its place.
// Driven by learning_came_due (service, due_on, id), the later one by learning_came_who.
var dueSQL = store.SQL("learning.due", `
	SELECT c.service, c.kind, c.on_date, c.event_id, c.agency_id, c.account_id, c.people, c.due_on, COALESCE(a.name, ''), COALESCE(w.name, '')
	FROM learning_came c
	LEFT JOIN agency_v_agency a ON a.agency_id = c.agency_id
	LEFT JOIN identity_v_account w ON w.account_id = c.account_id
	WHERE c.due_on <> '' AND c.due_on <= $1 AND c.replaced_at = $2
		AND NOT EXISTS (SELECT 1 FROM learning_came later
			WHERE later.agency_id = c.agency_id AND later.account_id = c.account_id AND later.kind = c.kind
				AND later.on_date > c.on_date AND later.service = c.service AND later.replaced_at = $2)
		AND c.service IN ({{list}})
	ORDER BY c.due_on, c.id
	LIMIT 101`)

// referredSQL counts a service's referrals from one source before and after an event. Driven by
// referral_received (service, received_on).
var referredSQL = store.SQL("learning.referred", `
	SELECT count(*) FILTER (WHERE received_on < $4), count(*) FILTER (WHERE received_on > $4)
	FROM referral_v_fact_referral
	WHERE service = $1 AND received_on >= $3 AND received_on <= $5 AND source = $2`)

// colleaguesSQL lists who can have given an event, and who can have come from inside: the service's own people.
var colleaguesSQL = store.SQL("learning.colleagues", `
	SELECT DISTINCT m.account_id, m.agency_id, w.name
	FROM gate_v_membership m
	JOIN identity_v_account w ON w.account_id = m.account_id
	WHERE m.service = $1 AND m.since_at <= $2 AND m.until_at > $2 AND w.status = 'active'
	ORDER BY w.name, m.account_id`)
