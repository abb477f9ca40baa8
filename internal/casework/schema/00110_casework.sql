-- +goose Up

CREATE TABLE case_file (
	id             text PRIMARY KEY,
	reference      text NOT NULL,
	folder_id      text NOT NULL UNIQUE,
	referral_id    text NOT NULL UNIQUE,
	person_id      text NOT NULL,
	service        text NOT NULL,
	stage          text NOT NULL,
	stage_due_at   bigint NOT NULL,
	state          text NOT NULL,
	worker         text NOT NULL,
	team_id        text NOT NULL,
	opened_at      bigint NOT NULL,
	opened_on      text NOT NULL,
	closed_on      text NOT NULL,
	close_reason   text NOT NULL,
	exit_not_done  text NOT NULL,
	check_on       text NOT NULL,
	version        integer NOT NULL,
	last_entry     text NOT NULL,
	CONSTRAINT case_file_state CHECK (state IN ('open', 'closed'))
);
CREATE INDEX case_file_worker ON case_file (worker, state, stage_due_at, id);
CREATE INDEX case_file_service ON case_file (service, state, stage_due_at, id);
CREATE INDEX case_file_check ON case_file (worker, check_on, id) WHERE check_on <> '';
CREATE INDEX case_file_closed ON case_file (service, closed_on, id) WHERE state = 'closed';
CREATE INDEX case_file_person ON case_file (person_id);
CREATE INDEX case_file_reference ON case_file (reference);

-- The way a case took through its stages.
CREATE TABLE case_stage (
	id       text PRIMARY KEY,
	case_id  text NOT NULL REFERENCES case_file (id),
	stage    text NOT NULL,
	outcome  text NOT NULL,
	by_account text NOT NULL,
	since_at bigint NOT NULL
);
CREATE INDEX case_stage_case ON case_stage (case_id, since_at);

-- What a stage demands and has been recorded: a key of the catalogue's list of records.
CREATE TABLE case_record (
	case_id     text NOT NULL REFERENCES case_file (id),
	record      text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	PRIMARY KEY (case_id, record)
);

CREATE TABLE contact_attempt (
	id         text PRIMARY KEY,
	folder_id  text NOT NULL,
	contact_id text NOT NULL,
	method     text NOT NULL,
	outcome    text NOT NULL,
	note       bytea,
	at         bigint NOT NULL,
	on_date    text NOT NULL,
	by_account text NOT NULL
);
CREATE INDEX contact_attempt_folder ON contact_attempt (folder_id, at);

-- A place on the waiting list always has an owner.
CREATE TABLE waiting_place (
	folder_id text PRIMARY KEY,
	service   text NOT NULL,
	owner     text NOT NULL,
	band      text NOT NULL,
	reason    text NOT NULL,
	since_at  bigint NOT NULL,
	left_at   bigint NOT NULL,
	CONSTRAINT waiting_place_owned CHECK (owner <> '')
);
CREATE INDEX waiting_place_service ON waiting_place (service, left_at, since_at);

CREATE TABLE promise (
	id         text PRIMARY KEY,
	folder_id  text NOT NULL,
	service    text NOT NULL,
	owner      text NOT NULL,
	what       bytea,
	due_at     bigint NOT NULL,
	made_by    text NOT NULL,
	made_at    bigint NOT NULL,
	settled    text NOT NULL,
	settled_at bigint NOT NULL,
	version    integer NOT NULL,
	last_entry text NOT NULL,
	CONSTRAINT promise_settled CHECK (settled IN ('', 'kept', 'withdrawn'))
);
CREATE INDEX promise_open ON promise (owner, due_at, id) WHERE settled = '';
CREATE INDEX promise_folder ON promise (folder_id, settled, due_at);

CREATE TABLE case_session (
	id         text PRIMARY KEY,
	case_id    text NOT NULL REFERENCES case_file (id),
	folder_id  text NOT NULL,
	number     integer NOT NULL,
	strand     text NOT NULL,
	minutes    integer NOT NULL,
	note       bytea,
	on_date    text NOT NULL,
	by_account text NOT NULL,
	recorded_at bigint NOT NULL,
	CONSTRAINT case_session_number UNIQUE (case_id, number)
);

CREATE TABLE case_need (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	kind        text NOT NULL,
	code        text NOT NULL,
	noted_on    text NOT NULL,
	met_on      text NOT NULL,
	recorded_at bigint NOT NULL,
	CONSTRAINT case_need_once UNIQUE (case_id, kind, code),
	CONSTRAINT case_need_kind CHECK (kind IN ('need', 'additional'))
);
CREATE INDEX case_need_noted ON case_need (noted_on, kind, code);

CREATE TABLE case_onward (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	code        text NOT NULL,
	agreed      boolean NOT NULL,
	what        bytea,
	status      text NOT NULL,
	made_on     text NOT NULL,
	recorded_at bigint NOT NULL
);
CREATE INDEX case_onward_case ON case_onward (case_id, made_on);
CREATE INDEX case_onward_made ON case_onward (made_on, code);

CREATE TABLE case_advocacy (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	person_id   text NOT NULL,
	forum       text NOT NULL,
	asked       bytea,
	agreed      bytea,
	on_date     text NOT NULL,
	tell_by     bigint NOT NULL,
	told_on     text NOT NULL,
	recorded_at bigint NOT NULL
);
CREATE INDEX case_advocacy_case ON case_advocacy (case_id, on_date);
CREATE INDEX case_advocacy_held ON case_advocacy (on_date, forum);

CREATE TABLE case_mediation (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	outcome     text NOT NULL,
	offered_on  text NOT NULL,
	recorded_at bigint NOT NULL
);
CREATE INDEX case_mediation_case ON case_mediation (case_id, offered_on);
CREATE INDEX case_mediation_offered ON case_mediation (offered_on);

CREATE TABLE case_court (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	kind        text NOT NULL,
	note        bytea,
	on_date     text NOT NULL,
	recorded_at bigint NOT NULL
);
CREATE INDEX case_court_case ON case_court (case_id, on_date);
CREATE INDEX case_court_date ON case_court (on_date, kind);

-- A goal of the plan, as it was agreed with the person.
CREATE TABLE case_goal (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	what        bytea,
	state       text NOT NULL,
	agreed_on   text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX case_goal_case ON case_goal (case_id, recorded_at);

-- Some time after closing: is it still all right?
CREATE TABLE case_check (
	id         text PRIMARY KEY,
	case_id    text NOT NULL REFERENCES case_file (id),
	folder_id  text NOT NULL,
	outcome    text NOT NULL,
	how        bytea,
	by_account text NOT NULL,
	at         bigint NOT NULL
);
CREATE INDEX case_check_case ON case_check (case_id, at);

CREATE TABLE case_note (
	id         text PRIMARY KEY,
	folder_id  text NOT NULL,
	note       bytea,
	by_account text NOT NULL,
	at         bigint NOT NULL
);
CREATE INDEX case_note_folder ON case_note (folder_id, at);

-- Someone may be in danger. It stays open until both the supervisor and the safeguarding lead have
-- said that they have seen it.
CREATE TABLE act_now (
	id               text PRIMARY KEY,
	folder_id        text NOT NULL,
	service          text NOT NULL,
	kind             text NOT NULL,
	what             bytea,
	told             bytea,
	raised_by        text NOT NULL,
	raised_at        bigint NOT NULL,
	supervisor       text NOT NULL,
	supervisor_at    bigint NOT NULL,
	safeguarding     text NOT NULL,
	safeguarding_at  bigint NOT NULL,
	last_entry       text NOT NULL
);
CREATE INDEX act_now_open ON act_now (service, raised_at) WHERE supervisor_at = 0 OR safeguarding_at = 0;
CREATE INDEX act_now_folder ON act_now (folder_id, raised_at);

CREATE VIEW casework_v_case AS
	SELECT id AS case_id, reference, folder_id, referral_id, person_id, service, stage, stage_due_at, state, worker, team_id,
		opened_on, closed_on, close_reason, check_on, version
	FROM case_file;

CREATE VIEW casework_v_fact_case AS
	SELECT id AS case_id, folder_id, referral_id, person_id, service, worker, opened_on, closed_on, close_reason, opened_at AS recorded_at
	FROM case_file;

CREATE VIEW casework_v_fact_need AS
	SELECT n.case_id, c.service, c.folder_id, n.kind, n.code, n.noted_on, n.recorded_at
	FROM case_need n JOIN case_file c ON c.id = n.case_id;

CREATE VIEW casework_v_fact_onward AS
	SELECT o.id AS onward_id, o.case_id, c.service, c.folder_id, o.code, o.made_on, o.recorded_at
	FROM case_onward o JOIN case_file c ON c.id = o.case_id;

CREATE VIEW casework_v_fact_advocacy AS
	SELECT a.id AS advocacy_id, a.case_id, a.person_id, c.service, c.folder_id, a.forum, a.on_date, a.recorded_at
	FROM case_advocacy a JOIN case_file c ON c.id = a.case_id;

CREATE VIEW casework_v_fact_mediation AS
	SELECT m.id AS mediation_id, m.case_id, c.service, c.folder_id, m.outcome, m.offered_on, m.recorded_at
	FROM case_mediation m JOIN case_file c ON c.id = m.case_id;

CREATE VIEW casework_v_fact_court AS
	SELECT k.id AS court_id, k.case_id, c.service, c.folder_id, k.kind, k.on_date, k.recorded_at
	FROM case_court k JOIN case_file c ON c.id = k.case_id;

CREATE VIEW casework_v_fact_session AS
	SELECT s.id AS session_id, s.case_id, c.service, c.folder_id, s.number, s.strand, s.on_date, s.recorded_at
	FROM case_session s JOIN case_file c ON c.id = s.case_id;
