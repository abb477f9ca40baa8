-- +goose Up

-- Until when a step of a plan is in time: the end of its day in London. Of steps written down before there was this
-- column, the end of the day in UTC; those two differ by an hour at most.
ALTER TABLE case_action ADD COLUMN due_at bigint NOT NULL DEFAULT 0;
UPDATE case_action SET due_at = 1000000 * (86400 * (1 - 2440588 + CAST(substr(due_on, 9, 2) AS bigint) - 32045
	+ (153 * (CAST(substr(due_on, 6, 2) AS bigint) + 12 * ((14 - CAST(substr(due_on, 6, 2) AS bigint)) / 12) - 3) + 2) / 5
	+ 365 * (CAST(substr(due_on, 1, 4) AS bigint) + 4800 - (14 - CAST(substr(due_on, 6, 2) AS bigint)) / 12)
	+ (CAST(substr(due_on, 1, 4) AS bigint) + 4800 - (14 - CAST(substr(due_on, 6, 2) AS bigint)) / 12) / 4
	- (CAST(substr(due_on, 1, 4) AS bigint) + 4800 - (14 - CAST(substr(due_on, 6, 2) AS bigint)) / 12) / 100
	+ (CAST(substr(due_on, 1, 4) AS bigint) + 4800 - (14 - CAST(substr(due_on, 6, 2) AS bigint)) / 12) / 400)) - 1
	WHERE due_on <> '';

-- What is due to people of open cases and not done: to be told what was learned for them, and the steps of their
-- plans that are the worker's. A few of each case at any time.
CREATE INDEX case_advocacy_untold ON case_advocacy (case_id, tell_by) WHERE told_on = '';
CREATE INDEX case_liaison_untold ON case_liaison (case_id, tell_by) WHERE told_on = '' AND tell_by > 0;
CREATE INDEX case_contribution_untold ON case_contribution (case_id, tell_by) WHERE told_on = '' AND tell_by > 0;
CREATE INDEX case_court_untold ON case_court (case_id, tell_by) WHERE told_on = '' AND tell_by > 0;
CREATE INDEX case_action_open ON case_action (case_id, owner, due_at) WHERE state = 'open';

CREATE VIEW casework_v_owed_meeting AS
	SELECT 'advocacy' AS kind, a.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, a.forum AS code,
		a.tell_by AS due_at, CAST(NULL AS bytea) AS what
	FROM case_file c JOIN case_advocacy a ON a.case_id = c.id
	WHERE c.state = 'open' AND a.told_on = '';

CREATE VIEW casework_v_owed_update AS
	SELECT 'update' AS kind, l.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, l.agency AS code,
		l.tell_by AS due_at, CAST(NULL AS bytea) AS what
	FROM case_file c JOIN case_liaison l ON l.case_id = c.id
	WHERE c.state = 'open' AND l.told_on = '' AND l.tell_by > 0;

CREATE VIEW casework_v_owed_contribution AS
	SELECT 'contribution' AS kind, x.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, x.agency AS code,
		x.tell_by AS due_at, CAST(NULL AS bytea) AS what
	FROM case_file c JOIN case_contribution x ON x.case_id = c.id
	WHERE c.state = 'open' AND x.told_on = '' AND x.tell_by > 0;

CREATE VIEW casework_v_owed_court AS
	SELECT 'court' AS kind, k.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, k.answer AS code,
		k.tell_by AS due_at, CAST(NULL AS bytea) AS what
	FROM case_file c JOIN case_court k ON k.case_id = c.id
	WHERE c.state = 'open' AND k.told_on = '' AND k.tell_by > 0;

CREATE VIEW casework_v_owed_step AS
	SELECT 'action' AS kind, a.id AS row_id, c.id AS case_id, c.folder_id, c.reference, c.service, c.worker, a.owner AS code,
		a.due_at, a.what
	FROM case_file c JOIN case_action a ON a.case_id = c.id
	WHERE c.state = 'open' AND a.state = 'open' AND a.owner = 'worker' AND a.due_at > 0;
