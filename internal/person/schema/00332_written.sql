-- +goose Up

-- Who wrote down or changed a number or an address last, and when, as it is kept of the rule and of what was told.
ALTER TABLE contact_point ADD COLUMN changed_by text NOT NULL DEFAULT '';
ALTER TABLE contact_point ADD COLUMN changed_at bigint NOT NULL DEFAULT 0;

-- For others: who changed how somebody can be reached, how it is safe or what they told, and when; never what it says. The summary of
-- a day counts the cases in which colleagues did since their worker last looked.
CREATE VIEW person_v_written AS
	SELECT folder_id, changed_by AS by_account, changed_at AS at FROM contact_point
	UNION ALL
	SELECT folder_id, changed_by, changed_at FROM safe_rule
	UNION ALL
	SELECT folder_id, changed_by, changed_at FROM story;
