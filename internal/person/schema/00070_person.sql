-- +goose Up

-- Somebody: a person supported, or the other party of a dispute. What is known of her stands in
-- the tables below, each row with the folder it was told in.
CREATE TABLE person (
	id         text PRIMARY KEY,
	version    integer NOT NULL,
	last_entry text NOT NULL
);

CREATE TABLE person_folder (
	person_id text NOT NULL REFERENCES person (id),
	folder_id text NOT NULL,
	side      text NOT NULL,
	PRIMARY KEY (person_id, folder_id),
	CONSTRAINT person_folder_side CHECK (side IN ('supported', 'other'))
);
CREATE UNIQUE INDEX person_folder_supported ON person_folder (folder_id) WHERE side = 'supported';
CREATE INDEX person_folder_folder ON person_folder (folder_id);

CREATE TABLE person_name (
	id         text PRIMARY KEY,
	person_id  text NOT NULL REFERENCES person (id),
	folder_id  text NOT NULL,
	full_name  bytea,
	family     bytea,
	initials   bytea,
	born       bytea,
	pronoun    text NOT NULL,
	version    integer NOT NULL,
	last_entry text NOT NULL
);
CREATE INDEX person_name_folder ON person_name (folder_id);
CREATE INDEX person_name_person ON person_name (person_id);

CREATE TABLE contact_point (
	id             text PRIMARY KEY,
	person_id      text NOT NULL REFERENCES person (id),
	folder_id      text NOT NULL,
	kind           text NOT NULL,
	value          bytea,
	safe_call      text NOT NULL,
	safe_voicemail text NOT NULL,
	safe_text      text NOT NULL,
	safe_letter    text NOT NULL,
	protected      boolean NOT NULL,
	wrong          boolean NOT NULL,
	version        integer NOT NULL,
	last_entry     text NOT NULL,
	CONSTRAINT contact_point_kind CHECK (kind IN ('phone', 'mobile', 'email', 'address'))
);
CREATE INDEX contact_point_folder ON contact_point (folder_id);
CREATE INDEX contact_point_person ON contact_point (person_id);

-- How it is safe to reach the person of a folder. No row: not asked yet.
CREATE TABLE safe_rule (
	folder_id   text PRIMARY KEY,
	state       text NOT NULL,
	words       bytea,
	say         bytea,
	from_minute integer NOT NULL,
	to_minute   integer NOT NULL,
	asked_on    text NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL,
	CONSTRAINT safe_rule_state CHECK (state IN ('not asked', 'safe', 'unsafe'))
);

CREATE TABLE story (
	folder_id    text PRIMARY KEY,
	wants        bytea,
	told         bytea,
	told_on      text NOT NULL,
	told_to      text NOT NULL,
	relationship text NOT NULL,
	version      integer NOT NULL,
	last_entry   text NOT NULL
);

-- The other party as the person's folder knows them. A table of its own, because all of it is in
-- a section of its own and must never come along with the person's name.
CREATE TABLE person_other (
	id         text PRIMARY KEY,
	person_id  text NOT NULL REFERENCES person (id),
	folder_id  text NOT NULL,
	full_name  bytea,
	family     bytea,
	born       bytea,
	phone      bytea,
	email      bytea,
	home       bytea,
	version    integer NOT NULL,
	last_entry text NOT NULL
);
CREATE INDEX person_other_folder ON person_other (folder_id);
CREATE INDEX person_other_person ON person_other (person_id);

-- Keyed hashes under which people are found again. 'match' keys find records that may be about
-- one person; 'contact' and 'number' keys are those the do-not-contact register would hold:
-- 'contact' says who she is, 'number' only how she is reached, which a household may share.
CREATE TABLE person_key (
	key       bigint NOT NULL,
	person_id text NOT NULL REFERENCES person (id),
	folder_id text NOT NULL,
	purpose   text NOT NULL,
	PRIMARY KEY (key, person_id, folder_id),
	CONSTRAINT person_key_purpose CHECK (purpose IN ('match', 'contact', 'number'))
);
CREATE INDEX person_key_folder ON person_key (folder_id, purpose);

-- Who asked not to be contacted. It holds no name and no id of a person, only keyed hashes, so
-- that it outlives everything else that is known of her.
CREATE TABLE do_not_contact (
	key        bigint NOT NULL,
	scope      text NOT NULL,
	scope_of   text NOT NULL,
	said_on    text NOT NULL,
	heard_by   text NOT NULL,
	since_at   bigint NOT NULL,
	until_at   bigint NOT NULL,
	last_entry text NOT NULL,
	PRIMARY KEY (key, scope, scope_of),
	CONSTRAINT do_not_contact_scope CHECK (scope IN ('matter', 'service', 'all'))
);

-- Folders whose person asked not to be contacted: no number is shown from them.
CREATE TABLE person_quiet (
	folder_id  text PRIMARY KEY,
	scope      text NOT NULL,
	said_on    text NOT NULL,
	heard_by   text NOT NULL,
	since_at   bigint NOT NULL,
	until_at   bigint NOT NULL,
	last_entry text NOT NULL
);

CREATE TABLE link_proposal (
	id              text PRIMARY KEY,
	person_id       text NOT NULL REFERENCES person (id),
	folder_id       text NOT NULL,
	other_person_id text NOT NULL REFERENCES person (id),
	other_folder_id text NOT NULL,
	per_mille       integer NOT NULL,
	confident       boolean NOT NULL,
	reasons         text NOT NULL,
	model           text NOT NULL,
	state           text NOT NULL,
	proposed_at     bigint NOT NULL,
	decided_by      text NOT NULL,
	decided_at      bigint NOT NULL,
	version         integer NOT NULL,
	last_entry      text NOT NULL,
	CONSTRAINT link_proposal_state CHECK (state IN ('proposed', 'confirmed', 'declined')),
	CONSTRAINT link_proposal_two CHECK (person_id <> other_person_id)
);
CREATE UNIQUE INDEX link_proposal_pair ON link_proposal (folder_id, other_folder_id);
CREATE INDEX link_proposal_other ON link_proposal (other_folder_id, state);
CREATE INDEX link_proposal_state ON link_proposal (state, folder_id);

-- Two folders whose people may stand on both sides of one dispute. Supervisors alone are told.
CREATE TABLE both_sides (
	id              text PRIMARY KEY,
	folder_id       text NOT NULL,
	other_folder_id text NOT NULL,
	per_mille       integer NOT NULL,
	reasons         text NOT NULL,
	noted_at        bigint NOT NULL,
	seen_by         text NOT NULL,
	seen_at         bigint NOT NULL,
	version         integer NOT NULL,
	last_entry      text NOT NULL
);
CREATE UNIQUE INDEX both_sides_pair ON both_sides (folder_id, other_folder_id);
CREATE INDEX both_sides_other ON both_sides (other_folder_id);
CREATE INDEX both_sides_unseen ON both_sides (noted_at, id) WHERE seen_at = 0;

CREATE TABLE demographic (
	person_id   text NOT NULL REFERENCES person (id),
	folder_id   text NOT NULL,
	field       text NOT NULL,
	state       text NOT NULL,
	code        text NOT NULL,
	recorded_at bigint NOT NULL,
	last_entry  text NOT NULL,
	PRIMARY KEY (folder_id, person_id, field),
	CONSTRAINT demographic_state CHECK (state IN ('not asked', 'prefers not to say', 'given')),
	CONSTRAINT demographic_code CHECK ((state = 'given') = (code <> ''))
);

CREATE VIEW person_v_person AS
	SELECT id AS person_id FROM person;

CREATE VIEW person_v_folder AS
	SELECT person_id, folder_id, side FROM person_folder;

CREATE VIEW person_v_name AS
	SELECT folder_id, person_id, id AS name_id, full_name, initials, born, pronoun FROM person_name;

CREATE VIEW person_v_safe_rule AS
	SELECT folder_id, state, words, say, from_minute, to_minute, asked_on FROM safe_rule;

CREATE VIEW person_v_story AS
	SELECT folder_id, wants, told, told_on, told_to, relationship FROM story;

CREATE VIEW person_v_contact AS
	SELECT id AS contact_id, folder_id, person_id, kind, safe_call, safe_voicemail, safe_text, safe_letter, protected, wrong
	FROM contact_point;

CREATE VIEW person_v_quiet AS
	SELECT folder_id, scope, said_on, heard_by, since_at, until_at FROM person_quiet;

CREATE VIEW person_v_link AS
	SELECT id AS link_id, folder_id, person_id, other_person_id, other_folder_id, per_mille, state FROM link_proposal;

CREATE VIEW person_v_fact_demographic AS
	SELECT person_id, folder_id, field, state, code, recorded_at FROM demographic;
