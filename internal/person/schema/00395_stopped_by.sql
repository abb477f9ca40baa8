-- +goose Up

-- Who wrote down last that somebody asked not to be contacted, or wants to be again, and when: it is how they can be reached as much as a
-- number is, and the summary of a day counts it with the rest. Rows from before name nobody.
ALTER TABLE person_quiet ADD COLUMN changed_by text NOT NULL DEFAULT '';
ALTER TABLE person_quiet ADD COLUMN changed_at bigint NOT NULL DEFAULT 0;

DROP VIEW person_v_written;
CREATE VIEW person_v_written AS
	SELECT folder_id, changed_by AS by_account, changed_at AS at FROM contact_point
	UNION ALL
	SELECT folder_id, changed_by, changed_at FROM safe_rule
	UNION ALL
	SELECT folder_id, changed_by, changed_at FROM story
	UNION ALL
	SELECT folder_id, changed_by, changed_at FROM person_quiet;
