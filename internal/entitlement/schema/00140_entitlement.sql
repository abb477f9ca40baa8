-- +goose Up

-- Whether the person of a folder is a victim of a crime, and by which gateways the enhanced times are hers.
CREATE TABLE code_standing (
	folder_id  text PRIMARY KEY,
	crime      text NOT NULL,
	gateways   text NOT NULL,
	set_on     text NOT NULL,
	set_by     text NOT NULL,
	version    integer NOT NULL,
	last_entry text NOT NULL,
	CONSTRAINT code_standing_crime CHECK (crime IN ('yes', 'no', 'not known'))
);

-- One thing that is due to her. due_on is empty where the code gives no number of days.
CREATE TABLE code_due (
	id          text PRIMARY KEY,
	folder_id   text NOT NULL,
	right_key   text NOT NULL,
	provider    text NOT NULL,
	happened_on text NOT NULL,
	enhanced    boolean NOT NULL,
	due_on      text NOT NULL,
	state       text NOT NULL,
	settled_on  text NOT NULL,
	why         bytea,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	version     integer NOT NULL,
	last_entry  text NOT NULL,
	CONSTRAINT code_due_state CHECK (state IN ('open', 'given', 'good reason', 'not wanted', 'not due'))
);
CREATE INDEX code_due_folder ON code_due (folder_id, state, due_on, id);

-- The provider was asked for it, and what it answered.
CREATE TABLE code_chase (
	id          text PRIMARY KEY,
	due_id      text NOT NULL REFERENCES code_due (id),
	folder_id   text NOT NULL,
	chased_on   text NOT NULL,
	by_account  text NOT NULL,
	at          bigint NOT NULL,
	asked       bytea,
	answer      bytea,
	answered_on text NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX code_chase_folder ON code_chase (folder_id, at);
CREATE INDEX code_chase_due ON code_chase (due_id);

CREATE VIEW entitlement_v_open AS
	SELECT d.id AS due_id, d.folder_id, d.right_key, d.provider, d.due_on,
		(SELECT count(*) FROM code_chase k WHERE k.due_id = d.id) AS chases,
		COALESCE((SELECT max(k.chased_on) FROM code_chase k WHERE k.due_id = d.id), '') AS chased_on
	FROM code_due d WHERE d.state = 'open';
