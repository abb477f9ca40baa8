-- +goose Up

CREATE INDEX assessment_measured ON assessment (instrument, phase, assessed_on);

-- Every statement that was answered, one row each; an asking that was not done has one row with no question
-- and the reason. An asking counts from recorded_at until replaced_at, when the same instrument was asked
-- again in the same phase: "as at" an instant is recorded_at <= it AND replaced_at > it.
DROP VIEW assessment_v_fact_measure;
CREATE VIEW assessment_v_fact_measure AS
	SELECT a.id AS assessment_id, a.folder_id, a.instrument, a.instrument_version, a.phase, a.assessed_on, a.assessed_at AS recorded_at,
		COALESCE((SELECT MIN(later.assessed_at) FROM assessment later
			WHERE later.folder_id = a.folder_id AND later.instrument = a.instrument AND later.phase = a.phase
				AND (later.assessed_at > a.assessed_at OR (later.assessed_at = a.assessed_at AND later.id > a.id))),
			4611686018427387903) AS replaced_at,
		a.not_done_why, COALESCE(w.question, '') AS question, COALESCE(w.answer, '') AS answer, COALESCE(w.points, 0) AS points
	FROM assessment a LEFT JOIN assessment_answer w ON w.assessment_id = a.id
	WHERE a.kind = 'statements';

-- A statement answered at the beginning and again later, beside each other: what a paired change is worked
-- out from. after_phase is review or exit. It counts from recorded_at until replaced_at, as above; folder_id
-- joins casework_v_fact_case.
CREATE VIEW assessment_v_fact_pair AS
	SELECT b.folder_id, b.instrument, b.question, x.phase AS after_phase, b.assessment_id AS before_id, x.assessment_id AS after_id,
		b.points AS before_points, x.points AS after_points, b.assessed_on AS before_on, x.assessed_on AS after_on,
		CASE WHEN b.recorded_at > x.recorded_at THEN b.recorded_at ELSE x.recorded_at END AS recorded_at,
		CASE WHEN b.replaced_at < x.replaced_at THEN b.replaced_at ELSE x.replaced_at END AS replaced_at
	FROM assessment_v_fact_measure b
	JOIN assessment_v_fact_measure x ON x.folder_id = b.folder_id AND x.instrument = b.instrument AND x.question = b.question
	WHERE b.phase = 'before' AND x.phase IN ('review', 'exit') AND b.question <> '';
