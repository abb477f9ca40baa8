-- +goose Up

-- What somebody without an account sent by the form for people who ask for help, for a day: the same form sent twice is received once,
-- and gives the same reference. id is the hash of the key that was drawn for the form and of what was typed into it.
CREATE TABLE intake_sent (
	id        text PRIMARY KEY,
	reference text NOT NULL,
	until_at  bigint NOT NULL
);
CREATE INDEX intake_sent_until ON intake_sent (until_at);
