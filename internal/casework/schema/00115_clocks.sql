-- +goose Up

-- A clock of a case that stood still. due_at is the deadline it had when it was stopped; until_at is 0
-- while it stands.
CREATE TABLE case_pause (
	id         text PRIMARY KEY,
	case_id    text NOT NULL REFERENCES case_file (id),
	folder_id  text NOT NULL,
	stage      text NOT NULL,
	reason     text NOT NULL,
	note       bytea,
	since_at   bigint NOT NULL,
	due_at     bigint NOT NULL,
	back_on    text NOT NULL,
	until_at   bigint NOT NULL,
	by_account text NOT NULL,
	last_entry text NOT NULL
);
CREATE UNIQUE INDEX case_pause_standing ON case_pause (case_id) WHERE until_at = 0;
CREATE INDEX case_pause_case ON case_pause (case_id, since_at);

-- Why a step was late, where there was a good reason.
CREATE TABLE case_late (
	id         text PRIMARY KEY,
	case_id    text NOT NULL REFERENCES case_file (id),
	folder_id  text NOT NULL,
	step_id    text NOT NULL,
	reason     text NOT NULL,
	note       bytea,
	by_account text NOT NULL,
	at         bigint NOT NULL
);
CREATE INDEX case_late_case ON case_late (case_id, at);
CREATE INDEX case_late_step ON case_late (step_id);

-- The deadline a stage had, and the day on which it began. Rows of before have none.
ALTER TABLE case_stage ADD COLUMN due_at bigint NOT NULL DEFAULT 0;
ALTER TABLE case_stage ADD COLUMN since_on text NOT NULL DEFAULT '';

-- Days of a promise as reports count them, and why it was withdrawn.
ALTER TABLE promise ADD COLUMN why text NOT NULL DEFAULT '';
ALTER TABLE promise ADD COLUMN made_on text NOT NULL DEFAULT '';
ALTER TABLE promise ADD COLUMN due_on text NOT NULL DEFAULT '';
ALTER TABLE promise ADD COLUMN settled_on text NOT NULL DEFAULT '';
CREATE INDEX promise_due ON promise (service, due_at, id) WHERE settled = '';
CREATE INDEX promise_settled ON promise (service, settled, settled_on, id);
