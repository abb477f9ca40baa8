-- +goose Up

-- Every attempt to reach somebody.
CREATE VIEW casework_v_fact_contact AS
	SELECT a.id AS attempt_id, c.id AS case_id, c.service, c.folder_id, c.person_id, a.method, a.outcome, a.on_date, a.at AS recorded_at
	FROM contact_attempt a JOIN case_file c ON c.folder_id = a.folder_id;

-- How a stage of the service's file ended, for those that can end in several ways.
CREATE VIEW casework_v_fact_ending AS
	SELECT s.id AS ending_id, s.case_id, c.service, c.folder_id, c.person_id, c.opened_on, s.outcome, s.since_at AS recorded_at
	FROM case_stage s JOIN case_file c ON c.id = s.case_id
	WHERE s.outcome <> '';
