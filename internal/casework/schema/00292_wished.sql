-- +goose Up

-- When what a person asks of whoever works with her was last written down, and by whom: what she asks is in case_wish.
CREATE TABLE case_wished (
	folder_id  text PRIMARY KEY,
	by_account text NOT NULL,
	at         bigint NOT NULL,
	version    integer NOT NULL,
	last_entry text NOT NULL
);
