package report

import "goldenthread/internal/store"

// The facts of the work done: interventions and tags, of which one person can have many.

const (
	needFacts = `SELECT n.case_id || ' ' || n.code AS key, '' AS referral_id, n.case_id, n.folder_id, '' AS person_id, n.noted_on AS on_date, n.code
		FROM casework_v_fact_need n
		WHERE n.service = $1 AND n.noted_on >= $2 AND n.noted_on <= $3 AND n.recorded_at < $5 AND n.kind = `
	supportFacts = needFacts + `'need'`
	issueFacts   = needFacts + `'additional'`

	onwardFacts = `SELECT o.onward_id AS key, '' AS referral_id, o.case_id, o.folder_id, '' AS person_id, o.made_on AS on_date, o.code
		FROM casework_v_fact_onward o
		WHERE o.service = $1 AND o.made_on >= $2 AND o.made_on <= $3 AND o.recorded_at < $5`

	sessionFacts = `SELECT s.session_id AS key, '' AS referral_id, s.case_id, s.folder_id, '' AS person_id, s.on_date, s.strand AS code
		FROM casework_v_fact_session s
		WHERE s.service = $1 AND s.on_date >= $2 AND s.on_date <= $3 AND s.recorded_at < $5`

	contactFacts = `SELECT k.attempt_id AS key, '' AS referral_id, k.case_id, k.folder_id, k.person_id, k.on_date, k.outcome AS code
		FROM casework_v_fact_contact k
		WHERE k.service = $1 AND k.on_date >= $2 AND k.on_date <= $3 AND k.recorded_at < $5`

	// knownFacts are questions whose answer another body had been given before: whether the person was asked again all the
	// same (practice, part 2.4).
	knownFacts = `SELECT k.assessment_id || ' ' || k.question AS key, '' AS referral_id, c.case_id, k.folder_id, c.person_id, k.assessed_on AS on_date,
			k.how AS code
		FROM assessment_v_fact_known k
		JOIN casework_v_fact_case c ON c.folder_id = k.folder_id
		WHERE c.service = $1 AND k.assessed_on >= $2 AND k.assessed_on <= $3 AND k.recorded_at < $5`

	contributionFacts = `SELECT x.contribution_id AS key, '' AS referral_id, x.case_id, x.folder_id, x.person_id, x.on_date, x.kind AS code
		FROM casework_v_fact_contribution x
		WHERE x.service = $1 AND x.on_date >= $2 AND x.on_date <= $3 AND x.recorded_at < $5`

	// proposalFacts are proposals to the panel by what was said to each up to that day; '': nothing yet.
	proposalFacts = `SELECT x.proposal_id AS key, '' AS referral_id, x.case_id, x.folder_id, x.person_id, x.on_date,
			CASE WHEN x.answered_at > 0 AND x.answered_at < $5 AND x.answered_on <= $4 THEN x.answer ELSE '' END AS code
		FROM casework_v_fact_proposal x
		WHERE x.service = $1 AND x.on_date >= $2 AND x.on_date <= $3 AND x.recorded_at < $5`
)

var workSources = []source{
	{measure: Needs, unit: supportTags,
		own:  store.SQL("report.needs", counts+supportFacts+countsEnd),
		list: store.SQL("report.needsListed", lists+supportFacts+listsEnd)},
	{measure: AdditionalNeeds, unit: issueTags,
		own:  store.SQL("report.issues", counts+issueFacts+countsEnd),
		list: store.SQL("report.issuesListed", lists+issueFacts+listsEnd)},
	{measure: Onward, unit: referralsMade,
		own:  store.SQL("report.onward", counts+onwardFacts+countsEnd),
		list: store.SQL("report.onwardListed", lists+onwardFacts+listsEnd)},
	{measure: Sessions, unit: sessionsHeld,
		own:  store.SQL("report.sessions", counts+sessionFacts+countsEnd),
		list: store.SQL("report.sessionsListed", lists+sessionFacts+listsEnd)},
	{measure: Contacts, unit: attempts,
		own:  store.SQL("report.contacts", counts+contactFacts+countsEnd),
		list: store.SQL("report.contactsListed", lists+contactFacts+listsEnd)},
	{measure: KnownAlready, unit: questionsKnown,
		own:  store.SQL("report.knownAlready", counts+knownFacts+countsEnd),
		list: store.SQL("report.knownAlreadyListed", lists+knownFacts+listsEnd)},
	{measure: Contributions, unit: passedOn,
		own:  store.SQL("report.contributions", counts+contributionFacts+countsEnd),
		list: store.SQL("report.contributionsListed", lists+contributionFacts+listsEnd)},
	{measure: Proposals, unit: proposed,
		own:  store.SQL("report.proposals", counts+proposalFacts+countsEnd),
		list: store.SQL("report.proposalsListed", lists+proposalFacts+listsEnd)},
}
