package report

import "goldenthread/internal/store"

// The facts of cases and of the people whose cases they are.

const (
	aCase = `c.case_id AS key, '' AS referral_id, c.case_id, c.folder_id, c.person_id, `

	// supportedFacts are people with a case open at some time in the period, each once: as carried over
	// when her first such case was opened before it, standing at the first day.
	supportedFacts = `SELECT ` + aCase + `CASE WHEN c.opened_on < $2 THEN CAST($2 AS text) ELSE c.opened_on END AS on_date,
			CASE WHEN c.opened_on < $2 THEN 'carried_over' ELSE 'new' END AS code
		FROM (
			SELECT case_id, folder_id, person_id, opened_on, row_number() OVER (PARTITION BY person_id ORDER BY opened_on, case_id) AS nth
			FROM casework_v_fact_case
			WHERE service = $1 AND opened_on <= $3 AND (closed_on = '' OR closed_on >= $2) AND recorded_at < $5
		) c WHERE c.nth = 1`

	openedFacts = `SELECT ` + aCase + `c.opened_on AS on_date, '' AS code FROM casework_v_fact_case c
		WHERE c.service = $1 AND c.opened_on >= $2 AND c.opened_on <= $3 AND c.recorded_at < $5`

	closedFacts = `SELECT ` + aCase + `c.closed_on AS on_date, c.close_reason AS code FROM casework_v_fact_case c
		WHERE c.service = $1 AND c.closed_on >= $2 AND c.closed_on <= $3 AND c.recorded_at < $5`

	// openAtEndFacts are cases open on the last day, or on the as-at date when that comes first.
	openAtEndFacts = `SELECT ` + aCase + `CASE WHEN CAST($3 AS text) > $4 THEN CAST($4 AS text) ELSE CAST($3 AS text) END AS on_date, '' AS code
		FROM casework_v_fact_case c
		WHERE c.service = $1 AND c.opened_on <= $3 AND (c.closed_on = '' OR c.closed_on > $3 OR c.closed_on > $4) AND CAST($2 AS text) <= $4 AND c.recorded_at < $5`

	// coachedFacts are cases by their first session, each once.
	coachedFacts = `SELECT s.case_id AS key, '' AS referral_id, s.case_id, s.folder_id, '' AS person_id, min(s.on_date) AS on_date, '' AS code
		FROM casework_v_fact_session s
		WHERE s.service = $1 AND s.on_date >= $2 AND s.on_date <= $3 AND s.recorded_at < $5
		GROUP BY s.case_id, s.folder_id`

	// endingFacts are cases opened in the period by how their stages ended, each ending once a case:
	// what was offered, that advice was enough.
	endingFacts = `SELECT e.case_id || ' ' || e.outcome AS key, '' AS referral_id, e.case_id, e.folder_id, e.person_id, e.opened_on AS on_date, e.outcome AS code
		FROM casework_v_fact_ending e
		WHERE e.service = $1 AND e.opened_on >= $2 AND e.opened_on <= $3 AND e.recorded_at < $5
		GROUP BY e.case_id, e.folder_id, e.person_id, e.opened_on, e.outcome`

	// mediationFacts are cases in which mediation was offered, each once, by the first offer.
	mediationFacts = `SELECT m.mediation_id AS key, '' AS referral_id, m.case_id, m.folder_id, '' AS person_id, m.offered_on AS on_date, '' AS code
		FROM (
			SELECT mediation_id, case_id, folder_id, offered_on, row_number() OVER (PARTITION BY case_id ORDER BY offered_on, mediation_id) AS nth
			FROM casework_v_fact_mediation
			WHERE service = $1 AND offered_on >= $2 AND offered_on <= $3 AND recorded_at < $5
		) m WHERE m.nth = 1`

	// advocacyFacts are people spoken up for, by forum, each once, by the first time (R119, I-04).
	advocacyFacts = `SELECT a.advocacy_id AS key, '' AS referral_id, a.case_id, a.folder_id, a.person_id, a.on_date, a.forum AS code
		FROM (
			SELECT advocacy_id, case_id, folder_id, person_id, forum, on_date, row_number() OVER (PARTITION BY forum, person_id ORDER BY on_date, advocacy_id) AS nth
			FROM casework_v_fact_advocacy
			WHERE service = $1 AND on_date >= $2 AND on_date <= $3 AND recorded_at < $5
		) a WHERE a.nth = 1`

	// courtFacts are people supported at court, each once, by the first time.
	courtFacts = `SELECT h.court_id AS key, '' AS referral_id, h.case_id, h.folder_id, h.person_id, h.on_date, '' AS code
		FROM (
			SELECT k.court_id, k.case_id, k.folder_id, c.person_id, k.on_date, row_number() OVER (PARTITION BY c.person_id ORDER BY k.on_date, k.court_id) AS nth
			FROM casework_v_fact_court k
			JOIN casework_v_fact_case c ON c.case_id = k.case_id
			WHERE k.service = $1 AND k.on_date >= $2 AND k.on_date <= $3 AND k.recorded_at < $5
		) h WHERE h.nth = 1`
)

var caseSources = []source{
	{measure: Supported, unit: people,
		own:   store.SQL("report.supported", counts+supportedFacts+countsEnd),
		list:  store.SQL("report.supportedListed", lists+supportedFacts+listsEnd),
		by:    store.SQL("report.supportedBy", answers+supportedFacts+answersEnd),
		chose: store.SQL("report.supportedByListed", lists+supportedFacts+choosesEnd)},
	{measure: OpenedCases, unit: cases,
		own:   store.SQL("report.opened", counts+openedFacts+countsEnd),
		list:  store.SQL("report.openedListed", lists+openedFacts+listsEnd),
		by:    store.SQL("report.openedBy", answers+openedFacts+answersEnd),
		chose: store.SQL("report.openedByListed", lists+openedFacts+choosesEnd)},
	{measure: ClosedCases, unit: cases,
		own:   store.SQL("report.closed", counts+closedFacts+countsEnd),
		list:  store.SQL("report.closedListed", lists+closedFacts+listsEnd),
		by:    store.SQL("report.closedBy", answers+closedFacts+answersEnd),
		chose: store.SQL("report.closedByListed", lists+closedFacts+choosesEnd)},
	{measure: OpenAtEnd, unit: cases,
		own:  store.SQL("report.openAtEnd", counts+openAtEndFacts+countsEnd),
		list: store.SQL("report.openAtEndListed", lists+openAtEndFacts+listsEnd)},
	{measure: Coached, unit: cases,
		own:  store.SQL("report.coached", counts+coachedFacts+countsEnd),
		list: store.SQL("report.coachedListed", lists+coachedFacts+listsEnd)},
	{measure: Endings, unit: cases,
		own:   store.SQL("report.endings", counts+endingFacts+countsEnd),
		list:  store.SQL("report.endingsListed", lists+endingFacts+listsEnd),
		by:    store.SQL("report.endingsBy", answers+endingFacts+answersEnd),
		chose: store.SQL("report.endingsByListed", lists+endingFacts+choosesEnd)},
	{measure: Mediation, unit: cases,
		own:  store.SQL("report.mediation", counts+mediationFacts+countsEnd),
		list: store.SQL("report.mediationListed", lists+mediationFacts+listsEnd)},
	{measure: Advocacy, unit: people,
		own:  store.SQL("report.advocacy", counts+advocacyFacts+countsEnd),
		list: store.SQL("report.advocacyListed", lists+advocacyFacts+listsEnd)},
	{measure: Court, unit: people,
		own:  store.SQL("report.court", counts+courtFacts+countsEnd),
		list: store.SQL("report.courtListed", lists+courtFacts+listsEnd)},
}
