-- +goose Up

-- How a stage of the service's file ended, for those that can end in several ways. That a case was opened again, and
-- how it was some time after closing, are no such endings.
DROP VIEW casework_v_fact_ending;
CREATE VIEW casework_v_fact_ending AS
	SELECT s.id AS ending_id, s.case_id, c.service, c.folder_id, c.person_id, c.opened_on, s.outcome, s.since_at AS recorded_at
	FROM case_stage s JOIN case_file c ON c.id = s.case_id
	WHERE s.outcome <> '' AND s.outcome <> 'reopened'
		AND NOT EXISTS (SELECT 1 FROM case_check k WHERE k.case_id = s.case_id AND k.at = s.since_at);
