-- +goose Up

-- Whose calls of one day somebody else makes. It ends at midnight by itself, as the grant does.
CREATE TABLE case_cover (
	id         text PRIMARY KEY,
	folder_id  text NOT NULL,
	absent     text NOT NULL,
	cover      text NOT NULL,
	by_account text NOT NULL,
	since_at   bigint NOT NULL,
	until_at   bigint NOT NULL
);
CREATE INDEX case_cover_cover ON case_cover (cover, until_at);
