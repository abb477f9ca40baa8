-- +goose Up

-- What interrupts somebody's day, for whoever writes to them: never what was said.
CREATE VIEW casework_v_alarm AS
	SELECT id AS act_now_id, folder_id, service, raised_by, raised_at, supervisor_at, safeguarding_at
	FROM act_now WHERE supervisor_at = 0 OR safeguarding_at = 0;

CREATE VIEW casework_v_promise AS
	SELECT id AS promise_id, folder_id, owner, due_at FROM promise WHERE settled = '';

CREATE INDEX promise_waiting ON promise (due_at) WHERE settled = '';
