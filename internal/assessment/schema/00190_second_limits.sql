-- +goose Up

-- The limits under which a score was drawn are kept with it: a form that changes later changes nothing that was asked
-- for. Before they stood in the form they were 7 days and 92 (in microseconds).
ALTER TABLE second_score ADD COLUMN hold_days integer NOT NULL DEFAULT 7;
ALTER TABLE second_score ADD COLUMN ask_until_at bigint NOT NULL DEFAULT 0;
UPDATE second_score SET ask_until_at = first_at + 7948800000000;

DROP VIEW assessment_v_to_score;
CREATE VIEW assessment_v_to_score AS
	SELECT first_id, folder_id, service, instrument, first_by, first_at, ask_until_at, taken_by, held_until_at
	FROM second_score WHERE scored_at = 0;
