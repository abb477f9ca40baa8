-- +goose Up

-- A member of staff who can sign in. The secret is an Argon2id hash; totp_box is sealed in the
-- account's own folder and is compared, never opened. totp_step is the last time step a code
-- was taken for, so that no code works twice.
CREATE TABLE account (
	id          text PRIMARY KEY,
	login       text NOT NULL,
	name        text NOT NULL,
	initials    text NOT NULL,
	folder_id   text NOT NULL,
	secret      text NOT NULL,
	must_change boolean NOT NULL,
	totp_box    bytea,
	totp_step   bigint NOT NULL,
	status      text NOT NULL,
	added_at    bigint NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL,
	CONSTRAINT account_status CHECK (status IN ('active', 'suspended'))
);
CREATE UNIQUE INDEX account_login ON account (login);

-- Printed one-time codes, as keyed hashes. used_at is the largest instant until the code is used.
CREATE TABLE account_code (
	account_id text NOT NULL REFERENCES account (id),
	code_key   bigint NOT NULL,
	made_at    bigint NOT NULL,
	used_at    bigint NOT NULL,
	last_entry text NOT NULL,
	PRIMARY KEY (account_id, code_key)
);

-- A session is known by the hash of its token. Until the last step of signing in it is in a stage
-- before 'in', and opens nothing. Its limits are those in force when it began.
CREATE TABLE session (
	id         text PRIMARY KEY,
	token_hash bytea NOT NULL,
	account_id text NOT NULL REFERENCES account (id),
	stage      text NOT NULL,
	tries      integer NOT NULL,
	device     text NOT NULL,
	made_at    bigint NOT NULL,
	seen_at    bigint NOT NULL,
	idle_for   bigint NOT NULL,
	ends_at    bigint NOT NULL,
	ended_at   bigint NOT NULL,
	last_entry text NOT NULL,
	CONSTRAINT session_stage CHECK (stage IN ('code', 'password', 'in'))
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_account ON session (account_id, ended_at);

-- A browser on which the account was signed in to once, known by the hash of a token it keeps.
CREATE TABLE known_device (
	account_id  text NOT NULL REFERENCES account (id),
	device_hash bytea NOT NULL,
	known_at    bigint NOT NULL,
	PRIMARY KEY (account_id, device_hash)
);

-- What somebody typed into a form and has not sent yet, sealed in the account's folder.
CREATE TABLE draft (
	account_id text NOT NULL REFERENCES account (id),
	form       text NOT NULL,
	box        bytea,
	saved_at   bigint NOT NULL,
	last_entry text NOT NULL,
	PRIMARY KEY (account_id, form)
);

-- Tries to sign in, counted under keyed hashes of what they have in common.
CREATE TABLE rate (
	key      bigint PRIMARY KEY,
	since_at bigint NOT NULL,
	tries    integer NOT NULL,
	free_at  bigint NOT NULL
);
CREATE INDEX rate_since ON rate (since_at);

CREATE VIEW identity_v_account AS
	SELECT id AS account_id, name, initials, status FROM account;
