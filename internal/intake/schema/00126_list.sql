-- +goose Up

-- A list of cases that somebody has handed in and not taken in to its end: the file itself, sealed, in a folder that is
-- hers alone, with what she said of its columns and what came of trying it out. It goes when it is in, when she
-- gives it up, or after until_at.
CREATE TABLE intake_list (
	id         text PRIMARY KEY,
	service    text NOT NULL,
	folder_id  text NOT NULL,
	account_id text NOT NULL,
	content    bytea,
	columns    bytea,
	tried      text NOT NULL,
	batch_id   text NOT NULL,
	kept_at    bigint NOT NULL,
	until_at   bigint NOT NULL,
	version    integer NOT NULL,
	last_entry text NOT NULL
);
CREATE INDEX intake_list_account ON intake_list (account_id, kept_at);
CREATE INDEX intake_list_until ON intake_list (until_at);
CREATE INDEX intake_list_batch ON intake_list (batch_id);
