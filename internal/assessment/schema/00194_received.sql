-- +goose Up

-- An assessment that another body made, as far as it was given to us: its answers, or only its total or its band.
-- via says how it came: handed over by the agency itself, given to a worker, or only heard of, and then not gone by.
-- agency_id is of who handed it over; body a code of the list agencies-asked, of one that a worker wrote down.
CREATE TABLE received_assessment (
	id                 text PRIMARY KEY,
	folder_id          text NOT NULL,
	instrument         text NOT NULL,
	instrument_version text NOT NULL,
	scored_on          text NOT NULL,
	via                text NOT NULL,
	agency_id          text NOT NULL,
	body               text NOT NULL,
	total              integer NOT NULL,
	totalled           boolean NOT NULL,
	band               text NOT NULL,
	recorded_by        text NOT NULL,
	recorded_at        bigint NOT NULL,
	last_entry         text NOT NULL,
	CONSTRAINT received_assessment_via CHECK (via IN ('handed over', 'given', 'heard'))
);
CREATE INDEX received_assessment_folder ON received_assessment (folder_id, instrument, scored_on);

CREATE TABLE received_answer (
	received_id text NOT NULL REFERENCES received_assessment (id),
	question    text NOT NULL,
	answer      text NOT NULL,
	PRIMARY KEY (received_id, question)
);

-- What was known from another body when something was asked here: the answer was carried over, or the question was
-- asked again all the same. An answer without a row here was asked now.
CREATE TABLE assessment_known (
	assessment_id text NOT NULL REFERENCES assessment (id),
	question      text NOT NULL,
	received_id   text NOT NULL REFERENCES received_assessment (id),
	how           text NOT NULL,
	why           bytea,
	PRIMARY KEY (assessment_id, question),
	CONSTRAINT assessment_known_how CHECK (how IN ('carried', 'again'))
);

-- What was received, for the record of a case: agency_id or body says by whom it was made.
CREATE VIEW assessment_v_received AS
	SELECT id AS received_id, folder_id, instrument, scored_on, agency_id, body, band, recorded_by, recorded_at
	FROM received_assessment;

-- Every question of an asking whose answer was known from another body: whether it was asked again all the same.
CREATE VIEW assessment_v_fact_known AS
	SELECT k.assessment_id, k.question, a.folder_id, k.how, a.assessed_on, a.assessed_at AS recorded_at
	FROM assessment_known k
	JOIN assessment a ON a.id = k.assessment_id;
CREATE INDEX assessment_asked_on ON assessment (assessed_on, id);
