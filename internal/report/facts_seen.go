package report

import "goldenthread/internal/store"

// The facts of a service that works beside another for the same senders, as the pilot does beside the transfer: how each
// reached people first, and that nobody is looked after by both of them or by neither (R036, R225).

const (
	firstTryFacts = referred + `COALESCE((SELECT k.method FROM casework_v_fact_contact k
			WHERE k.folder_id = r.folder_id AND k.recorded_at < $5 ORDER BY k.recorded_at, k.attempt_id LIMIT 1), '') AS code
		FROM referral_v_fact_referral r
		WHERE` + accepted

	// cameToFacts are new referrals by what was agreed: how the last of the case's stages that can end in several ways did.
	// Closing leaves the reason among the endings, which is not one of them. Where there is no other it is the reason.
	cameToFacts = referred + `COALESCE((SELECT e.outcome FROM casework_v_fact_ending e
			WHERE e.case_id = c.case_id AND e.recorded_at < $5
			GROUP BY e.outcome HAVING count(*) > CASE WHEN e.outcome = c.close_reason AND c.closed_on <> '' AND c.closed_on <= $4 THEN 1 ELSE 0 END
			ORDER BY max(e.recorded_at) DESC, e.outcome LIMIT 1),
				CASE WHEN c.closed_on <> '' AND c.closed_on <= $4 THEN c.close_reason END, '') AS code
		FROM referral_v_fact_referral r
		LEFT JOIN casework_v_fact_case c ON c.referral_id = r.referral_id AND c.recorded_at < $5
		WHERE` + accepted

	// seenFacts are what a service had from the police, by whether a service beside it had the same victim of the same
	// crime from the same sender. Two victims of one crime are the same person where look-up found them alike and nobody has
	// said since that they are not. What a service had signposted by the end of the as-at date it had turned away: by type of crime is
	// told apart.
	// Beside each other are the services that the return names, in a parameter of commas and their keys.
	seenFacts = `SELECT s.key, s.referral_id, s.case_id, s.folder_id, s.person_id, s.on_date,
			CASE WHEN s.matter = '' THEN 'unchecked' WHEN s.kept > 0 AND s.others > 0 THEN 'both' WHEN s.kept > 0 THEN 'here'
				WHEN s.others > 0 THEN 'other' WHEN s.reason = 'excluded_type' THEN 'left_out' ELSE 'neither' END AS code
		FROM (` + referred + `r.matter, COALESCE((SELECT b.reason` + earlierThen + `), r.reason) AS reason,` + keptThen + ` AS kept,
				(SELECT count(*) FROM (SELECT r.matter, r.source, r.service, r.folder_id, r.recorded_at,` + keptThen + ` AS kept FROM referral_v_fact_referral r) o
					WHERE o.matter = r.matter AND o.matter <> '' AND o.source = r.source AND o.service <> r.service AND o.kept > 0
						AND o.recorded_at < $5 AND replace(CAST(`
	// keptThen is 1 unless the referral r stood as signposted at the end of the as-at date. What was accepted by then was kept, but for
	// what was turned away afterwards by then.
	keptThen = `
				CASE WHEN CASE WHEN r.accepted_on = '' OR r.accepted_on > $4 THEN COALESCE((SELECT b.outcome` + earlierThen + `), r.outcome)
					WHEN r.decided_on > $4 THEN 'accepted' ELSE r.outcome END = 'signposted' THEN 0 ELSE 1 END`
	seenEnd  = ` AS text), ',' || o.service || ',', '') <> `
	seenLast = `
						AND (EXISTS (SELECT 1 FROM person_v_fact_link k WHERE k.folder_id = r.folder_id AND k.other_folder_id = o.folder_id AND k.state <> 'declined')
							OR EXISTS (SELECT 1 FROM person_v_fact_link k WHERE k.folder_id = o.folder_id AND k.other_folder_id = r.folder_id AND k.state <> 'declined'))
				) AS others
			FROM referral_v_fact_referral r
			WHERE r.service = $1 AND r.received_on >= $2 AND r.received_on <= $3 AND r.door = 'police_file' AND r.recorded_at < $5) s`
)

var besideSources = []source{
	{measure: FirstTries, unit: newReferrals,
		own:  store.SQL("report.firstTries", counts+firstTryFacts+countsEnd),
		list: store.SQL("report.firstTriesListed", lists+firstTryFacts+listsEnd)},
	{measure: CameTo, unit: newReferrals,
		own:  store.SQL("report.cameTo", counts+cameToFacts+countsEnd),
		list: store.SQL("report.cameToListed", lists+cameToFacts+listsEnd)},
	{measure: Seen, unit: policeSent,
		own:  store.SQL("report.seen", counts+seenFacts+`$6`+seenEnd+`$6`+seenLast+countsEnd),
		list: store.SQL("report.seenListed", lists+seenFacts+`$11`+seenEnd+`$11`+seenLast+listsEnd)},
}
