package report

import "goldenthread/internal/store"

// The facts of training and awareness. They are about nobody who is supported, and have no folder: what they open
// to is the event.

const (
	heldAs = ` e.service = $1 AND e.on_date >= $2 AND e.on_date <= $3 AND e.recorded_at < $5 AND e.replaced_at >= $5`

	eventFacts = `SELECT e.event_id AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id, e.on_date, e.kind AS code
		FROM learning_v_fact_event e WHERE` + heldAs

	// peopleAt are one fact for each of those who came.
	peopleAt = `WITH RECURSIVE head (event_id, on_date, kind, n, people) AS (
			SELECT e.event_id, e.on_date, e.kind, 1, e.people FROM learning_v_fact_event e WHERE` + heldAs + ` AND e.part = '`
	peopleEnd = `'
			UNION ALL
			SELECT event_id, on_date, kind, n + 1, people FROM head WHERE n < people
		)
		SELECT event_id || ' ' || CAST(n AS text) AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id, on_date, kind AS code FROM head`
	trainedFacts = peopleAt + `training` + peopleEnd
	cameFacts    = peopleAt + `awareness` + peopleEnd

	// growthFacts are referrals from those who were taught, in the three months before an event and in the three
	// after it, of events after which three months have gone by. A referral near two events counts for both (R167).
	growthFacts = `SELECT e.event_id || ' ' || r.referral_id AS key, r.referral_id, '' AS case_id, r.folder_id, r.person_id, e.on_date,
			CASE WHEN r.received_on < e.on_date THEN 'before' ELSE 'after' END AS code
		FROM learning_v_fact_event e
		JOIN referral_v_fact_referral r ON r.service = e.service AND r.source = e.source AND r.received_on >= e.since_on
			AND r.received_on <= e.until_on AND r.received_on <> e.on_date AND r.recorded_at < $5
		WHERE` + heldAs + ` AND e.source <> '' AND e.until_on <= $4`
)

var learningSources = []source{
	{measure: Events, unit: eventsHeld, in: InTraining, nobody: true,
		own:  store.SQL("report.events", counts+eventFacts+countsEnd),
		list: store.SQL("report.eventsListed", lists+eventFacts+listsEnd)},
	{measure: Trained, unit: peopleTrained, in: InTraining,
		own:  store.SQL("report.trained", counts+trainedFacts+countsEnd),
		list: store.SQL("report.trainedListed", lists+trainedFacts+listsEnd)},
	{measure: Attended, unit: peopleCame, in: InTraining,
		own:  store.SQL("report.attended", counts+cameFacts+countsEnd),
		list: store.SQL("report.attendedListed", lists+cameFacts+listsEnd)},
	{measure: Growth, unit: referralsNear,
		own:  store.SQL("report.growth", counts+growthFacts+countsEnd),
		list: store.SQL("report.growthListed", lists+growthFacts+listsEnd)},
}
