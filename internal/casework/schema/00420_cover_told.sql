-- +goose Up

-- Whose cases somebody covers today, for whoever writes to them: never why, nor what is due.
CREATE VIEW casework_v_cover AS
	SELECT id AS cover_id, folder_id, cover, by_account, since_at, until_at FROM case_cover;

CREATE INDEX case_cover_given ON case_cover (since_at);
