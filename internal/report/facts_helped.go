package report

import "goldenthread/internal/store"

// helpedFacts are pieces of help, each from the record that was made of it when it was given, and not from the need that
// was ticked: a power that was advised on, an item fitted, somebody spoken up for, mediation offered (R079 to R081, R118).
// Mediation is counted once a case. How far an item of security has come is told as it stands today.
const (
	piece = ` AS key, '' AS referral_id, x.case_id, x.folder_id, '' AS person_id, `

	helpedFacts = `SELECT 'power ' || x.power_id` + piece + `x.on_date, 'asb_powers' AS code
		FROM casework_v_fact_power x
		WHERE x.service = $1 AND x.on_date >= $2 AND x.on_date <= $3 AND x.recorded_at < $5
		UNION ALL
		SELECT 'safety ' || x.safety_id` + piece + `x.fitted_on AS on_date, x.category AS code
		FROM casework_v_fact_safety x
		WHERE x.service = $1 AND x.fitted_on >= $2 AND x.fitted_on <= $3 AND x.recorded_at < $5
		UNION ALL
		SELECT 'advocacy ' || x.advocacy_id` + piece + `x.on_date, 'advocacy' AS code
		FROM casework_v_fact_advocacy x
		WHERE x.service = $1 AND x.on_date >= $2 AND x.on_date <= $3 AND x.recorded_at < $5
		UNION ALL
		SELECT 'mediation ' || m.key AS key, m.referral_id, m.case_id, m.folder_id, m.person_id, m.on_date, 'mediation' AS code
		FROM (` + mediationFacts + `) m`
)

var helpedSources = []source{
	{measure: Helped, unit: piecesOfHelp,
		own:  store.SQL("report.helped", counts+helpedFacts+countsEnd),
		list: store.SQL("report.helpedListed", lists+helpedFacts+listsEnd)},
}
