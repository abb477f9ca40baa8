package report

import "goldenthread/internal/store"

// What came of the referrals made to other services, and which needs nothing could meet: together they tell what is
// missing where people live (R070, R134; practice, parts 3.10 and 3.14).

const (
	madeInPeriod = `o.service = $1 AND o.made_on >= $2 AND o.made_on <= $3 AND o.recorded_at < $5`

	// standsFacts are the referrals made in the period by how each stood as at the date.
	standsFacts = `SELECT o.onward_id AS key, '' AS referral_id, o.case_id, o.folder_id, '' AS person_id, o.made_on AS on_date,
			COALESCE((SELECT a.status FROM casework_v_fact_onward_answer a WHERE a.onward_id = o.onward_id AND a.recorded_at < $5 AND a.on_date <= $4
				ORDER BY a.recorded_at DESC, a.answer_id DESC LIMIT 1), 'made') AS code
		FROM casework_v_fact_onward o
		WHERE ` + madeInPeriod

	// refusedFacts are those of them that were refused, by the reason given.
	refusedFacts = `SELECT a.answer_id AS key, '' AS referral_id, o.case_id, o.folder_id, '' AS person_id, o.made_on AS on_date, a.reason AS code
		FROM casework_v_fact_onward o
		JOIN casework_v_fact_onward_answer a ON a.onward_id = o.onward_id AND a.status = 'refused' AND a.recorded_at < $5 AND a.on_date <= $4
		WHERE ` + madeInPeriod

	// toAnswerFacts run from a referral made to the first yes or no.
	toAnswerFacts = `SELECT o.onward_id AS key, '' AS referral_id, o.case_id, o.folder_id, c.person_id, o.made_on AS on_date,
			(min(a.recorded_at) - o.recorded_at) / 3600000000 AS hours
		FROM casework_v_fact_onward o
		JOIN casework_v_fact_case c ON c.case_id = o.case_id
		JOIN casework_v_fact_onward_answer a ON a.onward_id = o.onward_id AND (a.status = 'accepted' OR a.status = 'refused') AND a.recorded_at < $5
			AND a.on_date <= $4
		WHERE ` + madeInPeriod + `
		GROUP BY o.onward_id, o.case_id, o.folder_id, c.person_id, o.made_on, o.recorded_at`

	// gapFacts are needs for which nothing could be reached, by the day that was noted.
	gapFacts = `SELECT n.case_id || ' ' || n.code AS key, '' AS referral_id, n.case_id, n.folder_id, '' AS person_id, n.gap_on AS on_date, n.code
		FROM casework_v_fact_need n
		WHERE n.service = $1 AND n.gap_on >= $2 AND n.gap_on <= $3 AND n.recorded_at < $5 AND n.kind = 'need'`
)

var onwardSources = []source{
	{measure: OnwardStands, unit: referralsMade,
		own:  store.SQL("report.onwardStands", counts+standsFacts+countsEnd),
		list: store.SQL("report.onwardStandsListed", lists+standsFacts+listsEnd)},
	{measure: OnwardRefused, unit: refusals,
		own:  store.SQL("report.onwardRefused", counts+refusedFacts+countsEnd),
		list: store.SQL("report.onwardRefusedListed", lists+refusedFacts+listsEnd)},
	{measure: ToAnswer, unit: referralsMade,
		by:    store.SQL("report.toAnswer", times+toAnswerFacts+timesEnd),
		chose: store.SQL("report.toAnswerListed", lists+toAnswerFacts+choosesEnd)},
	{measure: Gaps, unit: needsUnmet,
		own:  store.SQL("report.gaps", counts+gapFacts+countsEnd),
		list: store.SQL("report.gapsListed", lists+gapFacts+listsEnd)},
}
