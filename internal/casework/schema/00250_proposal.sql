-- +goose Up

-- That a case was proposed to the panel, and what came of it. answer is empty until the panel has said.
CREATE TABLE case_proposal (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	service     text NOT NULL,
	agreed      text NOT NULL,
	reason      bytea,
	why         bytea,
	on_date     text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	answer      text NOT NULL,
	said        bytea,
	answered_on text NOT NULL,
	answered_by text NOT NULL,
	answered_at bigint NOT NULL
);
CREATE INDEX case_proposal_case ON case_proposal (case_id, recorded_at);
CREATE INDEX case_proposal_open ON case_proposal (service, recorded_at) WHERE answer = '';
CREATE INDEX case_proposal_made ON case_proposal (service, on_date);

CREATE VIEW casework_v_fact_proposal AS
	SELECT x.id AS proposal_id, x.case_id, c.person_id, x.service, x.folder_id, x.agreed, x.on_date, x.recorded_at, x.answer, x.answered_on, x.answered_at
	FROM case_proposal x JOIN case_file c ON c.id = x.case_id;

-- What the person wants asked at a meeting that is still to come, in their words. advocacy_id is the record of what was asked
-- there; empty until somebody has spoken up.
CREATE TABLE case_meeting (
	id          text PRIMARY KEY,
	case_id     text NOT NULL REFERENCES case_file (id),
	folder_id   text NOT NULL,
	forum       text NOT NULL,
	meets_on    text NOT NULL,
	wants       bytea,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	advocacy_id text NOT NULL
);
CREATE INDEX case_meeting_case ON case_meeting (case_id, meets_on);
