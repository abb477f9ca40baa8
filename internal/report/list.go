package report

import "goldenthread/internal/store"

// The statements behind a cell: the records it counts, by day. Each takes $1 service, $2 first and $3
// last day of the cell, $4 the instant at which the as-at date ends, $5 day and $6 key of the last
// record of the page before, $7 how many; then what its counting statement takes besides, or, where a
// person counts once in the year, $8 first and $9 last day of that year; then the codes. Each gives the record's key, its
// referral or case, its folder and its day.

var listReferralsSQL = store.SQL("report.listReferrals", `
	SELECT referral_id AS key, referral_id, '' AS case_id, folder_id, received_on AS on_date
	FROM referral_v_fact_referral
	WHERE service = $1 AND received_on >= $2 AND received_on <= $3 AND accepted_on <> '' AND accepted_on <= $8 AND recorded_at < $4
		AND (received_on, referral_id) > ($5, $6) AND source IN ({{list}})
	ORDER BY received_on, referral_id LIMIT $7`)

var listAgesSQL = store.SQL("report.listAges", `
	SELECT referral_id AS key, referral_id, '' AS case_id, folder_id, received_on AS on_date
	FROM referral_v_fact_referral
	WHERE service = $1 AND received_on >= $2 AND received_on <= $3 AND accepted_on <> '' AND accepted_on <= $8 AND recorded_at < $4
		AND (received_on, referral_id) > ($5, $6) AND COALESCE(CAST(age_at_referral AS text), '') IN ({{list}})
	ORDER BY received_on, referral_id LIMIT $7`)

var listDemographicSQL = store.SQL("report.listDemographic", `
	SELECT r.referral_id AS key, r.referral_id, '' AS case_id, r.folder_id, r.received_on AS on_date
	FROM referral_v_fact_referral r
	LEFT JOIN person_v_fact_demographic d
		ON d.folder_id = r.folder_id AND d.person_id = r.person_id AND d.field = $9 AND d.recorded_at < $4
	WHERE r.service = $1 AND r.received_on >= $2 AND r.received_on <= $3 AND r.accepted_on <> '' AND r.accepted_on <= $8 AND r.recorded_at < $4
		AND (r.received_on, r.referral_id) > ($5, $6) AND COALESCE(d.code, '') IN ({{list}})
	ORDER BY r.received_on, r.referral_id LIMIT $7`)

// listSupportedSQL gives of each person the case she is counted by. One carried over stands at the
// first day of the year.
var listSupportedSQL = store.SQL("report.listSupported", `
	WITH supported AS (
		SELECT case_id, folder_id,
			CASE WHEN opened_on < $8 THEN CAST($8 AS text) ELSE opened_on END AS on_date,
			CASE WHEN opened_on < $8 THEN 'carried_over' ELSE 'new' END AS standing,
			row_number() OVER (PARTITION BY person_id ORDER BY opened_on, case_id) AS nth
		FROM casework_v_fact_case
		WHERE service = $1 AND opened_on <= $9 AND (closed_on = '' OR closed_on >= $8) AND recorded_at < $4
	)
	SELECT case_id AS key, '' AS referral_id, case_id, folder_id, on_date
	FROM supported
	WHERE nth = 1 AND on_date >= $2 AND on_date <= $3 AND (on_date, case_id) > ($5, $6) AND standing IN ({{list}})
	ORDER BY on_date, case_id LIMIT $7`)

var listNeedsSQL = store.SQL("report.listNeeds", `
	SELECT case_id || ' ' || code AS key, '' AS referral_id, case_id, folder_id, noted_on AS on_date
	FROM casework_v_fact_need
	WHERE service = $1 AND noted_on >= $2 AND noted_on <= $3 AND recorded_at < $4
		AND (noted_on, case_id || ' ' || code) > ($5, $6) AND kind = $8 AND code IN ({{list}})
	ORDER BY noted_on, case_id || ' ' || code LIMIT $7`)

var listOnwardSQL = store.SQL("report.listOnward", `
	SELECT onward_id AS key, '' AS referral_id, case_id, folder_id, made_on AS on_date
	FROM casework_v_fact_onward
	WHERE service = $1 AND made_on >= $2 AND made_on <= $3 AND recorded_at < $4
		AND (made_on, onward_id) > ($5, $6) AND code IN ({{list}})
	ORDER BY made_on, onward_id LIMIT $7`)

var listMediationSQL = store.SQL("report.listMediation", `
	WITH offered AS (
		SELECT mediation_id, case_id, folder_id, offered_on,
			row_number() OVER (PARTITION BY case_id ORDER BY offered_on, mediation_id) AS nth
		FROM casework_v_fact_mediation
		WHERE service = $1 AND offered_on >= $8 AND offered_on <= $9 AND recorded_at < $4
	)
	SELECT mediation_id AS key, '' AS referral_id, case_id, folder_id, offered_on AS on_date
	FROM offered
	WHERE nth = 1 AND offered_on >= $2 AND offered_on <= $3 AND (offered_on, mediation_id) > ($5, $6)
	ORDER BY offered_on, mediation_id LIMIT $7`)

var listAdvocacySQL = store.SQL("report.listAdvocacy", `
	WITH spoken AS (
		SELECT advocacy_id, case_id, folder_id, forum, on_date,
			row_number() OVER (PARTITION BY forum, person_id ORDER BY on_date, advocacy_id) AS nth
		FROM casework_v_fact_advocacy
		WHERE service = $1 AND on_date >= $8 AND on_date <= $9 AND recorded_at < $4
	)
	SELECT advocacy_id AS key, '' AS referral_id, case_id, folder_id, on_date
	FROM spoken
	WHERE nth = 1 AND on_date >= $2 AND on_date <= $3 AND (on_date, advocacy_id) > ($5, $6) AND forum IN ({{list}})
	ORDER BY on_date, advocacy_id LIMIT $7`)

var listCourtSQL = store.SQL("report.listCourt", `
	WITH helped AS (
		SELECT k.court_id, k.case_id, k.folder_id, k.on_date,
			row_number() OVER (PARTITION BY c.person_id ORDER BY k.on_date, k.court_id) AS nth
		FROM casework_v_fact_court k
		JOIN casework_v_fact_case c ON c.case_id = k.case_id
		WHERE k.service = $1 AND k.on_date >= $8 AND k.on_date <= $9 AND k.recorded_at < $4
	)
	SELECT court_id AS key, '' AS referral_id, case_id, folder_id, on_date
	FROM helped
	WHERE nth = 1 AND on_date >= $2 AND on_date <= $3 AND (on_date, court_id) > ($5, $6)
	ORDER BY on_date, court_id LIMIT $7`)
