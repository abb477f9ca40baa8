package report

import "goldenthread/internal/store"

// How long people waited, in whole hours by the clock on the wall, nights and weekends too: what it was
// like for the person, not how the service's hours ran. Told by age, gender, ethnicity or district it
// shows whether the service is fair (R240, R241).

const (
	// listed is who came in a list of cases that were kept elsewhere before, with an opening day or without: how long anybody waited there
	// the program does not know. The times leave them out, and fromListFacts counts them.
	listed = ` EXISTS (SELECT 1 FROM intake_v_fact_listed l WHERE l.referral_id = `
	since  = accepted + ` AND NOT` + listed + `r.referral_id)`

	fromListFacts = referred + `'' AS code FROM referral_v_fact_referral r WHERE` + accepted + ` AND` + listed + `r.referral_id)`

	// toContactFacts run from receipt to the first time the person was reached.
	toContactFacts = referred + `(min(k.recorded_at) - r.recorded_at) / 3600000000 AS hours
		FROM referral_v_fact_referral r
		JOIN casework_v_fact_contact k ON k.folder_id = r.folder_id AND k.outcome = 'reached' AND k.recorded_at < $5
		WHERE` + since + ` GROUP BY r.referral_id, r.folder_id, r.person_id, r.received_on, r.recorded_at`

	toCaseFacts = referred + `(c.recorded_at - r.recorded_at) / 3600000000 AS hours
		FROM referral_v_fact_referral r
		JOIN casework_v_fact_case c ON c.referral_id = r.referral_id AND c.recorded_at < $5
		WHERE` + since

	toSessionFacts = referred + `(min(s.recorded_at) - r.recorded_at) / 3600000000 AS hours
		FROM referral_v_fact_referral r
		JOIN casework_v_fact_session s ON s.folder_id = r.folder_id AND s.recorded_at < $5
		WHERE` + since + ` GROUP BY r.referral_id, r.folder_id, r.person_id, r.received_on, r.recorded_at`

	toOnwardFacts = `SELECT o.onward_id AS key, '' AS referral_id, o.case_id, o.folder_id, c.person_id, o.made_on AS on_date,
			(o.recorded_at - c.recorded_at) / 3600000000 AS hours
		FROM casework_v_fact_onward o JOIN casework_v_fact_case c ON c.case_id = o.case_id
		WHERE o.service = $1 AND o.made_on >= $2 AND o.made_on <= $3 AND o.recorded_at < $5 AND NOT` + listed + `c.referral_id)`
)

var elapsedSources = []source{
	{measure: ToContact, unit: newReferrals,
		by:    store.SQL("report.toContact", times+toContactFacts+timesEnd),
		chose: store.SQL("report.toContactListed", lists+toContactFacts+choosesEnd)},
	{measure: ToCase, unit: newReferrals,
		by:    store.SQL("report.toCase", times+toCaseFacts+timesEnd),
		chose: store.SQL("report.toCaseListed", lists+toCaseFacts+choosesEnd)},
	{measure: ToSession, unit: newReferrals,
		by:    store.SQL("report.toSession", times+toSessionFacts+timesEnd),
		chose: store.SQL("report.toSessionListed", lists+toSessionFacts+choosesEnd)},
	{measure: ToOnward, unit: referralsMade,
		by:    store.SQL("report.toOnward", times+toOnwardFacts+timesEnd),
		chose: store.SQL("report.toOnwardListed", lists+toOnwardFacts+choosesEnd)},
	{measure: FromList, unit: newReferrals,
		own:  store.SQL("report.fromList", counts+fromListFacts+countsEnd),
		list: store.SQL("report.fromListListed", lists+fromListFacts+listsEnd)},
}
