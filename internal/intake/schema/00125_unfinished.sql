-- +goose Up

-- What somebody typed who asks for help and did not send yet, for a day. It opens with a code that she was
-- shown once and that is kept nowhere; id is the hash of the code.
CREATE TABLE intake_unfinished (
	id       text PRIMARY KEY,
	typed    bytea NOT NULL,
	until_at bigint NOT NULL
);
CREATE INDEX intake_unfinished_until ON intake_unfinished (until_at);
