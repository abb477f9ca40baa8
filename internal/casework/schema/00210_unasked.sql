-- +goose Up

-- Why the last set of statements was not asked of a case that is closed. It counts as long as the case stands closed: one that is
-- reopened has no such reason. case_id joins casework_v_fact_case.
CREATE VIEW casework_v_fact_unasked AS
	SELECT id AS case_id, exit_not_done AS why
	FROM case_file
	WHERE exit_not_done <> '' AND closed_on <> '';
