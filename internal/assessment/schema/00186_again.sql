-- +goose Up

-- A first score that the program chose to have scored again, blind: both are kept, and neither changes the
-- other. scored_at is 0 as long as nobody has; held_until_at is until when whoever took it has it for herself.
CREATE TABLE second_score (
	first_id           text PRIMARY KEY REFERENCES assessment (id),
	folder_id          text NOT NULL,
	service            text NOT NULL,
	instrument         text NOT NULL,
	instrument_version text NOT NULL,
	agency_id          text NOT NULL,
	first_by           text NOT NULL,
	first_at           bigint NOT NULL,
	first_low          integer NOT NULL,
	first_high         integer NOT NULL,
	first_band         text NOT NULL,
	taken_by           text NOT NULL,
	held_until_at      bigint NOT NULL,
	scored_at          bigint NOT NULL,
	scored_on          text NOT NULL,
	low                integer NOT NULL,
	high               integer NOT NULL,
	band               text NOT NULL,
	version            integer NOT NULL,
	last_entry         text NOT NULL
);
CREATE UNIQUE INDEX second_score_folder ON second_score (folder_id, instrument);
CREATE INDEX second_score_waiting ON second_score (service, first_at, first_id) WHERE scored_at = 0;
CREATE INDEX second_score_scored ON second_score (service, scored_on) WHERE scored_at > 0;

CREATE TABLE second_answer (
	first_id text NOT NULL REFERENCES second_score (first_id),
	question text NOT NULL,
	answer   text NOT NULL,
	points   integer NOT NULL,
	PRIMARY KEY (first_id, question)
);

-- What waits to be scored again. It says nothing of the first score but when it was given and by whom, who is
-- not to see it again.
CREATE VIEW assessment_v_to_score AS
	SELECT first_id, folder_id, service, instrument, first_by, first_at, taken_by, held_until_at FROM second_score WHERE scored_at = 0;

-- What was scored twice.
CREATE VIEW assessment_v_scored_twice AS
	SELECT first_id, folder_id, service, instrument, agency_id, first_by, first_at, first_low, first_high, first_band,
		taken_by AS scored_by, scored_at, scored_on, low, high, band
	FROM second_score WHERE scored_at > 0;
