package report

import "goldenthread/internal/store"

// The demand that no case shows: who asked where the service's file shuts the door, and what was needed while it was shut
// (R017, R023, R039, R090, R198). Both are counted with nobody's name and have no folder.

const (
	// turnedAwayFacts have who asked and the district beside the code, by which the door goes.
	turnedAwayFacts = `SELECT y.demand_id AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id, y.on_date, y.door AS code, y.source, y.district
		FROM referral_v_fact_demand y
		WHERE y.service = $1 AND y.on_date >= $2 AND y.on_date <= $3 AND y.recorded_at < $5`
	askedBy       = `WHEN 'all' THEN '' WHEN 'source' THEN f.source ELSE f.district END`
	askedAnswers  = `SELECT CASE CAST($6 AS text) ` + askedBy + ` AS answer, substr(f.on_date, 1, 7) AS month, count(*) FROM (`
	askedEnd      = `) f WHERE f.on_date <= $4 GROUP BY answer, month`
	askedListsEnd = `) f` + page + `CASE CAST($11 AS text) ` + askedBy + order

	arose = ` AS code FROM referral_v_fact_out_of_hours y
		WHERE y.service = $1 AND y.arose_on >= $2 AND y.arose_on <= $3 AND y.recorded_at < $5`
	outOfHours      = `SELECT y.need_id AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id, y.arose_on AS on_date, `
	outOfHoursFacts = outOfHours + `y.kind` + arose
	answeredByFacts = outOfHours + `y.answered` + arose
)

var demandSources = []source{
	{measure: TurnedAway, unit: requestsTurned, in: InCounts, tells: []Dimension{BySource, ByDistrict, ByAll},
		own:   store.SQL("report.turnedAway", counts+turnedAwayFacts+countsEnd),
		list:  store.SQL("report.turnedAwayListed", lists+turnedAwayFacts+listsEnd),
		by:    store.SQL("report.turnedAwayBy", askedAnswers+turnedAwayFacts+askedEnd),
		chose: store.SQL("report.turnedAwayByListed", lists+turnedAwayFacts+askedListsEnd)},
	{measure: OutOfHours, unit: needsOutOfHours, in: InCounts,
		own:  store.SQL("report.outOfHours", counts+outOfHoursFacts+countsEnd),
		list: store.SQL("report.outOfHoursListed", lists+outOfHoursFacts+listsEnd)},
	{measure: AnsweredBy, unit: needsOutOfHours, in: InCounts,
		own:  store.SQL("report.answeredBy", counts+answeredByFacts+countsEnd),
		list: store.SQL("report.answeredByListed", lists+answeredByFacts+listsEnd)},
}
