package assessment

import "goldenthread/internal/store"

var addSQL = store.SQL("assessment.add", `
	INSERT INTO assessment (id, folder_id, instrument, instrument_version, kind, phase, assessed_at, assessed_on, assessed_by,
		low, high, band_low, band_high, panel, override_band, override_reason, not_done_why, beside, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', NULL, $15, $16, 1, $17)`)

var addAnswersSQL = store.SQL("assessment.addAnswers", `
	INSERT INTO assessment_answer (assessment_id, question, answer, points) VALUES {{rows 4}}`)

var overrideSQL = store.SQL("assessment.override", `
	UPDATE assessment SET override_band = $4, override_reason = $5, version = version + 1, last_entry = $6
	WHERE id = $1 AND folder_id = $2 AND version = $3`)

const keptColumns = `id, folder_id, instrument, instrument_version, kind, phase, assessed_at, assessed_on, assessed_by, low, high,
		band_low, band_high, panel, override_band, override_reason, not_done_why, version`

// historySQL is driven by assessment_folder.
var historySQL = store.SQL("assessment.history", `
	SELECT `+keptColumns+` FROM assessment WHERE folder_id = $1 ORDER BY assessed_at DESC, id DESC`)

var lastTwoSQL = store.SQL("assessment.lastTwo", `
	SELECT `+keptColumns+` FROM assessment WHERE folder_id = $1 AND kind = $2 AND beside = false ORDER BY assessed_at DESC, id DESC LIMIT 2`)

var answersSQL = store.SQL("assessment.answers", `
	SELECT w.question, w.answer
	FROM assessment_answer w JOIN assessment a ON a.id = w.assessment_id
	WHERE w.assessment_id = $1 AND a.folder_id = $2`)

// doneSQL leaves out a judgement as long as the police have not said what they make of it.
var doneSQL = store.SQL("assessment.done", `
	SELECT DISTINCT a.instrument FROM assessment a
	WHERE a.folder_id = $1 AND a.assessed_at >= $2 AND NOT EXISTS (SELECT 1 FROM joint_priority j
		WHERE j.folder_id = a.folder_id AND j.instrument = a.instrument AND j.state = 'waiting')`)

var measuredSQL = store.SQL("assessment.measured", `SELECT DISTINCT instrument FROM assessment WHERE folder_id = $1 AND phase = $2 AND assessed_at >= $3`)
