-- +goose Up

-- What is due to people of open cases is one view of its five kinds: whoever reads it reads all of them.
DROP VIEW casework_v_owed_meeting;
DROP VIEW casework_v_owed_update;
DROP VIEW casework_v_owed_contribution;
DROP VIEW casework_v_owed_court;
DROP VIEW casework_v_owed_step;
CREATE VIEW casework_v_owed AS
	SELECT 'advocacy' AS kind, a.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, a.forum AS code,
		a.tell_by AS due_at, CAST(NULL AS bytea) AS what
	FROM case_file c JOIN case_advocacy a ON a.case_id = c.id
	WHERE c.state = 'open' AND a.told_on = ''
	UNION ALL
	SELECT 'update' AS kind, l.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, l.agency AS code,
		l.tell_by AS due_at, CAST(NULL AS bytea) AS what
	FROM case_file c JOIN case_liaison l ON l.case_id = c.id
	WHERE c.state = 'open' AND l.told_on = '' AND l.tell_by > 0
	UNION ALL
	SELECT 'contribution' AS kind, x.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, x.agency AS code,
		x.tell_by AS due_at, CAST(NULL AS bytea) AS what
	FROM case_file c JOIN case_contribution x ON x.case_id = c.id
	WHERE c.state = 'open' AND x.told_on = '' AND x.tell_by > 0
	UNION ALL
	SELECT 'court' AS kind, k.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, k.answer AS code,
		k.tell_by AS due_at, CAST(NULL AS bytea) AS what
	FROM case_file c JOIN case_court k ON k.case_id = c.id
	WHERE c.state = 'open' AND k.told_on = '' AND k.tell_by > 0
	UNION ALL
	SELECT 'action' AS kind, a.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, a.owner AS code,
		a.due_at, a.what
	FROM case_file c JOIN case_action a ON a.case_id = c.id
	WHERE c.state = 'open' AND a.state = 'open' AND a.owner = 'worker' AND a.due_at > 0;
