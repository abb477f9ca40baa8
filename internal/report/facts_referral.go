package report

import "goldenthread/internal/store"

// The facts of referrals. A referral counts by the day it was received, and only once accepted.

const (
	accepted = ` r.service = $1 AND r.received_on >= $2 AND r.received_on <= $3 AND r.accepted_on <> '' AND r.accepted_on <= $4 AND r.recorded_at < $5`
	referred = `SELECT r.referral_id AS key, r.referral_id, '' AS case_id, r.folder_id, r.person_id, r.received_on AS on_date, `

	referralFacts = referred + `r.source AS code FROM referral_v_fact_referral r WHERE` + accepted

	receivedFacts = referred + `r.outcome AS code FROM referral_v_fact_referral r
		WHERE r.service = $1 AND r.received_on >= $2 AND r.received_on <= $3 AND r.recorded_at < $5`

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

	// improvedFacts are new referrals whose case is closed by the as-at date, by how the statements
	// changed: all that were answered twice went up, some did, none did, none was answered twice (R200, I-11).
	improvedFacts = `SELECT p.key, p.referral_id, p.case_id, p.folder_id, p.person_id, p.on_date,
			CASE WHEN p.pairs = 0 THEN 'not_paired' WHEN p.better = p.pairs THEN 'all' WHEN p.better > 0 THEN 'some' ELSE 'none' END AS code
		FROM (` + referred + `(SELECT count(*) ` + pairs + `r.folder_id` + exits + `) AS pairs,
				(SELECT count(*) ` + pairs + `r.folder_id` + exits + ` AND x.after_points > x.before_points) AS better
			FROM referral_v_fact_referral r
			JOIN casework_v_fact_case c ON c.referral_id = r.referral_id AND c.closed_on <> '' AND c.closed_on <= $4 AND c.recorded_at < $5
			WHERE` + accepted + `) p`

	pairs = `FROM assessment_v_fact_pair x WHERE x.folder_id = `
	exits = ` AND x.after_phase = 'exit' AND x.recorded_at < $5 AND x.replaced_at >= $5`

	latestRating = ` a.recorded_at < $5 AND NOT EXISTS (SELECT 1 FROM assessment_v_fact_rating e
			WHERE e.folder_id = a.folder_id AND e.recorded_at < $5 AND (e.recorded_at > a.recorded_at OR (e.recorded_at = a.recorded_at AND e.assessment_id > a.assessment_id)))`

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

	// ratedFacts are new referrals by the band of their latest scored risk assessment (R186).
	ratedFacts = referred + `COALESCE(a.band, '') AS code
		FROM referral_v_fact_referral r
		LEFT JOIN assessment_v_fact_rating a ON a.folder_id = r.folder_id AND` + latestRating + `
		WHERE` + accepted

	// assessedFacts are new referrals with a scored risk assessment by the as-at date (R051).
	assessedFacts = referred + `'' AS code FROM referral_v_fact_referral r
		WHERE EXISTS (SELECT 1 FROM assessment_v_fact_rating a WHERE a.folder_id = r.folder_id AND a.recorded_at < $5) AND` + accepted

	// movedFacts are new referrals by the question that added most to their latest score: the most
	// significant vulnerability (R186). Of two that added as much, the first by its key.
	movedFacts = referred + `COALESCE((SELECT w.question FROM assessment_v_fact_rated_answer w
			WHERE w.assessment_id = a.assessment_id AND w.points > 0 ORDER BY w.points DESC, w.question LIMIT 1), '') AS code
		FROM referral_v_fact_referral r
		LEFT JOIN assessment_v_fact_rating a ON a.folder_id = r.folder_id AND` + latestRating + `
		WHERE` + accepted
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
	{measure: Improved, unit: cases,
		own:  store.SQL("report.improved", counts+improvedFacts+countsEnd),
		list: store.SQL("report.improvedListed", lists+improvedFacts+listsEnd)},
	{measure: Help, unit: newReferrals,
		own:  store.SQL("report.help", counts+helpFacts+countsEnd),
		list: store.SQL("report.helpListed", lists+helpFacts+listsEnd)},
	{measure: Rated, unit: newReferrals,
		own:  store.SQL("report.rated", counts+ratedFacts+countsEnd),
		list: store.SQL("report.ratedListed", lists+ratedFacts+listsEnd)},
	{measure: Assessed, unit: newReferrals,
		own:   store.SQL("report.assessed", counts+assessedFacts+countsEnd),
		list:  store.SQL("report.assessedListed", lists+assessedFacts+listsEnd),
		by:    store.SQL("report.assessedBy", answers+assessedFacts+answersEnd),
		chose: store.SQL("report.assessedByListed", lists+assessedFacts+choosesEnd)},
	{measure: Moved, unit: newReferrals,
		own:  store.SQL("report.moved", counts+movedFacts+countsEnd),
		list: store.SQL("report.movedListed", lists+movedFacts+listsEnd)},
}
