-- +goose Up

CREATE TABLE assessment (
	id                 text PRIMARY KEY,
	folder_id          text NOT NULL,
	instrument         text NOT NULL,
	instrument_version text NOT NULL,
	kind               text NOT NULL,
	phase              text NOT NULL,
	assessed_at        bigint NOT NULL,
	assessed_on        text NOT NULL,
	assessed_by        text NOT NULL,
	low                integer NOT NULL,
	high               integer NOT NULL,
	band_low           text NOT NULL,
	band_high          text NOT NULL,
	panel              text NOT NULL,
	override_band      text NOT NULL,
	override_reason    bytea,
	not_done_why       text NOT NULL,
	version            integer NOT NULL,
	last_entry         text NOT NULL,
	CONSTRAINT assessment_phase CHECK (phase IN ('before', 'review', 'exit')),
	CONSTRAINT assessment_range CHECK (low <= high)
);
CREATE INDEX assessment_folder ON assessment (folder_id, instrument, assessed_at);

CREATE TABLE assessment_answer (
	assessment_id text NOT NULL REFERENCES assessment (id),
	question      text NOT NULL,
	answer        text NOT NULL,
	points        integer NOT NULL,
	PRIMARY KEY (assessment_id, question)
);

CREATE VIEW assessment_v_latest AS
	SELECT a.id AS assessment_id, a.folder_id, a.instrument, a.kind, a.phase, a.low, a.high, a.band_low, a.band_high, a.override_band,
		a.panel, a.assessed_on, a.assessed_at
	FROM assessment a
	WHERE NOT EXISTS (SELECT 1 FROM assessment later
		WHERE later.folder_id = a.folder_id AND later.instrument = a.instrument
			AND (later.assessed_at > a.assessed_at OR (later.assessed_at = a.assessed_at AND later.id > a.id)));

-- Every asking, with the band that counts: a person's own judgement where there is one.
CREATE VIEW assessment_v_asked AS
	SELECT id AS assessment_id, folder_id, instrument, kind, phase, assessed_on, assessed_at, assessed_by, low, high,
		CASE WHEN override_band <> '' THEN override_band ELSE band_low END AS band, band_high, panel
	FROM assessment;

CREATE VIEW assessment_v_fact_measure AS
	SELECT a.id AS assessment_id, a.folder_id, a.instrument, a.phase, a.assessed_on, a.assessed_at AS recorded_at, a.not_done_why,
		w.question, w.answer, w.points
	FROM assessment a JOIN assessment_answer w ON w.assessment_id = a.id
	WHERE a.kind = 'statements';
