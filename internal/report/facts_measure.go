package report

import (
	"goldenthread/internal/catalogue"
	"goldenthread/internal/store"
)

// The facts of what people answered: risk assessments, and statements before and at the end. Each table counts the
// answers to one set of questions ([Layout].Instrument), so that a second one does not mix with them.

const (
	// improvedFacts are new referrals whose case is closed by the as-at date, by how the statements
	// changed: all that were answered twice went up, some did, none did, none was answered twice (R200, I-11).
	improvedFacts = `SELECT p.key, p.referral_id, p.case_id, p.folder_id, p.person_id, p.on_date,
			CASE WHEN p.pairs = 0 THEN 'not_paired' WHEN p.better = p.pairs THEN 'all' WHEN p.better > 0 THEN 'some' ELSE 'none' END AS code
		FROM (` + referred + `(SELECT count(*) ` + pairs + `r.folder_id` + exits
	improvedBetter = `) AS pairs,
				(SELECT count(*) ` + pairs + `r.folder_id AND x.after_points > x.before_points` + exits
	improvedEnd = `) AS better
			FROM referral_v_fact_referral r
			JOIN casework_v_fact_case c ON c.referral_id = r.referral_id AND c.closed_on <> '' AND c.closed_on <= $4 AND c.recorded_at < $5
			WHERE` + accepted + `) p`

	pairs = `FROM assessment_v_fact_pair x WHERE x.folder_id = `
	exits = ` AND x.after_phase = 'exit' AND ` + heldThen + ` AND x.instrument = `

	// heldThen: an answer counts until the same was asked again in the same phase.
	heldThen = `x.recorded_at < $5 AND x.replaced_at >= $5`

	// ratedFacts are new referrals by the band of their latest scored risk assessment (R186).
	ratedFacts = referred + `COALESCE(a.band, '') AS code` + rating
	ratedEnd   = `
		WHERE` + accepted

	rating = `
		FROM referral_v_fact_referral r
		LEFT JOIN assessment_v_fact_rating a ON a.folder_id = r.folder_id AND a.recorded_at < $5 AND NOT EXISTS (SELECT 1 FROM assessment_v_fact_rating e
			WHERE e.folder_id = a.folder_id AND e.instrument = a.instrument AND e.recorded_at < $5
				AND (e.recorded_at > a.recorded_at OR (e.recorded_at = a.recorded_at AND e.assessment_id > a.assessment_id))) AND a.instrument = `

	// assessedFacts are new referrals with a scored risk assessment by the as-at date (R051).
	assessedFacts = referred + `'' AS code FROM referral_v_fact_referral r
		WHERE EXISTS (SELECT 1 FROM assessment_v_fact_rating a WHERE a.folder_id = r.folder_id AND a.recorded_at < $5 AND a.instrument = `
	assessedEnd = `) AND` + accepted

	// movedFacts are new referrals by the question that added most to their latest score: the most
	// significant vulnerability (R186). Of two that added as much, the first by its key; none where no question added anything.
	movedFacts = referred + `CASE WHEN a.assessment_id IS NULL THEN '' ELSE COALESCE((SELECT w.question FROM assessment_v_fact_rated_answer w
			WHERE w.assessment_id = a.assessment_id AND w.points > 0 ORDER BY w.points DESC, w.question LIMIT 1), 'none') END AS code` + rating

	closedThen = ` c.service = $1 AND c.closed_on >= $2 AND c.closed_on <= $3 AND c.recorded_at < $5`
	ofClosed   = `SELECT c.case_id || ' ' || x.question AS key, '' AS referral_id, c.case_id, c.folder_id, c.person_id, c.closed_on AS on_date, x.question AS code, `

	// changeFacts are the statements that were answered before and at the end, of cases closed in the period.
	changeFacts = ofClosed + `x.before_points, x.after_points
		FROM casework_v_fact_case c
		JOIN assessment_v_fact_pair x ON x.folder_id = c.folder_id` + exits
	changeEnd = `
		WHERE` + closedThen

	// atEndFacts are the statements that were answered at the end, of cases closed in the period: of those asked only then.
	atEndFacts = ofClosed + `0 AS before_points, x.points AS after_points
		FROM casework_v_fact_case c
		JOIN assessment_v_fact_measure x ON x.folder_id = c.folder_id AND x.phase = 'exit' AND x.question <> '' AND ` + heldThen + ` AND x.instrument = `

	// measuredFacts are cases closed in the period by whether the statements were answered: at the beginning and the end
	// (3), at the end (2), at the beginning (1); or why they were not asked at the end (practice, part 2.12).
	measuredFacts = `SELECT m.key, '' AS referral_id, m.key AS case_id, m.folder_id, m.person_id, m.on_date,
			CASE WHEN m.asked = 3 THEN 'twice' WHEN m.asked = 2 THEN 'end' WHEN m.why <> '' THEN m.why WHEN m.asked = 1 THEN 'beginning' ELSE '' END AS code
		FROM (SELECT c.case_id AS key, c.folder_id, c.person_id, c.closed_on AS on_date,
				COALESCE((SELECT max(CASE WHEN x.phase = 'exit' THEN 2 ELSE 0 END) + max(CASE WHEN x.phase = 'before' THEN 1 ELSE 0 END)
					FROM assessment_v_fact_measure x WHERE x.folder_id = c.folder_id AND x.question <> '' AND ` + heldThen + ` AND x.instrument = `
	measuredWhy = `), 0) AS asked,
				COALESCE((SELECT max(x.not_done_why) FROM assessment_v_fact_measure x
					WHERE x.folder_id = c.folder_id AND x.question = '' AND x.phase = 'exit' AND ` + heldThen + ` AND x.instrument = `
	measuredEnd = `), (SELECT u.why FROM casework_v_fact_unasked u WHERE u.case_id = c.case_id), '') AS why
			FROM casework_v_fact_case c
			WHERE` + closedThen + `) m`
)

var measureSources = []source{
	{measure: Improved, unit: cases, asks: catalogue.KindStatements,
		own:  store.SQL("report.improved", counts+improvedFacts+`$6`+improvedBetter+`$6`+improvedEnd+countsEnd),
		list: store.SQL("report.improvedListed", lists+improvedFacts+`$11`+improvedBetter+`$11`+improvedEnd+listsEnd)},
	{measure: Rated, unit: newReferrals, asks: catalogue.KindMatrix,
		own:  store.SQL("report.rated", counts+ratedFacts+`$6`+ratedEnd+countsEnd),
		list: store.SQL("report.ratedListed", lists+ratedFacts+`$11`+ratedEnd+listsEnd)},
	{measure: Assessed, unit: newReferrals, asks: catalogue.KindMatrix,
		own:   store.SQL("report.assessed", counts+assessedFacts+`$6`+assessedEnd+countsEnd),
		list:  store.SQL("report.assessedListed", lists+assessedFacts+`$11`+assessedEnd+listsEnd),
		by:    store.SQL("report.assessedBy", answers+assessedFacts+`$7`+assessedEnd+answersEnd),
		chose: store.SQL("report.assessedByListed", lists+assessedFacts+`$12`+assessedEnd+choosesEnd)},
	{measure: Moved, unit: newReferrals, asks: catalogue.KindMatrix,
		own:  store.SQL("report.moved", counts+movedFacts+`$6`+ratedEnd+countsEnd),
		list: store.SQL("report.movedListed", lists+movedFacts+`$11`+ratedEnd+listsEnd)},
	{measure: Changes, unit: answersTwice, asks: catalogue.KindStatements,
		own:  store.SQL("report.changes", changes+changeFacts+`$6`+changeEnd+changesEnd),
		list: store.SQL("report.changesListed", lists+changeFacts+`$11`+changeEnd+listsEnd)},
	{measure: AtEnd, unit: answersAtEnd, asks: catalogue.KindStatements,
		own:  store.SQL("report.atEnd", changes+atEndFacts+`$6`+changeEnd+changesEnd),
		list: store.SQL("report.atEndListed", lists+atEndFacts+`$11`+changeEnd+listsEnd)},
	{measure: Measured, unit: cases, asks: catalogue.KindStatements,
		own:  store.SQL("report.measured", counts+measuredFacts+`$6`+measuredWhy+`$6`+measuredEnd+countsEnd),
		list: store.SQL("report.measuredListed", lists+measuredFacts+`$11`+measuredWhy+`$11`+measuredEnd+listsEnd)},
}
