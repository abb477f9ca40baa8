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

-- Every step a case took, with its deadline and the day it was left ('' while it lasts). Late is a step
-- that was left after its deadline; late_reason is the good reason given for it.
CREATE VIEW casework_v_fact_step AS
	SELECT s.id AS step_id, s.case_id, c.service, c.folder_id, c.person_id, s.stage, s.since_on, s.since_at, s.due_at,
		COALESCE((SELECT min(n.since_at) FROM case_stage n WHERE n.case_id = s.case_id AND n.since_at > s.since_at), 0) AS left_at,
		COALESCE((SELECT min(n.since_on) FROM case_stage n WHERE n.case_id = s.case_id AND n.since_at > s.since_at), '') AS left_on,
		COALESCE((SELECT min(l.reason) FROM case_late l WHERE l.step_id = s.id), '') AS late_reason,
		s.since_at AS recorded_at
	FROM case_stage s JOIN case_file c ON c.id = s.case_id;

CREATE VIEW casework_v_fact_pause AS
	SELECT p.id AS pause_id, p.case_id, c.service, c.folder_id, p.stage, p.reason, p.since_at, p.until_at, p.since_at AS recorded_at
	FROM case_pause p JOIN case_file c ON c.id = p.case_id;

-- Promises to people: kept on time, kept late, withdrawn and why, open.
CREATE VIEW casework_v_fact_promise AS
	SELECT p.id AS promise_id, p.folder_id, p.service, p.made_on, p.due_on, p.settled_on, p.why,
		CASE
			WHEN p.settled = 'kept' AND p.settled_at <= p.due_at THEN 'kept on time'
			WHEN p.settled = 'kept' THEN 'kept late'
			WHEN p.settled = 'withdrawn' THEN 'withdrawn'
			ELSE 'open'
		END AS outcome,
		p.due_at, p.settled_at, p.made_at AS recorded_at
	FROM promise p;
