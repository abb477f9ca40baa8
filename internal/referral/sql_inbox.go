package referral

import "goldenthread/internal/store"

// mayKnow is the predicate of access in the lists: a grant that shows the account ($2) now ($3) that
// there is such a folder, as the gate would decide. It filters; it never drives.
const mayKnow = `
		EXISTS (SELECT 1 FROM gate_v_access a WHERE a.folder_id = r.folder_id AND a.account_id = $2
			AND a.since_at <= $3 AND a.until_at > $3)`

// toDecide are the links of a referral's folder that are to be decided, but for records the account ($2) is
// kept out of: that there is one must not show, not even in a count.
const toDecide = `k.folder_id = r.folder_id AND k.state = 'proposed'
		AND NOT EXISTS (SELECT 1 FROM gate_v_exclusion e WHERE e.folder_id = k.other_folder_id AND e.account_id = $2
			AND e.until_at > $3)`

const rowColumns = `
	SELECT r.id, r.reference, r.folder_id, r.state, r.reason, r.hold_owner, r.door, r.source, COALESCE(g.name, ''), r.district,
		r.received_at, r.clock_due_at, r.basis, r.priority, r.first_method, r.wants_mediation,
		r.flag_da, r.flag_hate, r.flag_vulnerable, r.flag_child, r.version, r.answered_for, r.why,
		COALESCE(n.name_id, ''), n.initials, COALESCE(s.state, 'not asked'),
		(SELECT COUNT(*) FROM person_v_link k WHERE ` + toDecide + `)
	FROM referral r
	LEFT JOIN agency_v_agency g ON g.agency_id = r.source_agency_id
	LEFT JOIN person_v_name n ON n.folder_id = r.folder_id
	LEFT JOIN person_v_safe_rule s ON s.folder_id = r.folder_id`

// byStateSQL lists the referrals of one service in one state, the most pressing first. Driven by
// referral_inbox (service, state, clock_due_at, id).
var byStateSQL = store.SQL("referral.byState", rowColumns+`
	WHERE r.service = $1 AND r.state = $7 AND (r.clock_due_at, r.id) > ($4, $5) AND`+mayKnow+`
	ORDER BY r.clock_due_at, r.id
	LIMIT $6`)

// linked are the open referrals of a service of which a link is to be decided. Driven by referral_inbox, never
// by the proposals: those of referrals long taken on may be many, what is open is what people work on.
const linked = `r.service = $1 AND r.state IN ('accepted', 'held', 'waiting', 'in_contact')
		AND EXISTS (SELECT 1 FROM person_v_link k WHERE ` + toDecide + `)`

// knownSQL lists those of which a link is to be decided, the most pressing first.
var knownSQL = store.SQL("referral.known", rowColumns+`
	WHERE `+linked+`
		AND (r.clock_due_at, r.id) > ($4, $5) AND`+mayKnow+`
	ORDER BY r.clock_due_at, r.id
	LIMIT $6`)

// notForUsSQL lists what ended before any work, newest first. Driven by referral_not_for_us.
var notForUsSQL = store.SQL("referral.notForUs", rowColumns+`
	WHERE r.service = $1 AND r.state IN ('signposted', 'opted_out', 'not_usable', 'declined')
		AND (r.received_at, r.id) < ($4, $5) AND`+mayKnow+`
	ORDER BY r.received_at DESC, r.id DESC
	LIMIT $6`)

// countFrom and countLast enclose the states of one tab: counted up to a hundred, where counts stop.
const (
	countFrom = `(SELECT COUNT(*) FROM (SELECT 1 FROM referral r WHERE r.service = $1 AND r.state `
	countLast = ` AND` + mayKnow + ` LIMIT 100) few)`
)

var countsSQL = store.SQL("referral.counts", `
	SELECT `+countFrom+`= 'accepted'`+countLast+`, `+countFrom+`= 'held'`+countLast+`,
		(SELECT COUNT(*) FROM (SELECT 1 FROM referral r WHERE `+linked+` AND`+mayKnow+` LIMIT 100) few),
		`+countFrom+`= 'waiting'`+countLast+`, `+countFrom+`= 'in_contact'`+countLast+`,
		`+countFrom+`IN ('signposted', 'opted_out', 'not_usable', 'declined')`+countLast)

// ownSQL lists what an account has referred, as far as it may still know of it: who has left the agency, or is kept
// out of a folder, made the referral and may not know that it is there. Driven by referral_referred_by.
var ownSQL = store.SQL("referral.own", `SELECT`+columns+`
	WHERE r.referred_by = $2 AND`+mayKnow+`
	ORDER BY r.received_at DESC, r.id DESC
	LIMIT 50`)
