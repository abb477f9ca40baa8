-- +goose Up

-- How many records the look-up of a folder's person left out, and by which rules they were found. No
-- row: none. It holds counts and names of rules, nothing about anybody.
CREATE TABLE look_up_left (
	folder_id  text PRIMARY KEY,
	compared   integer NOT NULL,
	records    integer NOT NULL,
	or_more    boolean NOT NULL,
	rules      text NOT NULL,
	left_at    bigint NOT NULL,
	last_entry text NOT NULL
);
