package report

import "goldenthread/internal/store"

// promiseFacts are promises to be heard from by a day, each once: on the day it was kept or withdrawn, and as long as it was neither
// by the as-at date, on the day on which it should have been. What is still to come by then is not counted, and as long as that
// day goes on, neither is what is due later today: the parameter after it is the instant before which what was due is broken. Whether
// one was kept in time is said by the view, which the supervisor's page counts by too (practice, part 6).
const promiseFacts = `SELECT p.promise_id AS key, '' AS referral_id, c.case_id, p.folder_id, c.person_id, p.settled_on AS on_date, p.came AS code
		FROM casework_v_fact_promise p JOIN casework_v_fact_case c ON c.folder_id = p.folder_id
		WHERE p.service = $1 AND p.settled_on >= $2 AND p.settled_on <= $3 AND p.settled_on <= $4 AND p.settled <> '' AND p.recorded_at < $5
		UNION ALL
		SELECT p.promise_id, '', c.case_id, p.folder_id, c.person_id, p.due_on, 'broken'
		FROM casework_v_fact_promise p JOIN casework_v_fact_case c ON c.folder_id = p.folder_id
		WHERE p.service = $1 AND p.due_on >= $2 AND p.due_on <= $3 AND (p.settled = '' OR p.settled_on > $4) AND p.recorded_at < $5 AND p.due_at < `

var promiseSources = []source{
	{measure: Promises, unit: promisesMade,
		own:  store.SQL("report.promises", counts+promiseFacts+`$6`+countsEnd),
		list: store.SQL("report.promisesListed", lists+promiseFacts+`$11`+listsEnd)},
}
