-- +goose Up

-- Who recorded a day at court: a colleague's is among what the summary of a day counts.
ALTER TABLE case_court ADD COLUMN by_account text NOT NULL DEFAULT '';
CREATE INDEX case_court_folder ON case_court (folder_id, recorded_at);

DROP VIEW casework_v_written;
CREATE VIEW casework_v_written AS
	SELECT folder_id, by_account, at FROM case_note
	UNION ALL
	SELECT folder_id, by_account, at FROM contact_attempt
	UNION ALL
	SELECT folder_id, by_account, recorded_at FROM case_session
	UNION ALL
	SELECT folder_id, by_account, recorded_at FROM case_goal
	UNION ALL
	SELECT folder_id, by_account, recorded_at FROM case_issue
	UNION ALL
	SELECT folder_id, by_account, recorded_at FROM case_liaison
	UNION ALL
	SELECT folder_id, by_account, recorded_at FROM case_court
	UNION ALL
	SELECT c.folder_id, s.by_account, s.since_at FROM case_file c JOIN case_stage s ON s.case_id = c.id
	UNION ALL
	SELECT c.folder_id, a.by_account, a.recorded_at FROM case_file c JOIN case_action a ON a.case_id = c.id;
