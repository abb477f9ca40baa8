package report

import "goldenthread/internal/store"

// The facts of referrals. A referral counts by the day it was received, and only once accepted.

const (
	accepted = ` r.service = $1 AND r.received_on >= $2 AND r.received_on <= $3 AND r.accepted_on <> '' AND r.accepted_on <= $4 AND r.recorded_at < $5`
	referred = `SELECT r.referral_id AS key, r.referral_id, '' AS case_id, r.folder_id, r.person_id, r.received_on AS on_date, `

	referralFacts = referred + `r.source AS code FROM referral_v_fact_referral r WHERE` + accepted

	// receivedFacts are everything that came in, by what it was at the door at the end of the as-at date, whatever came of it
	// afterwards: what was accepted by then stays so, and so accepted is as many as the new referrals; of the rest the first
	// outcome that ended later counts, and where none did, the one it has.
	receivedFacts = referred + `CASE WHEN r.accepted_on <> '' AND r.accepted_on <= $4 THEN 'accepted' ELSE
				COALESCE((SELECT b.outcome` + earlierThen + `), r.outcome) END AS code
		FROM referral_v_fact_referral r
		WHERE r.service = $1 AND r.received_on >= $2 AND r.received_on <= $3 AND r.recorded_at < $5`

	// earlierThen is what a referral r was at the door at the end of the as-at date, where that has ended since.
	earlierThen = ` FROM referral_v_fact_earlier b
					WHERE b.referral_id = r.referral_id AND (b.until_on > $4 OR b.until_at >= $5) ORDER BY b.version LIMIT 1`

	// cohortFacts are new referrals by what has become of each by the as-at date.
	cohortFacts = referred + `CASE WHEN c.case_id IS NULL THEN 'no_case' WHEN c.closed_on = '' OR c.closed_on > $4 THEN 'open' ELSE 'closed' END AS code
		FROM referral_v_fact_referral r
		LEFT JOIN casework_v_fact_case c ON c.referral_id = r.referral_id AND c.recorded_at < $5
		WHERE` + accepted

	// sessionsEachFacts are new referrals by how many sessions the person has had by the as-at date (R099).
	sessionsEachFacts = referred + `CAST((SELECT count(*) FROM casework_v_fact_session s
			WHERE s.folder_id = r.folder_id AND s.on_date <= $4 AND s.recorded_at < $5) AS text) AS code
		FROM referral_v_fact_referral r
		WHERE` + accepted

	// helpFacts are new referrals by the help each has come to by the as-at date: support, advice with or without a
	// case, mediation offered. Added up, the kinds of help are more than the people: some had two (I-19).
	helpFacts = `SELECT h.key, h.referral_id, h.case_id, h.folder_id, h.person_id, h.on_date,
			CASE WHEN h.support > 0 AND h.mediation > 0 THEN 'support_and_mediation' WHEN h.support > 0 THEN 'support'
				WHEN h.advice > 0 AND h.mediation > 0 THEN 'advice_and_mediation' WHEN h.advice > 0 THEN 'advice'
				WHEN h.mediation > 0 THEN 'mediation' ELSE 'none' END AS code
		FROM (` + referred + `(SELECT count(*) FROM casework_v_fact_ending e
					WHERE e.folder_id = r.folder_id AND e.outcome = 'support' AND e.recorded_at < $5) AS support,
				(SELECT count(*) FROM casework_v_fact_ending e WHERE e.folder_id = r.folder_id AND e.outcome = 'advice' AND e.recorded_at < $5)
					+ (SELECT count(*) FROM referral_v_fact_advice a WHERE a.referral_id = r.referral_id AND a.recorded_at < $5) AS advice,
				(SELECT count(*) FROM casework_v_fact_mediation m WHERE m.folder_id = r.folder_id AND m.recorded_at < $5) AS mediation
			FROM referral_v_fact_referral r
			WHERE` + accepted + `) h`
)

var referralSources = []source{
	{measure: Referrals, unit: newReferrals,
		own:   store.SQL("report.referrals", counts+referralFacts+countsEnd),
		list:  store.SQL("report.referralsListed", lists+referralFacts+listsEnd),
		by:    store.SQL("report.referralsBy", answers+referralFacts+answersEnd),
		chose: store.SQL("report.referralsByListed", lists+referralFacts+choosesEnd)},
	{measure: Received, unit: referralsIn,
		own:   store.SQL("report.received", counts+receivedFacts+countsEnd),
		list:  store.SQL("report.receivedListed", lists+receivedFacts+listsEnd),
		by:    store.SQL("report.receivedBy", answers+receivedFacts+answersEnd),
		chose: store.SQL("report.receivedByListed", lists+receivedFacts+choosesEnd)},
	{measure: Cohort, unit: newReferrals,
		own:  store.SQL("report.cohort", counts+cohortFacts+countsEnd),
		list: store.SQL("report.cohortListed", lists+cohortFacts+listsEnd)},
	{measure: SessionsEach, unit: newReferrals,
		own:  store.SQL("report.sessionsEach", counts+sessionsEachFacts+countsEnd),
		list: store.SQL("report.sessionsEachListed", lists+sessionsEachFacts+listsEnd)},
	{measure: Help, unit: newReferrals,
		own:  store.SQL("report.help", counts+helpFacts+countsEnd),
		list: store.SQL("report.helpListed", lists+helpFacts+listsEnd)},
}
