-- +goose Up

-- What else happened that was told later: it may grade the case anew.
CREATE TABLE case_issue (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	code        text NOT NULL,
	reported_to text NOT NULL,
	what        bytea,
	number      bytea,
	told_on     text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL
);
CREATE INDEX case_issue_case ON case_issue (case_id, recorded_at);
CREATE INDEX case_issue_told ON case_issue (told_on, code);

-- People around the person who help or are affected themselves. The other party is never one of them.
CREATE TABLE case_tie (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	name        bytea,
	relation    text NOT NULL,
	part        text NOT NULL,
	need        bytea,
	state       text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	changed_by  text NOT NULL,
	changed_at  bigint NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX case_tie_case ON case_tie (case_id, recorded_at);

-- Home security and personal safety: asked for, arranged, fitted. Two categories, never one (R081).
CREATE TABLE case_safety (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	code        text NOT NULL,
	category    text NOT NULL,
	state       text NOT NULL,
	who         bytea,
	asked_on    text NOT NULL,
	arranged_on text NOT NULL,
	fitted_on   text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	changed_by  text NOT NULL,
	changed_at  bigint NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX case_safety_case ON case_safety (case_id, recorded_at);
CREATE INDEX case_safety_asked ON case_safety (asked_on, category);

-- What another body said about the person's matter, and what was talked over of what it can and can't do.
CREATE TABLE case_liaison (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	kind        text NOT NULL,
	agency      text NOT NULL,
	what        bytea,
	on_date     text NOT NULL,
	tell_by     bigint NOT NULL,
	told_on     text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	CONSTRAINT case_liaison_kind CHECK (kind IN ('update', 'expectation'))
);
CREATE INDEX case_liaison_case ON case_liaison (case_id, on_date);

CREATE VIEW casework_v_fact_issue AS
	SELECT i.id AS issue_id, i.case_id, c.service, c.folder_id, i.code, i.reported_to, i.told_on, i.recorded_at
	FROM case_issue i JOIN case_file c ON c.id = i.case_id;

CREATE VIEW casework_v_fact_tie AS
	SELECT t.id AS tie_id, t.case_id, c.service, c.folder_id, t.relation, t.part, t.recorded_at
	FROM case_tie t JOIN case_file c ON c.id = t.case_id;

CREATE VIEW casework_v_fact_safety AS
	SELECT s.id AS safety_id, s.case_id, c.service, c.folder_id, s.code, s.category, s.state, s.asked_on, s.arranged_on, s.fitted_on, s.recorded_at
	FROM case_safety s JOIN case_file c ON c.id = s.case_id;

CREATE VIEW casework_v_fact_liaison AS
	SELECT l.id AS liaison_id, l.case_id, c.service, c.folder_id, l.kind, l.agency, l.on_date, l.told_on, l.recorded_at
	FROM case_liaison l JOIN case_file c ON c.id = l.case_id;
