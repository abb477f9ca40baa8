-- +goose Up

-- The latest scored risk assessment of a folder at any time is the one no later one follows.
CREATE VIEW assessment_v_fact_rating AS
	SELECT id AS assessment_id, folder_id, instrument, assessed_on, assessed_at AS recorded_at,
		CASE WHEN override_band <> '' THEN override_band ELSE band_low END AS band, panel
	FROM assessment
	WHERE kind = 'matrix';

CREATE VIEW assessment_v_fact_rated_answer AS
	SELECT w.assessment_id, w.question, w.points
	FROM assessment_answer w;
