package report

import "goldenthread/internal/store"

// The facts of the log of work beside the cases (R122, R168, R177, R210, R228). They are about nobody who is
// supported and have no folder, so of what they open to only the day is shown.

const (
	activityFacts = `SELECT y.activity_id AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id, y.on_date, y.kind AS code
		FROM workforce_v_fact_activity y
		WHERE y.service = $1 AND y.on_date >= $2 AND y.on_date <= $3 AND y.recorded_at < $5 AND (y.taken_back_at = 0 OR y.taken_back_at >= $5)`

	// dayFacts are days somebody worked for the service: two people on one day are two.
	dayFacts = `SELECT w.day_id AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id, w.on_date,
			CASE WHEN w.co_located = true THEN 'with_partner' ELSE 'apart' END AS code
		FROM workforce_v_fact_day w
		WHERE w.service = $1 AND w.on_date >= $2 AND w.on_date <= $3 AND w.recorded_at < $5 AND (w.taken_back_at = 0 OR w.taken_back_at >= $5)`
)

var logSources = []source{
	{measure: Activities, unit: activitiesLogged,
		own:  store.SQL("report.activities", counts+activityFacts+countsEnd),
		list: store.SQL("report.activitiesListed", lists+activityFacts+listsEnd)},
	{measure: ServiceDays, unit: daysWorked,
		own:  store.SQL("report.serviceDays", counts+dayFacts+countsEnd),
		list: store.SQL("report.serviceDaysListed", lists+dayFacts+listsEnd)},
}
