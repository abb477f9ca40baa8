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
CREATE INDEX case_cover_folder ON case_cover (folder_id);

-- Who has what is open, and who answers for a place: nothing may stay with somebody who has left.
CREATE INDEX case_file_held ON case_file (worker, service) WHERE state = 'open' AND worker <> '';
CREATE INDEX waiting_place_owner ON waiting_place (owner, service) WHERE left_at = 0;
