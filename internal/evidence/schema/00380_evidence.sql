-- +goose Up

-- What shows what happened, numbered within its folder as exhibits are. file_size and file_digest are of the picture as it came; without
-- one they are 0 and empty.
CREATE TABLE evidence (
	id          text PRIMARY KEY,
	folder_id   text NOT NULL,
	number      integer NOT NULL,
	kind        text NOT NULL,
	shows       bytea,
	maker       text NOT NULL,
	made_on     text NOT NULL,
	got_on      text NOT NULL,
	got_from    bytea,
	kept_where  bytea,
	file_type   text NOT NULL,
	file_size   bigint NOT NULL,
	file_digest text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	last_entry  text NOT NULL,
	UNIQUE (folder_id, number)
);

-- The picture as it came. It stands apart, so that reading the log reads no pictures.
CREATE TABLE evidence_picture (
	evidence_id text PRIMARY KEY REFERENCES evidence (id),
	folder_id   text NOT NULL,
	picture     bytea,
	last_entry  text NOT NULL
);
CREATE INDEX evidence_picture_folder ON evidence_picture (folder_id);

-- Into whose hands it went, or a copy of it.
CREATE TABLE evidence_hand (
	id          text PRIMARY KEY,
	evidence_id text NOT NULL REFERENCES evidence (id),
	folder_id   text NOT NULL,
	hand        text NOT NULL,
	copied      boolean NOT NULL,
	words       bytea,
	on_date     text NOT NULL,
	by_account  text NOT NULL,
	recorded_at bigint NOT NULL,
	last_entry  text NOT NULL
);
CREATE INDEX evidence_hand_folder ON evidence_hand (folder_id, on_date, recorded_at, id);
