-- +goose Up

-- Somebody who works for a service, beside her account: what she can do and when, who supervises her, and
-- when she next is. What is said about her is in a folder of her own, which colleagues never reach.
CREATE TABLE workforce_person (
	id         text PRIMARY KEY,
	account_id text NOT NULL,
	service    text NOT NULL,
	folder_id  text NOT NULL,
	engaged    text NOT NULL,
	gender     text NOT NULL,
	supervisor text NOT NULL,
	held_on    text NOT NULL,
	planned_on text NOT NULL,
	due_on     text NOT NULL,
	since_on   text NOT NULL,
	version    integer NOT NULL,
	last_entry text NOT NULL,
	CONSTRAINT workforce_person_once UNIQUE (service, account_id),
	CONSTRAINT workforce_person_engaged CHECK (engaged IN ('paid', 'volunteer', 'student')),
	CONSTRAINT workforce_person_supervised CHECK (supervisor <> account_id)
);
CREATE INDEX workforce_person_account ON workforce_person (account_id, service);

-- What she can do, where and when: codes of the catalogue, and of districts.
CREATE TABLE workforce_trait (
	person_id text NOT NULL REFERENCES workforce_person (id),
	kind      text NOT NULL,
	code      text NOT NULL,
	PRIMARY KEY (person_id, kind, code),
	CONSTRAINT workforce_trait_kind CHECK (kind IN ('skill', 'language', 'area', 'time'))
);

-- A check that was made. The one before it of the same kind is kept.
CREATE TABLE workforce_check (
	id          text PRIMARY KEY,
	person_id   text NOT NULL REFERENCES workforce_person (id),
	folder_id   text NOT NULL,
	service     text NOT NULL,
	kind        text NOT NULL,
	done_on     text NOT NULL,
	expires_on  text NOT NULL,
	detail      bytea,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	replaced_at bigint NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX workforce_check_person ON workforce_check (person_id, recorded_at);
CREATE INDEX workforce_check_service ON workforce_check (service, expires_on) WHERE replaced_at = 0;

CREATE TABLE workforce_supervision (
	id          text PRIMARY KEY,
	person_id   text NOT NULL REFERENCES workforce_person (id),
	folder_id   text NOT NULL,
	held_on     text NOT NULL,
	note        bytea,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL
);
CREATE INDEX workforce_supervision_person ON workforce_supervision (person_id, held_on);

CREATE TABLE workforce_expense (
	id         text PRIMARY KEY,
	person_id  text NOT NULL REFERENCES workforce_person (id),
	folder_id  text NOT NULL,
	account_id text NOT NULL,
	service    text NOT NULL,
	kind       text NOT NULL,
	spent_on   text NOT NULL,
	pence      integer NOT NULL,
	what       bytea,
	state      text NOT NULL,
	claimed_at bigint NOT NULL,
	decided_by text NOT NULL,
	decided_at bigint NOT NULL,
	last_entry text NOT NULL,
	CONSTRAINT workforce_expense_state CHECK (state IN ('claimed', 'approved', 'refused')),
	CONSTRAINT workforce_expense_by_another CHECK (decided_by <> account_id)
);
CREATE INDEX workforce_expense_person ON workforce_expense (person_id, claimed_at);
CREATE INDEX workforce_expense_waiting ON workforce_expense (service, claimed_at) WHERE state = 'claimed';

-- A student's time with the service.
CREATE TABLE workforce_placement (
	id          text PRIMARY KEY,
	person_id   text NOT NULL REFERENCES workforce_person (id),
	service     text NOT NULL,
	institution text NOT NULL,
	study       text NOT NULL,
	from_on     text NOT NULL,
	until_on    text NOT NULL,
	supervisor  text NOT NULL,
	recorded_at bigint NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX workforce_placement_person ON workforce_placement (person_id, from_on);

CREATE VIEW workforce_v_person AS
	SELECT id AS person_id, account_id, service, engaged, gender, supervisor, held_on, planned_on, due_on FROM workforce_person;

CREATE VIEW workforce_v_trait AS
	SELECT p.account_id, p.service, t.kind, t.code FROM workforce_trait t JOIN workforce_person p ON p.id = t.person_id;

CREATE VIEW workforce_v_fact_person AS
	SELECT account_id, service, engaged, since_on FROM workforce_person;

CREATE VIEW workforce_v_fact_placement AS
	SELECT id AS placement_id, service, institution, study, from_on, until_on, recorded_at FROM workforce_placement;
