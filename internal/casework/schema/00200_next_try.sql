-- +goose Up

-- When the next try to reach somebody is due, by the contact protocol of the service's file: its number in the file (0:
-- none is due; -1: every way was tried), from when, and by when. due_at is by when the next thing is to be done on a case:
-- the next try, where there is one, and otherwise the stage. Lists of what to do go by it; what is late by the service's
-- own clock stays with the stage. keep_until is the last day on which what was received is kept of somebody who was
-- never reached; empty: another rule decides.
ALTER TABLE case_file ADD COLUMN due_at bigint NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN try_no bigint NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN try_from_at bigint NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN try_due_at bigint NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN keep_until text NOT NULL DEFAULT '';
UPDATE case_file SET due_at = stage_due_at;
CREATE INDEX case_file_worker_due ON case_file (worker, due_at, id) WHERE state = 'open' AND worker <> '';
CREATE INDEX case_file_pool_due ON case_file (stage, service, due_at, id) WHERE state = 'open' AND worker = '';
CREATE INDEX case_file_try_due ON case_file (service, try_due_at, id) WHERE state = 'open' AND try_due_at > 0;

DROP VIEW casework_v_case;
CREATE VIEW casework_v_case AS
	SELECT id AS case_id, reference, folder_id, referral_id, person_id, service, stage, stage_due_at, due_at, state, worker, team_id,
		opened_on, closed_on, close_reason, check_on, keep_until, version
	FROM case_file;
