-- +goose Up

-- A return as it stood when it was kept: its figures never change; only its state moves on.
CREATE TABLE report_version (
	id           text PRIMARY KEY,
	report       text NOT NULL,
	from_on      text NOT NULL,
	to_on        text NOT NULL,
	as_at_on     text NOT NULL,
	number       integer NOT NULL,
	state        text NOT NULL,
	reason       text NOT NULL, -- why it differs from the version before; empty for the first
	digest       text NOT NULL,
	figures      text NOT NULL,
	by_account   text NOT NULL,
	kept_at      bigint NOT NULL,
	last_entry   text NOT NULL,
	CONSTRAINT report_version_state CHECK (state IN ('draft', 'submitted', 'accepted')),
	CONSTRAINT report_version_once UNIQUE (report, from_on, to_on, number)
);

-- What is said beside a table, for those who read the return. It is about figures and names nobody. A
-- remark is never changed: the next one takes its place, and the earlier stays.
CREATE TABLE report_remark (
	id         text PRIMARY KEY,
	report     text NOT NULL,
	from_on    text NOT NULL,
	to_on      text NOT NULL,
	table_id   text NOT NULL,
	body       text NOT NULL,
	by_account text NOT NULL,
	written_at bigint NOT NULL,
	last_entry text NOT NULL
);
CREATE INDEX report_remark_return ON report_remark (report, from_on, to_on, table_id, written_at, id);
